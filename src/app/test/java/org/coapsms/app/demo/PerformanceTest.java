package org.coapsms.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.coapsms.app.terminal.Ink;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.NetworkListener.Event;
import org.coapsms.simulator.network.ShortMessage;
import org.junit.jupiter.api.Test;

class PerformanceTest {
  private static final Address SMSC = Address.parse("10000");
  private static final Address PHONE = Address.international("491700000001");

  private final StringWriter out = new StringWriter();
  private final Legs legs = new Legs(Address.international("491780000001"));
  private final Performance performance =
      new Performance(legs, new PrintWriter(out, true), new Ink(false));

  @Test
  void isContentWithWhatWasTold() throws InterruptedException {
    assertThat(perform(() -> answered(CoapCode.CONTENT, "21"), 2)).isTrue();
    assertThat(out.toString()).contains("as told  2.05 Content \"21\"", "2 SMS");
  }

  @Test
  void noticesAnotherAnswer() throws InterruptedException {
    assertThat(perform(() -> answered(CoapCode.NOT_FOUND, ""), 2)).isFalse();
    assertThat(out.toString()).contains("OTHERWISE  4.04 Not Found", "should be 2.05");
  }

  @Test
  void noticesAnotherPayload() throws InterruptedException {
    assertThat(perform(() -> answered(CoapCode.CONTENT, "22"), 2)).isFalse();
    assertThat(out.toString()).contains("OTHERWISE  2.05 Content", "another payload");
  }

  @Test
  void noticesThatThereWereMoreMessages() throws InterruptedException {
    assertThat(perform(() -> answered(CoapCode.CONTENT, "21"), 1)).isFalse();
    assertThat(out.toString()).contains("OTHERWISE", "there should be 1 SMS");
  }

  @Test
  void noticesThatNoAnswerCame() throws InterruptedException {
    boolean asTold =
        perform(
            () -> {
              throw new IllegalStateException("nobody there");
            },
            0);

    assertThat(asTold).isFalse();
    assertThat(out.toString()).contains("OTHERWISE  no answer: nobody there");
  }

  private boolean perform(Episode.Action action, int shortMessages) throws InterruptedException {
    return performance.perform(
        1,
        1,
        new Episode(
            "A title",
            "A story.",
            action,
            CoapCode.CONTENT,
            answer -> answer.payload().toUtf8().equals("21"),
            shortMessages));
  }

  /** What the network tells of one request with its answer. */
  private CoapMessage answered(CoapCode code, String text) {
    CoapMessage request = CoapMessage.request(CoapType.CON, CoapCode.GET).withToken(Bytes.of(1));
    CoapMessage answer =
        CoapMessage.response(CoapType.ACK, code, Bytes.of(1)).withPayload(Bytes.ofUtf8(text));
    Instant now = Instant.EPOCH;
    legs.happened(now, Event.SUBMITTED, 1, sms(SMSC, PHONE, request));
    legs.happened(now, Event.DELIVERED, 1, sms(SMSC, PHONE, request));
    legs.happened(now, Event.SUBMITTED, 2, sms(PHONE, SMSC, answer));
    legs.happened(now, Event.REPORTED, 1, sms(SMSC, PHONE, request));
    legs.happened(now, Event.DELIVERED, 2, sms(PHONE, SMSC, answer));
    return answer;
  }

  private static ShortMessage sms(Address from, Address to, CoapMessage content) {
    return ShortMessage.ofOctets(
        from, to, UserData.ofOctets(UserDataHeader.EMPTY, content.encode()));
  }
}
