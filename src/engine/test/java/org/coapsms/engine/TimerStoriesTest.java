package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the second copy leaves: fixed, learned, or not at all. */
@Tag("design-5")
@Tag("RFC7252-4.2")
class TimerStoriesTest {
  private static final Duration DEADLINE = Duration.ofMinutes(30);

  private final Conversation story = new Conversation();

  /** How long after now the next segment leaves; zero: not before the deadline. */
  private static Duration untilTheCopy(Conversation story) {
    for (int second = 1; second < DEADLINE.toSeconds(); second++) {
      story.passes(Duration.ofSeconds(1));
      if (story.hasSubmitted()) {
        return Duration.ofSeconds(second);
      }
    }
    return Duration.ZERO;
  }

  private static Duration untilTheCopyOf(Conversation story, CoapMessage request) {
    story.asks(request);
    story.accepted();
    return untilTheCopy(story);
  }

  @Test
  void untilSomethingIsKnownACopyLeavesAfterTwoThirdsOfTheTime() {
    // 20 minutes: what is left is enough for a copy, its answer, and half as much again.
    assertThat(untilTheCopyOf(story, get("t"))).isEqualTo(Duration.ofMinutes(20));
    story.accepted();
    story.nothingElse();
  }

  @Test
  void theTimerRunsFromTheAcceptanceOfTheLastSegment() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 200));
    story.accepted();
    Submission last = story.submitted();
    story.passes(Duration.ofMinutes(5));
    story.nothingElse();
    story.ends(last, new SubmissionOutcome.Accepted("last"));

    assertThat(untilTheCopy(story)).isEqualTo(Duration.ofMinutes(3));
    story.accepted();
    story.accepted();
    story.nothingElse();
  }

  @Test
  void theTimerRunsFromAnUnknownOutcomeToo() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    story.asks(get("t"));
    story.ends(story.submitted(), new SubmissionOutcome.Unknown("no answer"));

    assertThat(untilTheCopy(story)).isEqualTo(Duration.ofMinutes(3));
    story.accepted();
    story.nothingElse();
  }

  @Test
  void eachCopyWaitsTwiceAsLongAsTheOneBefore() {
    Conversation story =
        new ProfileDraft()
            .ackTimeout(Duration.ofMinutes(1))
            .maxRetransmit(4)
            .knowsCopiesFor(Duration.ofHours(2))
            .conversation();
    story.asks(get("t"));
    story.accepted();
    for (int minutes = 1; minutes <= 8; minutes *= 2) {
      assertThat(untilTheCopy(story)).isEqualTo(Duration.ofMinutes(minutes));
      story.accepted();
    }
    assertThat(untilTheCopy(story)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void noMoreCopiesLeaveThanTheProfileAllows(int most) {
    Conversation story =
        new ProfileDraft()
            .ackTimeout(Duration.ofMinutes(1))
            .maxRetransmit(most)
            .knowsCopiesFor(Duration.ofHours(2))
            .conversation();
    story.asks(get("t"));
    story.accepted();
    for (int copy = 0; copy < most; copy++) {
      assertThat(untilTheCopy(story)).isPositive();
      story.accepted();
    }

    assertThat(untilTheCopy(story)).isZero();
  }

  @Test
  void aDeliveredReceiptStartsTheTimerAnew() {
    Conversation story =
        new ProfileDraft()
            .ackTimeout(Duration.ofMinutes(3))
            .knowsCopiesFor(Duration.ofHours(2))
            .conversation();
    story.asks(get("t"));
    story.accepted();
    story.passes(Duration.ofMinutes(1));
    story.receipt("id0", ReceiptState.DELIVERED);
    Duration copy = untilTheCopy(story);

    assertThat(copy).isEqualTo(Duration.ofMinutes(3));
    story.accepted();
    story.nothingElse();
  }

  @Test
  void oneSegmentsReceiptOfSeveralDoesNotStartTheTimerAnew() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 200));
    story.accepted();
    story.accepted();
    story.passes(Duration.ofMinutes(1));
    story.receipt("id0", ReceiptState.DELIVERED);

    assertThat(untilTheCopy(story)).isEqualTo(Duration.ofMinutes(2));
    story.accepted();
    story.accepted();
    story.nothingElse();
  }

  @Test
  void learnedRoundTripsBringTheCopyForward() {
    story.learns(50, Duration.ofSeconds(100));
    Duration learned = untilTheCopyOf(story, get("t"));

    assertThat(learned).isBetween(Duration.ofSeconds(101), Duration.ofMinutes(5));
    story.accepted();
    story.nothingElse();
  }

  @Test
  void twoRoundTripsTeachNothingYet() {
    story.learns(2, Duration.ofSeconds(10));

    assertThat(untilTheCopyOf(story, get("t"))).isEqualTo(Duration.ofMinutes(20));
    story.accepted();
    story.nothingElse();
  }

  @Test
  void howeverFastTheNetworkNoCopyLeavesWithinAMinute() {
    story.learns(200, Duration.ofMillis(500));

    assertThat(untilTheCopyOf(story, get("t"))).isEqualTo(Duration.ofSeconds(60));
    story.accepted();
    story.nothingElse();
  }

  @Test
  @Tag("RFC6298-3")
  void whatWasSentTwiceTeachesNoRoundTrip() {
    Conversation learner = new Conversation();
    for (int i = 0; i < 10; i++) {
      learner.asks(get("t"));
      learner.accepted();
      learner.passes(Duration.ofMinutes(20));
      CoapMessage copy = coap(learner.accepted());
      learner.passes(Duration.ofSeconds(5));
      learner.says(onAck(copy));
      learner.response();
    }

    // Five seconds after a copy may be the first one's answer after 20 minutes.
    assertThat(untilTheCopyOf(learner, get("t"))).isEqualTo(Duration.ofMinutes(20));
    learner.accepted();
    learner.nothingElse();
  }

  @Test
  @Tag("RFC6298-3")
  void aSegmentSentTwiceTeachesNoRoundTripEither() {
    Conversation learner = new Conversation();
    for (int i = 0; i < 10; i++) {
      learner.asks(get("t"));
      learner.accepted();
      learner.receipt("id" + 2 * i, ReceiptState.FAILED_TEMPORARY);
      learner.passes(Duration.ofSeconds(15));
      CoapMessage again = coap(learner.accepted());
      learner.passes(Duration.ofSeconds(5));
      learner.says(onAck(again));
      learner.response();
    }

    assertThat(untilTheCopyOf(learner, get("t"))).isEqualTo(Duration.ofMinutes(20));
    learner.accepted();
    learner.nothingElse();
  }

  @Test
  void whatOneCarrierTeachesIsNotHeldAgainstAnother() {
    Conversation two =
        new Conversation(
            new ProfileDraft().profile(),
            List.of(Conversation.CARRIER, Conversation.OTHER_CARRIER));
    two.learns(50, Duration.ofSeconds(100));
    two.unavailable(Conversation.CARRIER);

    assertThat(untilTheCopyOf(two, get("t"))).isEqualTo(Duration.ofMinutes(20));
    assertThat(two.accepted().carrier()).isEqualTo(Conversation.OTHER_CARRIER);
    two.nothingElse();
  }

  @Test
  void oncePastItsReceiptOnlyTheWayBackIsWaitedFor() {
    for (int i = 0; i < 50; i++) {
      story.asks(get("t"));
      CoapMessage onAir = coap(story.accepted());
      story.passes(Duration.ofSeconds(200));
      story.receipt("id" + i, ReceiptState.DELIVERED);
      story.passes(Duration.ofSeconds(100));
      story.says(onAck(onAir));
      story.response();
    }
    story.asks(get("t"));
    story.accepted();
    story.passes(Duration.ofSeconds(50));
    story.receipt("id50", ReceiptState.DELIVERED);
    Duration afterDelivery = untilTheCopy(story);

    // One leg, not both; and before the device forgets the first one.
    assertThat(afterDelivery).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(247));
    story.accepted();
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.1")
  void aCopyArrivesWhileTheDeviceKnowsTheFirstOrNotAtAll() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    story.asks(get("t"));
    story.accepted();
    story.passes(Duration.ofMinutes(3));

    // What is valid for longer could be executed again.
    assertThat(story.accepted().validity()).isEqualTo(Duration.ofSeconds(247 - 180));
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.3")
  void aNonHasNoTimerWhateverItsReceiptSays() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(1)).conversation();
    story.asks(request(CoapType.NON, CoapCode.GET, "t"));
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);

    assertThat(untilTheCopy(story)).isZero();
    story.passes(Duration.ofSeconds(1));
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void aCopyIsTheSameMessageOctetForOctet() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(1)).conversation();
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 60));
    Bytes first = story.accepted().userData().octets();
    story.passes(Duration.ofMinutes(1));

    assertThat(story.accepted().userData().octets()).isEqualTo(first);
    story.nothingElse();
  }
}
