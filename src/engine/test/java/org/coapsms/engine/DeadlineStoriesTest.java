package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.CARRIER;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Route;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a request has failed, what its client is then told, and how long its messages are valid. */
@Tag("design-5")
class DeadlineStoriesTest {
  private static final Duration DEADLINE = Duration.ofMinutes(30);

  private final Conversation story = new Conversation();

  /** The last second before the deadline and the deadline. */
  private static Answer.Failure failsAtItsDeadline(Conversation story, Duration deadline) {
    story.passes(deadline.minusSeconds(1));
    story.nothingElse();
    story.passes(Duration.ofSeconds(1));
    return story.failure();
  }

  @Test
  void whatNoCarrierTookIsSaidNotToHaveBeenSent() {
    story.unavailable(CARRIER);
    story.asks(get("t"));
    Answer.Failure failure = failsAtItsDeadline(story, DEADLINE);

    assertThat(failure.reason()).isEqualTo(Answer.Reason.NOTHING_SENT);
    assertThat(failure.detail()).isEqualTo("no carrier could take the request in time");
    story.available(CARRIER);
    story.passes(Duration.ofHours(3));
    story.nothingElse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"LOCAL", "SUBSCRIBER_BUSY", "CARRIER_BUSY"})
  void whatWasRefusedUntilItsDeadlineIsSaidNotToHaveBeenSent(Cause cause) {
    story.asks(get("t"));
    int refusals = 0;
    for (int second = 0; second < DEADLINE.toSeconds() - 1; second++) {
      if (story.hasSubmitted()) {
        story.ends(story.submitted(), new SubmissionOutcome.Refused(cause, "not now"));
        refusals++;
      }
      story.passes(Duration.ofSeconds(1));
    }
    story.nothingElse();
    story.passes(Duration.ofSeconds(1));

    assertThat(refusals).isGreaterThan(3);
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.NOTHING_SENT);
    story.passes(Duration.ofHours(3));
    story.nothingElse();
  }

  @Test
  void whatWasSentIsSaidToHavePerhapsBeenExecuted() {
    story.asks(request(CoapType.CON, CoapCode.POST, "t"));
    story.accepted();
    Answer.Failure failure = failsAtItsDeadline(story, DEADLINE);

    assertThat(failure.reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    assertThat(failure.detail()).isEqualTo("no answer; the request may have been executed");
    assertThat(failure.retryAfter()).isEmpty();
    story.nothingElse();
  }

  @Test
  void whatMayHaveBeenSentIsSaidToBeUnknown() {
    story.asks(request(CoapType.CON, CoapCode.POST, "t"));
    story.ends(story.submitted(), new SubmissionOutcome.Unknown("the link was lost"));
    Answer.Failure failure = failsAtItsDeadline(story, DEADLINE);

    assertThat(failure.reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    assertThat(failure.detail()).isEqualTo("no answer; outcome unknown");
    story.nothingElse();
  }

  @Test
  void whatTheCarrierNeverSaidAWordAboutIsNotSaidToBeUnsent() {
    story.asks(get("t"));
    story.submitted();

    assertThat(failsAtItsDeadline(story, DEADLINE).reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void whatTheDeviceHasButDidNotAnswerIsSaidSo() {
    story.asks(get("t"));
    story.says(CoapMessage.emptyAck(coap(story.accepted()).messageId()));
    Answer.Failure failure = failsAtItsDeadline(story, DEADLINE);

    assertThat(failure.reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    assertThat(failure.detail()).isEqualTo("the device has the request but did not answer");
    story.nothingElse();
  }

  @Test
  void aQueuedRequestFailsAtItsOwnDeadlineAndNeverLeaves() {
    story.asks(get("a"));
    story.accepted();
    story.says(Conversation.DEVICE, get("unrelated").withMessageId(9), Optional.empty());
    story.question();
    story.asks(DEVICE, get("b"), "impatient", Duration.ofMinutes(5));
    story.asks(DEVICE, get("c"), "patient");
    story.passes(Duration.ofSeconds(60));
    assertThat(coap(story.accepted())).isEqualTo(CoapMessage.emptyAck(9));
    story.passes(Duration.ofMinutes(4));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.NOTHING_SENT);
    story.nothingElse();
  }

  @Test
  void aQueuedRequestLeavesWhenTheOneBeforeItHasFailed() {
    story.asks(request(CoapType.NON, CoapCode.GET, "a"));
    story.accepted();
    story.passes(Duration.ofMinutes(10));
    story.asks(get("b"));
    story.passes(Duration.ofMinutes(20));
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);

    assertThat(coap(story.accepted()).uriPath()).containsExactly("b");
    story.nothingElse();
  }

  @Test
  void anImpatientClientHearsTheTruthSoonerButNoClientWaitsLongerThanAllowed() {
    story.asks(DEVICE, get("t"), "impatient", Duration.ofMinutes(1));
    story.accepted();
    assertThat(failsAtItsDeadline(story, Duration.ofMinutes(1)).reason())
        .isEqualTo(Answer.Reason.TIMED_OUT);

    story.asks(DEVICE, request(CoapType.NON, CoapCode.GET, "t"), "patient", Duration.ofDays(9));
    story.accepted();
    assertThat(failsAtItsDeadline(story, DEADLINE).reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  void theDeadlineOfARouteComesBeforeThatOfAProfile() {
    Conversation story =
        new Conversation(
            new Directory(
                new NumberPlan(Optional.of("49"), Map.of()),
                List.of(
                    Route.inOrder("49170", List.of(CARRIER), Optional.of(Duration.ofMinutes(3)))),
                List.of(),
                DeviceProfile.standard(),
                List.of(new CarrierTerms(CARRIER, Optional.of("10000"), 10, Optional.empty()))),
            new Collaborators());
    story.available(CARRIER);
    story.asks(request(CoapType.NON, CoapCode.GET, "t"));
    story.accepted();

    assertThat(failsAtItsDeadline(story, Duration.ofMinutes(3)).reason())
        .isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @ParameterizedTest
  @CsvSource({"PT30M, PT29M", "PT2H, PT1H59M", "PT20S, PT15S", "PT2M, PT1M30S"})
  void aMessageIsValidUntilOnlyTheWayBackCanBeMadeInTime(Duration deadline, Duration validity) {
    Conversation story = new ProfileDraft().deadline(deadline).conversation();
    story.asks(get("t"));

    assertThat(story.accepted().validity()).isEqualTo(validity);
    story.nothingElse();
  }

  @Test
  void validityRunsFromTheSubmissionToOneEnd() {
    story.asks(get("t"));
    Submission first = story.submitted();
    story.ends(first, new SubmissionOutcome.Refused(Cause.SUBSCRIBER_BUSY, "queue full"));
    story.passes(Duration.ofSeconds(30));

    assertThat(story.accepted().validity()).isEqualTo(first.validity().minusSeconds(30));
    story.nothingElse();
  }

  @Test
  void theLearnedWayBackIsWhatIsKeptFree() {
    for (int i = 0; i < 100; i++) {
      story.asks(get("t"));
      CoapMessage onAir = coap(story.accepted());
      story.passes(Duration.ofSeconds(10));
      story.receipt("id" + i, ReceiptState.DELIVERED);
      story.says(onAck(onAir));
      story.response();
    }
    story.asks(get("t"));

    assertThat(story.accepted().validity())
        .isBetween(DEADLINE.minusSeconds(14), DEADLINE.minusSeconds(10));
    story.nothingElse();
  }

  @Test
  void nothingLeavesThatCouldNotBeAnsweredInTime() {
    story.unavailable(CARRIER);
    story.asks(get("t"));
    story.passes(Duration.ofMinutes(29).plusSeconds(1));
    story.available(CARRIER);
    story.passes(Duration.ofSeconds(59));

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.NOTHING_SENT);
    story.nothingElse();
  }

  @Test
  void aClientThatHasGoneHearsNothingAndItsExchangeGoesOn() {
    RequestId id = story.asks(get("a"));
    CoapMessage onAir = coap(story.accepted());
    story.asks(get("b"));
    story.goes(id);
    story.passes(Duration.ofMinutes(5));
    story.nothingElse();

    story.says(onAck(onAir));
    assertThat(coap(story.accepted()).uriPath()).containsExactly("b");
    story.nothingElse();
  }

  @Test
  void aClientThatAsksAgainAfterTheAnswerGetsTheStoredOne() {
    story.asks(DEVICE, get("t"), "127.0.0.1:4000/77");
    story.says(onAck(coap(story.accepted())));
    CoapMessage first = story.response();
    story.asks(DEVICE, get("t"), "127.0.0.1:4000/77");

    assertThat(story.response()).isEqualTo(first);
    story.nothingElse();
  }
}
