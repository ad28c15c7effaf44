package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.CARRIER;
import static org.coapsms.engine.Conversation.OTHER_CARRIER;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.List;
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

/** What a carrier does not take: for a local reason, for now, or for good. */
@Tag("design-5")
class RefusalStoriesTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Conversation story = new ProfileDraft().ackTimeout(TIMEOUT).conversation();

  private static void refused(Conversation story, Submission submission, Cause cause) {
    story.ends(submission, new SubmissionOutcome.Refused(cause, cause.name()));
  }

  private static CoapMessage put(int octets) {
    return withPayload(request(CoapType.CON, CoapCode.PUT, "t"), octets);
  }

  @Test
  void aLocalCauseThatPassesCostsOnlyTime() {
    story.asks(request(CoapType.CON, CoapCode.POST, "t"));
    Submission first = story.submitted();
    story.unavailable(CARRIER);
    refused(story, first, Cause.LOCAL);
    story.passes(Duration.ofMinutes(10));
    story.nothingElse();
    story.available(CARRIER);
    Submission again = story.accepted();

    assertThat(again.userData()).isEqualTo(first.userData());
    story.nothingElse();
    story.says(onAck(coap(again)));
    story.response();
    story.nothingElse();
  }

  @Test
  void aLocalCauseAtACarrierThatIsThereIsTriedAgainSoonAndThenMoreSlowly() {
    story.asks(get("t"));
    refused(story, story.submitted(), Cause.LOCAL);
    for (int seconds = 1; seconds <= 16; seconds *= 2) {
      story.passes(Duration.ofSeconds(seconds).minusMillis(1));
      story.nothingElse();
      story.passes(Duration.ofMillis(1));
      refused(story, story.submitted(), Cause.LOCAL);
    }
    for (int slow = 0; slow < 3; slow++) {
      story.passes(Duration.ofSeconds(30));
      refused(story, story.submitted(), Cause.LOCAL);
    }

    story.nothingElse();
  }

  @Test
  void aBusySubscriberIsLeftAloneTwiceAsLongEachTime() {
    story.asks(get("t"));
    refused(story, story.submitted(), Cause.SUBSCRIBER_BUSY);
    for (int seconds = 30; seconds <= 240; seconds *= 2) {
      story.passes(Duration.ofSeconds(seconds - 1));
      story.nothingElse();
      story.passes(Duration.ofSeconds(1));
      refused(story, story.submitted(), Cause.SUBSCRIBER_BUSY);
    }

    story.nothingElse();
  }

  @Test
  void aBusyCarrierGetsTheRefusedSegmentBeforeWhatCameLater() {
    story.asks(get("first"));
    Submission first = story.submitted();
    story.asks(Subscriber.of("+491700000001"), get("second"), "two");
    Submission second = story.submitted();
    refused(story, first, Cause.CARRIER_BUSY);
    story.asks(Subscriber.of("+491700000002"), get("third"), "three");
    story.nothingElse();
    story.passes(Duration.ofSeconds(30));

    assertThat(coap(second).uriPath()).containsExactly("second");
    assertThat(coap(story.accepted()).uriPath()).containsExactly("first");
    assertThat(coap(story.accepted()).uriPath()).containsExactly("third");
    story.nothingElse();
  }

  @Test
  void ofALongMessageNothingMoreLeavesOnceASegmentIsRefusedForGood() {
    story.asks(put(300));
    story.accepted();
    Submission second = story.submitted();
    Submission third = story.submitted();
    refused(story, third, Cause.SUBSCRIBER_BUSY);
    refused(story, second, Cause.PERMANENT);

    Answer.Failure failure = story.failure();
    assertThat(failure.reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    assertThat(failure.detail()).isEqualTo("PERMANENT");
    story.passes(Duration.ofHours(1));
    story.nothingElse();
  }

  @Test
  void aCopyThatIsRefusedForGoodDoesNotMakeTheFirstOneUnexecuted() {
    story.asks(get("t"));
    CoapMessage first = coap(story.accepted());
    story.passes(TIMEOUT);
    refused(story, story.submitted(), Cause.PERMANENT);
    story.passes(Duration.ofMinutes(10));
    story.nothingElse();

    story.says(onAck(first));
    story.response();
    story.nothingElse();
  }

  @Test
  void afterACopyWasRefusedForGoodNoOtherFollowsAndTheDeadlineSaysWhatIsTrue() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(TIMEOUT);
    story.accepted();
    story.receipt("id1", ReceiptState.FAILED_PERMANENT);
    story.passes(Duration.ofMinutes(28).minusSeconds(1));
    story.nothingElse();
    story.passes(Duration.ofSeconds(1));

    Answer.Failure failure = story.failure();
    assertThat(failure.reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    assertThat(failure.detail()).contains("may have been executed");
    story.nothingElse();
  }

  @Test
  void whenTheFirstCopyHasFailedTooTheClientHearsItAtOnce() {
    story.asks(get("t"));
    story.accepted();
    story.passes(TIMEOUT);
    story.accepted();
    story.receipt("id1", ReceiptState.FAILED_PERMANENT);
    story.nothingElse();
    story.receipt("id0", ReceiptState.FAILED_PERMANENT);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void aCarrierThatIsAwayIsNotAskedAndTheNextOneIs() {
    Conversation two = new Conversation(DeviceProfile.standard(), List.of(CARRIER, OTHER_CARRIER));
    two.unavailable(CARRIER);
    two.asks(get("t"));

    assertThat(two.accepted().carrier()).isEqualTo(OTHER_CARRIER);
    two.nothingElse();
  }

  @Test
  void ourAnswerToADeviceWaitsForTheCarrierWhoseNumberItKnows() {
    story.says(request(CoapType.CON, CoapCode.GET, "up").withMessageId(5));
    story.unavailable(CARRIER);
    story.fails(story.question(), Answer.Reason.TIMED_OUT, "late");
    story.passes(Duration.ofMinutes(20));
    story.nothingElse();
    story.available(CARRIER);

    assertThat(coap(story.accepted()).messageId()).isEqualTo(5);
    story.nothingElse();
  }

  @Test
  void aRefusedResponseOfOursGoesAgain() {
    story.says(request(CoapType.CON, CoapCode.GET, "up").withMessageId(5));
    story.fails(story.question(), Answer.Reason.TIMED_OUT, "late");
    Submission first = story.submitted();
    refused(story, first, Cause.SUBSCRIBER_BUSY);
    story.passes(Duration.ofSeconds(30));

    assertThat(story.accepted().userData()).isEqualTo(first.userData());
    story.nothingElse();
  }

  @Test
  void aResponseOfOursThatIsRefusedForGoodIsLeftAtThat() {
    story.says(request(CoapType.CON, CoapCode.GET, "up").withMessageId(5));
    story.fails(story.question(), Answer.Reason.TIMED_OUT, "late");
    refused(story, story.submitted(), Cause.PERMANENT);
    story.passes(Duration.ofHours(2));

    story.nothingElse();
  }
}
