package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.DEVICE;
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
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.route.DeviceProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client asks a device: what leaves, what comes back, and what is said when nothing does. */
class ClientExchangeStoriesTest {
  private final Conversation story = new Conversation();

  private static CoapMessage answerTo(CoapMessage request, CoapType type, int messageId) {
    return CoapMessage.response(type, CoapCode.of(2, 5), request.token())
        .withMessageId(messageId)
        .withPayload(Bytes.ofUtf8("21.5"));
  }

  private static DeviceProfile withAckTimeout(Duration fixed) {
    return DeviceProfile.standard()
        .withTiming(
            new DeviceProfile.Timing(
                Optional.of(fixed),
                fixed,
                fixed,
                2,
                Duration.ofMinutes(30),
                Duration.ofMinutes(2),
                Optional.empty(),
                Duration.ofMinutes(30)));
  }

  @Test
  @Tag("RFC7252-5.2.1")
  void aPiggybackedResponseEndsTheExchangeWithTwoShortMessages() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(answerTo(onAir, CoapType.ACK, onAir.messageId()));

    assertThat(story.response().payload()).isEqualTo(Bytes.ofUtf8("21.5"));
    assertThat(onAir.type()).isEqualTo(CoapType.CON);
    assertThat(onAir.token().size()).isEqualTo(4);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void aSeparateResponseIsAcknowledgedAndItsEmptyAckStopsRepetition() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(CoapMessage.emptyAck(onAir.messageId()));
    story.passes(Duration.ofMinutes(20));
    story.nothingElse();

    story.says(answerTo(onAir, CoapType.CON, 0x7001));

    assertThat(story.response().code()).isEqualTo(CoapCode.of(2, 5));
    assertThat(coap(story.submitted())).isEqualTo(CoapMessage.emptyAck(0x7001));
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void aSeparateResponseThatOvertakesItsEmptyAckCountsAsOne() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(answerTo(onAir, CoapType.NON, 0x7001));
    story.says(CoapMessage.emptyAck(onAir.messageId()));

    story.response();
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void aSilentDeviceIsAskedThreeTimesWithOneMessageIdAndThenTheClientLearnsTheTruth() {
    Conversation story = new Conversation(withAckTimeout(Duration.ofMinutes(3)));
    story.asks(get("t"));
    CoapMessage first = coap(story.accepted());
    story.passes(Duration.ofMinutes(3));
    CoapMessage second = coap(story.accepted());
    story.passes(Duration.ofMinutes(6));
    CoapMessage third = coap(story.accepted());
    story.passes(Duration.ofMinutes(20));
    story.nothingElse();
    story.passes(Duration.ofMinutes(1));

    assertThat(List.of(second, third)).containsOnly(first);
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  void aCopyOfALongMessageHasItsMessageIdAndANewReference() {
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 200));
    Submission first = story.accepted();
    story.accepted();
    story.passes(Duration.ofMinutes(20));
    Submission again = story.accepted();
    story.accepted();

