package org.coapsms.simulator.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.phone.FarEnd.ack;
import static org.coapsms.simulator.phone.FarEnd.con;
import static org.coapsms.simulator.phone.FarEnd.non;
import static org.coapsms.simulator.phone.FarEnd.reset;

import java.time.Duration;
import java.util.List;
import org.coapsms.codec.coap.CoapCode;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PhoneMessageLayerTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @Test
  @Tag("RFC7252-5.2.1")
  void answersAConfirmableRequestOnItsAck() {
    FarEnd bridge = new FarEnd();

    bridge.says(con(Code.GET, 7, "test"));

    Message answer = bridge.answer();
    assertThat(answer.getType()).isEqualTo(CoAP.Type.ACK);
    assertThat(answer.getMID()).isEqualTo(7);
    assertThat(answer.getTokenString()).isEqualToIgnoringCase("1007");
    assertThat(answer.getPayloadString()).startsWith("Type: 0 (CON)\nCode: 1 (GET)\nMID: 7");
    assertThat(bridge.network.nextTimeout()).isEmpty();
  }

  @Test
  @Tag("RFC7252-5.2.3")
  void answersANonConfirmableRequestWithANonOfItsOwn() {
    FarEnd bridge = new FarEnd();

    bridge.says(non(Code.GET, 7, "test"));
    bridge.says(non(Code.GET, 8, "test"));

    Message first = bridge.heard.get(0);
    Message second = bridge.heard.get(1);
    assertThat(bridge.lines()).containsExactly("NON 2.05 1007", "NON 2.05 1008");
    assertThat(second.getMID()).isEqualTo(first.getMID() + 1 & 0xFFFF);
  }

  @Test
  @Tag("RFC7252-4.5")
  void executesARepeatedRequestOnceAndAnswersItAgain() {
    FarEnd bridge = new FarEnd();

    bridge.says(con(Code.POST, 7, "echo"));
    bridge.lets(Duration.ofSeconds(246));
    bridge.says(con(Code.POST, 7, "echo"));

    assertThat(bridge.heard.get(1).getMID()).isEqualTo(bridge.heard.get(0).getMID());
    assertThat(bridge.lines()).containsExactly("ACK 2.04 1007", "ACK 2.04 1007");
    assertThat(bridge.phone.executions("/echo", CoapCode.POST)).isEqualTo(1);

    bridge.lets(Duration.ofSeconds(1));
    bridge.says(con(Code.POST, 7, "echo"));
    assertThat(bridge.phone.executions("/echo", CoapCode.POST)).isEqualTo(2);
  }

  @Test
  @Tag("RFC7252-4.5")
  void ignoresARepeatedNon() {
    FarEnd bridge = new FarEnd();

    bridge.says(non(Code.POST, 7, "echo"));
    bridge.says(non(Code.POST, 7, "echo"));

    assertThat(bridge.lines()).hasSize(1);
  }

  @Test
  void deduplicatesForEverOrNotAtAllIfToldSo() {
    PhoneBehaviour usual = PhoneBehaviour.defaults();
    FarEnd elephant =
        new FarEnd(usual.withCoap(usual.coap().withDedupLifetime(PhoneBehaviour.FOR_EVER)));
    FarEnd goldfish = new FarEnd(usual.withCoap(usual.coap().withDedupLifetime(Duration.ZERO)));

    for (FarEnd bridge : List.of(elephant, goldfish)) {
      bridge.says(con(Code.POST, 7, "echo"));
      bridge.lets(Duration.ofDays(1_000));
      bridge.says(con(Code.POST, 7, "echo"));
      bridge.says(con(Code.POST, 7, "echo"));
    }

    assertThat(elephant.phone.executions("/echo", CoapCode.POST)).isEqualTo(1);
    assertThat(goldfish.phone.executions("/echo", CoapCode.POST)).isEqualTo(3);
  }

  @Test
  void aRebootForgetsDuplicatesAndStartsWithOtherMessageIds() {
    PhoneBehaviour usual = PhoneBehaviour.defaults();
    FarEnd bridge =
        new FarEnd(
            usual.withCoap(
                usual.coap().withMessageIds(PhoneBehaviour.MessageIds.ZERO_AFTER_REBOOT)));
    bridge.says(non(Code.GET, 7, "test"));
    int before = bridge.answer().getMID();

    bridge.phone.reboot(bridge.now);
    bridge.says(non(Code.GET, 7, "test"));
    bridge.says(non(Code.GET, 8, "test"));

    assertThat(before).isNotIn(0, 1);
    assertThat(bridge.heard).extracting(Message::getMID).containsExactly(0, 1);
    assertThat(bridge.phone.executions("/test", CoapCode.GET)).isEqualTo(3);
  }

  @Test
  @Tag("RFC7252-4.3")
  void answersAPingWithReset() {
    FarEnd bridge = new FarEnd();
    EmptyMessage ping = new EmptyMessage(CoAP.Type.CON);
    ping.setMID(77);

    bridge.says(ping);

    Message answer = bridge.answer();
    assertThat(answer.getType()).isEqualTo(CoAP.Type.RST);
    assertThat(answer.getMID()).isEqualTo(77);
  }

  @Test
  @Tag("RFC7252-4.2")
  void refusesAConfirmableResponseToNothing() {
    FarEnd bridge = new FarEnd();
    Response response = new Response(CoAP.ResponseCode.CONTENT);
    response.setType(CoAP.Type.CON);
    response.setMID(5);
    response.setToken(new byte[] {1, 2, 3, 4});

    bridge.says(response);

    assertThat(bridge.answer().getType()).isEqualTo(CoAP.Type.RST);
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void promisesASeparateResponseAndRepeatsItUntilItIsAcknowledged() {
    FarEnd bridge = new FarEnd(without(1.0));

    bridge.says(con(Code.GET, 7, "separate"));
    assertThat(bridge.lines()).containsExactly("ACK empty");
    bridge.says(con(Code.GET, 7, "separate"));
    assertThat(bridge.lines()).containsExactly("ACK empty");

    bridge.lets(Duration.ofSeconds(1));
    int mid = bridge.heard.get(0).getMID();
    assertThat(bridge.lines()).containsExactly("CON 2.05 1007");
    bridge.lets(A_MINUTE);
    assertThat(bridge.heard.get(0).getMID()).isEqualTo(mid);
    assertThat(bridge.lines()).containsExactly("CON 2.05 1007");

    bridge.says(ack(mid));
    bridge.lets(Duration.ofDays(1));
    assertThat(bridge.lines()).isEmpty();
    assertThat(bridge.phone.executions("/separate", CoapCode.GET)).isEqualTo(1);
  }

  @Test
  @Tag("RFC7252-4.2")
  void givesUpAfterMaxRetransmitWithDoubledTimeouts() {
    FarEnd bridge = new FarEnd(without(1.0));
    bridge.says(con(Code.GET, 7, "separate"));
    bridge.lets(Duration.ofSeconds(1));
    bridge.lines();

    bridge.lets(Duration.ofSeconds(59));
    assertThat(bridge.lines()).isEmpty();
    bridge.lets(Duration.ofSeconds(1));
    assertThat(bridge.lines()).hasSize(1);
    bridge.lets(Duration.ofSeconds(119));
    assertThat(bridge.lines()).isEmpty();
    bridge.lets(Duration.ofSeconds(1));
    assertThat(bridge.lines()).hasSize(1);
    bridge.lets(Duration.ofDays(1));
    assertThat(bridge.lines()).isEmpty();
  }

  @Test
  void aResetEndsTheRepetitionOfASeparateResponse() {
    FarEnd bridge = new FarEnd();
    bridge.says(con(Code.GET, 7, "separate"));
    bridge.lets(Duration.ofSeconds(1));

    bridge.says(reset(bridge.heard.get(1).getMID()));
    bridge.lines();
    bridge.lets(Duration.ofDays(1));

    assertThat(bridge.lines()).isEmpty();
  }

  @Test
  @Tag("RFC7252-5.4.1")
  void refusesACriticalOptionThatItDoesNotKnow() {
    FarEnd bridge = new FarEnd();
    Request confirmable = con(Code.GET, 7, "test");
    confirmable.getOptions().setOscore(new byte[] {1});
    Request nonConfirmable = non(Code.GET, 8, "test");
    nonConfirmable.getOptions().setOscore(new byte[] {1});

    bridge.says(confirmable);
    bridge.says(nonConfirmable);

    assertThat(bridge.lines()).containsExactly("ACK 4.02 1007", "RST empty");
    assertThat(bridge.phone.executions()).isEmpty();
  }

  @Test
  void saysWhatIsNotThereAndWhatIsNotAllowed() {
    FarEnd bridge = new FarEnd();

    bridge.says(con(Code.GET, 7, "nowhere"));
    bridge.says(con(Code.DELETE, 8, "query"));
    Request proxied = con(Code.GET, 9, "");
    proxied.getOptions().setProxyUri("coap://127.0.0.1/");
    bridge.says(proxied);

    assertThat(bridge.lines()).containsExactly("ACK 4.04 1007", "ACK 4.05 1008", "ACK 5.05 1009");
    assertThat(bridge.phone.executions()).isEmpty();
  }

  private static PhoneBehaviour without(double factor) {
    PhoneBehaviour usual = PhoneBehaviour.defaults();
    return usual.withCoap(usual.coap().withAckRandomFactor(factor));
  }
}
