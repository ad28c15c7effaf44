package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.DeviceProfile.Deduplication;
import org.coapsms.engine.route.DeviceProfile.OnUnknown;
import org.coapsms.engine.route.DeviceProfile.Timing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a whole message may go again, and what a crash leaves of that. */
@Tag("design-5")
class RepetitionStoriesTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** A device whose ACK_TIMEOUT is two minutes. */
  private static DeviceProfile profile(Duration dedupLifetime, OnUnknown onUnknown, int nstart) {
    DeviceProfile usual = DeviceProfile.standard();
    Timing timing = usual.timing();
    return new DeviceProfile(
        "test",
        usual.framing(),
        usual.maxSegments(),
        new Timing(
            Optional.of(TIMEOUT),
            TIMEOUT,
            Duration.ofSeconds(60),
            2,
            timing.deadline(),
            timing.deviceAckTimeout(),
            timing.ackHold(),
            timing.reassemblyTime()),
        new Deduplication(dedupLifetime, onUnknown, usual.deduplication().deviceSpan()),
        nstart,
        usual.maxWaiting(),
        usual.minimumGap(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static Conversation usual() {
    return new Conversation(profile(Duration.ofSeconds(247), OnUnknown.RESEND, 1));
  }

  private static CoapMessage post() {
    return request(CoapType.CON, CoapCode.POST, "t");
  }

  @Test
  void aPostIsNotRepeatedWhileTheFirstMayStillBeOnItsWay() {
    Conversation story = usual();
    story.asks(post());
    story.accepted();
    story.passes(Duration.ofMinutes(29));
    story.noted(EventKind.REPEAT_FORBIDDEN);
    story.nothingElse();

    story.passes(Duration.ofMinutes(2));
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
  }

  @Test
  void aDeliveredPostIsRepeatedWhileTheDeviceKnowsItForACopyAndArrivesInThatTime() {
    Conversation story = usual();
    story.asks(post());
    CoapMessage first = coap(story.accepted());
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(TIMEOUT);

    Submission copy = story.accepted();
    assertThat(coap(copy)).isEqualTo(first);
    assertThat(copy.validity()).isLessThanOrEqualTo(Duration.ofSeconds(247).minus(TIMEOUT));
    story.nothingElse();
  }

  @Test
  void aPostThatTheNetworkGaveUpLateIsNotSentAgainOnItsWordAlone() {
    Conversation story = usual();
    story.asks(post());
    story.accepted();
    story.passes(Duration.ofMinutes(10));
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void whatMayHaveLeftToADeviceThatDoesNotDeduplicateIsNotSentAgainIfItsProfileSaysSo() {
    Conversation story = new Conversation(profile(Duration.ZERO, OnUnknown.FAIL, 1));
    story.asks(get("t"));
    story.ends(story.submitted(), new SubmissionOutcome.Unknown("link lost"));
    story.passes(Duration.ofMinutes(31));

    assertThat(story.failure().detail()).contains("unknown");
    story.nothingElse();
  }

  @Test
  void whatMayHaveLeftToADeviceThatDoesNotDeduplicateIsSentAgainIfItsProfileSaysSo() {
    Conversation story = new Conversation(profile(Duration.ZERO, OnUnknown.RESEND, 1));
    story.asks(get("t"));
    Submission first = story.submitted();
    story.ends(first, new SubmissionOutcome.Unknown("link lost"));
    story.passes(TIMEOUT);

    assertThat(coap(story.accepted())).isEqualTo(coap(first));
  }

  @Test
  void beyondTheDevicesReassemblyTimeTheWholeMessageGoesAgainUnderANewReference() {
    Conversation story = usual();
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 200));
    Submission first = story.accepted();
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    // The copies of the retransmission timer.
    story.passes(Duration.ofMinutes(8));
    Submission copy = story.accepted();
    story.accepted();

    assertThat(copy.userData().octets()).isEqualTo(first.userData().octets());
    assertThat(reference(copy)).isNotEqualTo(reference(first));
  }

  @Test
  @Tag("RFC7252-4.7")
  void nstartTwoLetsTwoRequestsBeOpen() {
    Conversation story = new Conversation(profile(Duration.ofSeconds(247), OnUnknown.RESEND, 2));
    story.asks(get("a"));
    story.asks(get("b"));
    story.asks(get("c"));

    story.accepted();
    story.accepted();
    story.nothingElse();
  }

  @Test
  void anAnswerThatACrashMayHaveSwallowedIsGivenAgain() {
    Conversation story = usual();
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(
        CoapMessage.response(CoapType.ACK, CoapCode.of(2, 5), onAir.token())
            .withMessageId(onAir.messageId())
            .withPayload(Bytes.ofUtf8("21.5")));
    CoapMessage before = story.response();
    story.passes(Duration.ofMinutes(9));
    story.crashes();
    assertThat(story.response()).isEqualTo(before);

    story.passes(Duration.ofMinutes(2));
    story.crashes();
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.3.2")
  void aResponseThroughAnotherCarrierStillFindsItsExchange() {
    Conversation story = usual();
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.saysThrough(
        Conversation.OTHER_CARRIER,
        CoapMessage.response(CoapType.ACK, CoapCode.of(2, 5), onAir.token())
            .withMessageId(onAir.messageId()));

    assertThat(story.response().code()).isEqualTo(CoapCode.of(2, 5));
    story.nothingElse();
  }

  @Test
  void aCopyLeavesThroughAnotherCarrierOnlyIfDevicesSeeTheSameSender() {
    Conversation story =
        new Conversation(
            profile(Duration.ofSeconds(247), OnUnknown.RESEND, 1),
            List.of(Conversation.CARRIER, Conversation.OTHER_CARRIER));
    story.asks(get("t"));
    CoapMessage first = coap(story.accepted());
    story.unavailable(Conversation.CARRIER);
    story.passes(TIMEOUT);
    Submission copy = story.accepted();

    assertThat(copy.carrier()).isEqualTo(Conversation.OTHER_CARRIER);
    assertThat(coap(copy)).isEqualTo(first);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.3")
  void aPingFromADeviceCostsNothing() {
    Conversation story = usual();
    story.says(CoapMessage.emptyAck(7).withType(CoapType.CON));
    story.passes(Duration.ofMinutes(31));

    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.3.2")
  void anAckWithAnotherMessageIdAnswersNothing() {
    Conversation story = usual();
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(
        CoapMessage.response(CoapType.ACK, CoapCode.of(2, 5), onAir.token())
            .withMessageId((onAir.messageId() + 1) & 0xFFFF));

    story.noted(EventKind.RESPONSE_UNMATCHED);
    story.nothingElse();
  }

  private static int reference(Submission submission) {
    return submission.userData().header().concatenation().orElseThrow().reference();
  }
}
