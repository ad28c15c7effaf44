package org.coapsms.simulator.phone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.phone.FarEnd.con;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.ShortMessage;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneSegmentsTest {
  // How much fits beside which header: TS 23.040 9.2.3.24, 140 octets in all.
  @ParameterizedTest
  @CsvSource({
    "true,  126, 133", // 133 octets of CoAP: one SMS
    "true,  127, 127+7", // 134: concatenation 0x08 and ports
    "true,  305, 127+127+58",
    "false, 133, 140",
    "false, 134, 134+7" // concatenation 0x00 alone
  })
  void answersInAsManySegmentsAsNeeded(boolean marked, int size, String expected) {
    FarEnd bridge = marked ? new FarEnd() : new FarEnd(PhoneBehaviour.bare()).bare();

    Request request = con(Code.POST, 7, "echo");
    Bytes body = Bytes.ofAscii("x".repeat(size));
    request.setPayload(body.toArray());
    inSegments(bridge, 100, 3, FarEnd.octets(request), 16);
    bridge.lets(Duration.ZERO);

    assertThat(bridge.response().getPayload()).isEqualTo(body.toArray());
    assertThat(bridge.sizes.stream().map(String::valueOf).collect(joining("+")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"8, 200", "16, 40000"})
  void joinsSegmentsInAnyOrderAndIgnoresRepeatedOnes(int bits, int reference) {
    FarEnd bridge = new FarEnd();
    Request request = con(Code.POST, 7, "echo");
    request.setPayload("y".repeat(250));
    Bytes whole = FarEnd.octets(request);

    segment(bridge, bits, reference, 3, 3, whole.from(240));
    segment(bridge, bits, reference, 1, 3, whole.slice(0, 120));
    segment(bridge, bits, reference, 1, 3, whole.slice(0, 120));
    bridge.lets(Duration.ofHours(5));
    assertThat(bridge.lines()).isEmpty();
    segment(bridge, bits, reference, 2, 3, whole.slice(120, 240));
    bridge.lets(Duration.ZERO);

    assertThat(bridge.response().getPayloadString()).isEqualTo("y".repeat(250));
    assertThat(bridge.phone.partialSets()).isZero();
  }

  @Test
  void aLateRepeatedSegmentStartsNoNewSetWhereFinishedSetsAreRemembered() {
    FarEnd bridge = new FarEnd();

    sendTwoSegmentsAndTheFirstAgain(bridge);

    assertThat(bridge.phone.partialSets()).isZero();
  }

  @Test
  void aLateRepeatedSegmentDanglesWhereTheyAreNot() {
    PhoneBehaviour usual = PhoneBehaviour.defaults();
    FarEnd bridge = new FarEnd(usual.withSms(usual.sms().withFinishedMemory(Duration.ZERO)));

    sendTwoSegmentsAndTheFirstAgain(bridge);

    assertThat(bridge.phone.partialSets()).isEqualTo(1);
  }

  @Test
  void aDanglingSegmentSpoilsTheMessageThatReusesItsReference() {
    FarEnd bridge = new FarEnd();
    Request lost = con(Code.POST, 7, "echo");
    lost.setPayload("a".repeat(200));
    Request next = con(Code.POST, 8, "echo");
    next.setPayload("b".repeat(200));

    segment(bridge, 16, 9, 1, 2, FarEnd.octets(lost).slice(0, 120));
    bridge.lets(Duration.ofDays(3));
    inSegments(bridge, 120, 9, FarEnd.octets(next), 16);
    bridge.lets(Duration.ZERO);

    assertThat(bridge.response().getPayloadString()).startsWith("a").endsWith("b");
  }

  @Test
  void bareAndMarkedAreAnsweredInKind() {
    FarEnd bridge = new FarEnd().bare();

    bridge.says(con(Code.GET, 7, "test"));

    assertThat(bridge.lines()).containsExactly("ACK 2.05 1007");
  }

  @Test
  void aPhoneThatInsistsOnThePortKeepsTheRestAsMessages() {
    PhoneBehaviour usual = PhoneBehaviour.defaults();
    FarEnd bridge = new FarEnd(usual.withSms(usual.sms().withAcceptsBare(false))).bare();

    bridge.says(con(Code.GET, 7, "test"));

    assertThat(bridge.lines()).isEmpty();
    assertThat(bridge.phone.inbox()).hasSize(1);
  }

  @Test
  void textIsNoCoapWhateverItsPort() {
    FarEnd bridge = new FarEnd();
    UserDataHeader port = UserDataHeader.EMPTY.plus(new Ports(16, 5683, 5683));
    ShortMessage text =
        new ShortMessage(
            FarEnd.NUMBER, FarEnd.PHONE, 0, DataCoding.UCS2, UserData.ofUcs2(port, "\u4001\u0001"));

    bridge.network.submit(bridge.now, text, Duration.ofHours(1), Optional.empty());
    bridge.lets(Duration.ZERO);

    assertThat(bridge.lines()).isEmpty();
    assertThat(bridge.phone.inbox()).extracting(Received::message).containsExactly(text);
    assertThat(bridge.phone.executions("/test", CoapCode.GET)).isZero();
  }

  private static void sendTwoSegmentsAndTheFirstAgain(FarEnd bridge) {
    Request request = con(Code.POST, 7, "echo");
    request.setPayload("z".repeat(200));
    Bytes whole = FarEnd.octets(request);
    inSegments(bridge, 120, 5, whole, 16);
    bridge.lets(Duration.ofSeconds(30));
    segment(bridge, 16, 5, 1, 2, whole.slice(0, 120));
    bridge.lets(Duration.ofSeconds(30));
    assertThat(bridge.phone.executions("/echo", CoapCode.POST)).isEqualTo(1);
  }

  private static void inSegments(FarEnd bridge, int step, int reference, Bytes whole, int bits) {
    int total = (whole.size() + step - 1) / step;
    for (int i = 0; i < total; i++) {
      Bytes part = whole.slice(i * step, Math.min((i + 1) * step, whole.size()));
      segment(bridge, bits, reference, i + 1, total, part);
    }
  }

  private static void segment(
      FarEnd bridge, int bits, int reference, int sequence, int total, Bytes part) {
    bridge.send(
        part, UserDataHeader.EMPTY.plus(new Concatenation(bits, reference, total, sequence)));
  }
}
