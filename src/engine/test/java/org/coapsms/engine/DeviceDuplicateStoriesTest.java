package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.OTHER_DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device's request that comes more than once is carried out once, whatever else it gets. */
@Tag("RFC7252-4.5")
class DeviceDuplicateStoriesTest {
  private final Conversation story = new Conversation();

  private static CoapMessage report(CoapType type, int messageId) {
    return request(type, CoapCode.POST, "report")
        .withMessageId(messageId)
        .withToken(Bytes.of(0xCA, 0xFE));
  }

  private static CoapMessage changed() {
    return CoapMessage.response(CoapType.ACK, CoapCode.of(2, 4), Bytes.of(1));
  }

  @Test
  void aCopyWhileTheUpstreamThinksAsksItNoSecondTime() {
    story.says(report(CoapType.CON, 0x1001));
    Action.AskUpstream question = story.question();
    story.passes(Duration.ofSeconds(20));
    story.says(report(CoapType.CON, 0x1001));
    story.nothingElse();

    story.upstreamAnswers(question, changed());
    assertThat(coap(story.submitted()).messageId()).isEqualTo(0x1001);
    story.nothingElse();
  }

  @Test
  void aCopyAfterTheEmptyAckGetsTheEmptyAckAgain() {
    story.says(report(CoapType.CON, 0x1001));
    story.question();
    story.passes(Duration.ofMinutes(1));
    assertThat(coap(story.accepted())).isEqualTo(CoapMessage.emptyAck(0x1001));
    story.passes(Duration.ofSeconds(61));
    story.says(report(CoapType.CON, 0x1001));

    assertThat(coap(story.accepted())).isEqualTo(CoapMessage.emptyAck(0x1001));
    story.nothingElse();
  }

  @Test
  void aCopyOfANonIsIgnored() {
    story.says(report(CoapType.NON, 0x1001));
    story.upstreamAnswers(story.question(), changed());
    story.accepted();
    story.passes(Duration.ofMinutes(10));
    story.says(report(CoapType.NON, 0x1001));

    story.noted(EventKind.DEVICE_REQUEST_REPEATED);
    story.nothingElse();
  }

  @Test
  void anotherMessageUnderTheSameMessageIdDoesNotMakeTheFirstOneNew() {
    CoapMessage other = withPayload(report(CoapType.NON, 0x1001), 3);
    story.says(report(CoapType.NON, 0x1001));
    story.question();
    story.says(other);
    story.question();
    story.says(report(CoapType.NON, 0x1001));
    story.says(other);

    story.nothingElse();
  }

  @Test
  void theSameMessageIdFromAnotherDeviceIsAnotherRequest() {
    story.says(report(CoapType.NON, 0x1001));
    story.question();
    story.says(OTHER_DEVICE, report(CoapType.NON, 0x1001), Optional.empty());

    assertThat(story.question().from()).isEqualTo(OTHER_DEVICE);
    story.nothingElse();
  }

  @Test
  void aCopyWithoutItsPortIsStillACopy() {
    CoapMessage report = report(CoapType.NON, 0x1001);
    story.says(OTHER_DEVICE, report, Optional.empty());
    story.question();
    story.arrives(
        OTHER_DEVICE, UserData.ofOctets(UserDataHeader.EMPTY, report.encode()), Optional.empty());

    story.nothingElse();
  }

  @Test
  void theSameOctetsForAnotherPortAreAnotherRequest() {
    CoapMessage report = report(CoapType.NON, 0x1001);
    story.says(report);
    story.question();
    story.arrives(
        Conversation.DEVICE,
        UserData.ofOctets(Framing.MARKED.header(Framing.COAPS_PORTS), report.encode()),
        Optional.empty());

    story.question();
    story.nothingElse();
  }

  @Test
  void aCopyThatTheDeviceSentLaterGetsTheAnswerEvenIfItsTimeStampDiffers() {
    Instant stamp = Instant.parse("2026-01-01T00:00:00Z");
    story.says(Conversation.DEVICE, report(CoapType.CON, 0x1001), Optional.of(stamp));
    story.upstreamAnswers(story.question(), changed());
    CoapMessage answer = coap(story.accepted());
    story.passes(Duration.ofMinutes(2));
    story.says(
        Conversation.DEVICE, report(CoapType.CON, 0x1001), Optional.of(stamp.plusSeconds(115)));

    assertThat(coap(story.accepted())).isEqualTo(answer);
    story.nothingElse();
  }

  @Test
  void aCrashForgetsNoRequestThatWasCarriedOut() {
    story.says(report(CoapType.CON, 0x1001));
    story.upstreamAnswers(story.question(), changed());
    CoapMessage answer = coap(story.accepted());
    story.passes(Duration.ofMinutes(2));
    story.crashes();
    story.nothingElse();
    story.says(report(CoapType.CON, 0x1001));

    assertThat(coap(story.accepted())).isEqualTo(answer);
    story.nothingElse();
  }

  @Test
  void whatADeviceSaysAgainAfterItsOwnSpanIsNew() {
    story.says(report(CoapType.NON, 0x1001));
    story.question();
    story.passes(Duration.ofMinutes(59));
    story.says(report(CoapType.NON, 0x1001));
    story.nothingElse();

    story.passes(Duration.ofMinutes(1));
    story.says(report(CoapType.NON, 0x1001));
    story.question();
    story.nothingElse();
  }
}