    assertThat(again.userData().octets()).isEqualTo(first.userData().octets());
    assertThat(again.userData().header().concatenation().orElseThrow().reference())
        .isNotEqualTo(first.userData().header().concatenation().orElseThrow().reference());
    story.nothingElse();
  }

  @Test
  void aPostIsNotRepeatedOnceItMayHaveBeenExecutedAndTheDeviceHasForgottenIt() {
    Conversation forgetful = new Conversation(withAckTimeout(Duration.ofMinutes(6)));
    forgetful.asks(request(CoapType.CON, CoapCode.POST, "t"));
    forgetful.accepted();
    forgetful.passes(Duration.ofMinutes(29));
    forgetful.nothingElse();

    forgetful.passes(Duration.ofMinutes(2));
    assertThat(forgetful.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
  }

  @Test
  @Tag("RFC7252-4.3")
  void aNonIsNotRepeatedOnSilence() {
    story.asks(request(CoapType.NON, CoapCode.GET, "t"));
    assertThat(coap(story.accepted()).type()).isEqualTo(CoapType.NON);
    story.passes(Duration.ofMinutes(31));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void aResetEndsTheExchange() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.says(CoapMessage.reset(onAir.messageId()));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.RESET);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.7")
  void oneRequestIsOpenWithADeviceAndTheNextOneWaits() {
    story.asks(get("a"));
    story.asks(get("b"));
    CoapMessage first = coap(story.accepted());
    story.nothingElse();

    story.says(answerTo(first, CoapType.ACK, first.messageId()));
    story.response();
    CoapMessage second = coap(story.accepted());

    assertThat(second.uriPath()).containsExactly("b");
    assertThat(second.messageId()).isEqualTo((first.messageId() + 1) & 0xFFFF);
    assertThat(second.token()).isNotEqualTo(first.token());
    story.nothingElse();
  }

  @Test
  void aNumberThatNoRouteAllowsCostsNothing() {
    story.asks(Subscriber.of("+882161234567"), get("t"), "client/x");

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.NOT_ALLOWED);
    story.nothingElse();
  }

  @Test
  void whatNeverLeftIsToldApartFromWhatMayHaveBeenExecuted() {
    story.unavailable(Conversation.CARRIER);
    story.asks(get("t"));
    story.passes(Duration.ofMinutes(31));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.NOTHING_SENT);
    story.nothingElse();
  }

  @Test
  void anUnknownOutcomeIsNeitherFailedNorAccepted() {
    story.asks(request(CoapType.NON, CoapCode.POST, "t"));
    Submission submission = story.submitted();
    story.ends(submission, new SubmissionOutcome.Unknown("link lost after the write"));
    story.nothingElse();

    story.passes(Duration.ofMinutes(31));
    Answer.Failure failure = story.failure();
    assertThat(failure.reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    assertThat(failure.detail()).contains("unknown");
  }

  @Test
  void aPermanentRefusalFailsAtOnceWithItsReason() {
    story.asks(get("t"));
    story.ends(
        story.submitted(), new SubmissionOutcome.Refused(Cause.PERMANENT, "ESME_RINVDSTADR"));

    Answer.Failure failure = story.failure();
    assertThat(failure.reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    assertThat(failure.detail()).contains("ESME_RINVDSTADR");
    story.nothingElse();
  }

  @Test
  void oneSegmentThatFailedIsSentAgainAlone() {
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 300));
    Submission first = story.accepted();
    Submission second = story.accepted();
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.receipt("id2", ReceiptState.DELIVERED);
    story.receipt("id1", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(30));

    Submission again = story.accepted();
    assertThat(again.userData()).isEqualTo(second.userData());
    assertThat(again.userData()).isNotEqualTo(first.userData());
    story.nothingElse();
  }

  @Test
  void aReceiptThatOvertakesItsAnswerIsParked() {
    story.asks(get("t"));
    Submission submission = story.submitted();
    story.receipt("early", ReceiptState.FAILED_PERMANENT);
    story.nothingElse();

    story.ends(submission, new SubmissionOutcome.Accepted("early"));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
  }

  @Test
  void deliveredIsNotAnAnswer() {
    Conversation story = new Conversation(withAckTimeout(Duration.ofMinutes(3)));
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.nothingElse();

    story.passes(Duration.ofMinutes(3));
    assertThat(story.accepted().validity()).isLessThan(Duration.ofSeconds(247 - 180 + 16));
    story.noted(EventKind.MESSAGE_REPEATED);
  }

  @Test
  void aLateResponseReachesNobodyElse() {
    story.asks(request(CoapType.NON, CoapCode.GET, "a"));
    CoapMessage first = coap(story.accepted());
    story.passes(Duration.ofMinutes(31));
    story.failure();
    story.asks(get("b"));
    coap(story.accepted());

    story.says(answerTo(first, CoapType.CON, 0x7002));

    story.noted(EventKind.RESPONSE_LATE);
    assertThat(coap(story.submitted())).isEqualTo(CoapMessage.emptyAck(0x7002));
    story.nothingElse();
  }

  @Test
  void aDuplicateFromTheClientNeverBecomesAnSms() {
    story.asks(DEVICE, get("t"), "127.0.0.1:4000/77");
    story.accepted();
    story.asks(DEVICE, get("t"), "127.0.0.1:4000/77");

    story.nothingElse();
  }

  @Test
  void aRequestTooLargeForTheDeviceIsRefusedBeforeAnythingLeaves() {
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 1300));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TOO_LARGE);
    story.nothingElse();
  }

  @Test
  void aCrashLosesNothingThatWasAcceptedAndLeavesTheOutcomeUnknown() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.submitted());
    story.crashes();
    story.nothingElse();

    story.says(answerTo(onAir, CoapType.ACK, onAir.messageId()));
    assertThat(story.response().code()).isEqualTo(CoapCode.of(2, 5));
    story.nothingElse();
  }

  @Test
  void whatIsLostWithItsCarrierBeforeItLeftGoesThroughAnother() {
    Conversation two =
        new Conversation(
            DeviceProfile.standard(), List.of(Conversation.CARRIER, Conversation.OTHER_CARRIER));
    two.asks(get("t"));
    Submission refused = two.submitted();
    two.unavailable(Conversation.CARRIER);
    two.ends(refused, new SubmissionOutcome.Refused(Cause.LOCAL, "bind down"));

    assertThat(two.accepted().carrier()).isEqualTo(Conversation.OTHER_CARRIER);
    two.nothingElse();
  }
}
