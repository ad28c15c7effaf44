package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a device's request is acknowledged and answered: on the ACK, after it, and how often. */
class DeviceAnswerStoriesTest {
  private static final Bytes TOKEN = Bytes.of(0xCA, 0xFE);
  private static final CoapMessage EMPTY_ACK = CoapMessage.emptyAck(0x1001);

  private final Conversation story = new Conversation();

  private static CoapMessage report(CoapType type) {
    return request(type, CoapCode.POST, "report").withMessageId(0x1001).withToken(TOKEN);
  }

  private static CoapMessage changed() {
    return CoapMessage.response(CoapType.ACK, CoapCode.of(2, 4), Bytes.of(1));
  }

  /** A request whose answer came only after its Empty ACK; answers with the separate response. */
  private static Submission answeredSeparately(Conversation story) {
    story.says(report(CoapType.CON));
    Action.AskUpstream question = story.question();
    story.passes(Duration.ofMinutes(2));
    assertThat(coap(story.accepted())).isEqualTo(EMPTY_ACK);
    story.upstreamAnswers(question, changed());
    return story.submitted();
  }

  private static void accepts(Conversation story, Submission submission) {
    story.ends(submission, new SubmissionOutcome.Accepted("for the answer"));
  }

  @Test
  @Tag("design-5")
  void theAckWaitsAMinuteForTheResponseUntilRoundTripsAreKnown() {
    story.says(report(CoapType.CON));
    story.question();
    story.passes(Duration.ofSeconds(59));
    story.nothingElse();

    story.passes(Duration.ofSeconds(1));
    assertThat(coap(story.submitted())).isEqualTo(EMPTY_ACK);
    story.nothingElse();
  }

  @Test
  @Tag("design-5")
  void theAckWaitsForWhatTheDevicesPatienceLeavesOfALearnedRoundTrip() {
    story.learns(100, Duration.ofSeconds(30));
    story.says(report(CoapType.CON));
    story.question();
    story.passes(Duration.ofSeconds(79));
    story.nothingElse();

    story.passes(Duration.ofSeconds(8));
    assertThat(coap(story.submitted())).isEqualTo(EMPTY_ACK);
    story.nothingElse();
  }

  @Test
  @Tag("design-5")
  void anImpatientDeviceIsAcknowledgedAtOnce() {
    Conversation story = new ProfileDraft().deviceAckTimeout(Duration.ofSeconds(45)).conversation();
    story.says(report(CoapType.CON));
    story.question();
    story.passes(Duration.ZERO);

    assertThat(coap(story.submitted())).isEqualTo(EMPTY_ACK);
    story.nothingElse();
  }

  @Test
  @Tag("design-5")
  void anAckHoldThatTheProfileGivesIsKept() {
    Conversation story = new ProfileDraft().ackHold(Duration.ofSeconds(5)).conversation();
    story.says(report(CoapType.CON));
    story.question();
    story.passes(Duration.ofMillis(4999));
    story.nothingElse();

    story.passes(Duration.ofMillis(1));
    assertThat(coap(story.submitted())).isEqualTo(EMPTY_ACK);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void afterAnEmptyAckTheResponseNeverRidesOnOne() {
    CoapMessage separate = coap(answeredSeparately(story));

    assertThat(separate.type()).isEqualTo(CoapType.CON);
    assertThat(separate.messageId()).isNotEqualTo(0x1001);
    assertThat(separate.token()).isEqualTo(TOKEN);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void aSeparateResponseGoesAgainTwiceEachAfterTwiceTheTime() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    Submission first = answeredSeparately(story);
    accepts(story, first);
    story.passes(Duration.ofMinutes(3).minusSeconds(1));
    story.nothingElse();
    story.passes(Duration.ofSeconds(1));
    assertThat(coap(story.accepted())).isEqualTo(coap(first));
    story.passes(Duration.ofMinutes(6).minusSeconds(1));
    story.nothingElse();
    story.passes(Duration.ofSeconds(1));
    assertThat(coap(story.accepted())).isEqualTo(coap(first));

    story.passes(Duration.ofHours(1));
    story.nothingElse();
  }

  @Test
  @Tag("design-5")
  void aSeparateResponseIsRepeatedAfterALearnedRoundTrip() {
    story.learns(100, Duration.ofSeconds(100));
    accepts(story, answeredSeparately(story));
    story.passes(Duration.ofSeconds(110));
    story.nothingElse();

    story.passes(Duration.ofSeconds(20));
    story.accepted();
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void aResetStopsTheRepetitionOfASeparateResponse() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    Submission separate = answeredSeparately(story);
    accepts(story, separate);
    story.says(CoapMessage.reset(coap(separate).messageId()));
    story.passes(Duration.ofHours(2));

    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void anAckThatOvertakesTheOutcomeOfOurResponseStopsItsRepetition() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    Submission separate = answeredSeparately(story);
    story.says(CoapMessage.emptyAck(coap(separate).messageId()));
    accepts(story, separate);
    story.passes(Duration.ofHours(2));

    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void acknowledgedOnceIsAcknowledgedEvenIfTheRequestComesAgain() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    Submission separate = answeredSeparately(story);
    accepts(story, separate);
    story.says(CoapMessage.emptyAck(coap(separate).messageId()));
    story.passes(Duration.ofMinutes(2));
    story.says(report(CoapType.CON));
    assertThat(coap(story.accepted())).isEqualTo(coap(separate));
    story.says(CoapMessage.emptyAck(coap(separate).messageId()));
    story.passes(Duration.ofHours(2));

    assertThat(story.times(EventKind.RESPONSE_UNMATCHED)).isZero();
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.2")
  void aCrashDoesNotForgetThatTheDeviceAcknowledged() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    Submission separate = answeredSeparately(story);
    story.says(CoapMessage.emptyAck(coap(separate).messageId()));
    story.crashes();
    story.passes(Duration.ofHours(2));

    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.2.3")
  void aNonAnswerIsNotRepeated() {
    Conversation story = new ProfileDraft().ackTimeout(Duration.ofMinutes(3)).conversation();
    story.says(report(CoapType.NON));
    story.upstreamAnswers(story.question(), changed());
    CoapMessage answer = coap(story.accepted());
    story.says(CoapMessage.reset(answer.messageId()));
    story.passes(Duration.ofHours(2));

    assertThat(answer.token()).isEqualTo(TOKEN);
    assertThat(story.times(EventKind.RESPONSE_UNMATCHED)).isZero();
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.7")
  void acksAndResponsesDoNotWaitForAnOpenRequest() {
    story.asks(get("t"));
    story.accepted();
    story.says(report(CoapType.CON));
    story.upstreamAnswers(story.question(), changed());

    assertThat(coap(story.submitted()).type()).isEqualTo(CoapType.ACK);
    story.nothingElse();
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_ALLOWED, 5.03",
    "OVERLOADED, 5.03",
    "NOTHING_SENT, 5.03",
    "TOO_LARGE, 5.02",
    "UNDELIVERABLE, 5.02",
    "RESET, 5.02",
    "TIMED_OUT, 5.04"
  })
  @Tag("design-6")
  void aDeviceIsToldWhyTheUpstreamDidNotAnswer(Answer.Reason reason, String code) {
    story.says(report(CoapType.CON));
    story.fails(story.question(), reason, "because");

    CoapMessage answer = coap(story.submitted());
    assertThat(answer.code().toString()).startsWith(code);
    assertThat(answer.payload()).isEqualTo(Bytes.ofUtf8("because"));
    assertThat(answer.type()).isEqualTo(CoapType.ACK);
    story.nothingElse();
  }

  @Test
  @Tag("design-6")
  void anAnswerTooLargeForTheDeviceBecomesAShortOneThatSaysSo() {
    story.says(report(CoapType.CON));
    story.upstreamAnswers(story.question(), withPayload(changed(), 1300));

    CoapMessage answer = coap(story.submitted());
    assertThat(answer.code()).isEqualTo(CoapCode.of(5, 2));
    assertThat(answer.payload().toUtf8()).contains("too large");
    story.nothingElse();
  }

  @Test
  @Tag("design-5")
  void anAnswerThatComesAfterTheDeviceHasGivenUpGoesNowhere() {
    story.says(report(CoapType.CON));
    Action.AskUpstream question = story.question();
    story.passes(Duration.ofHours(1));
    assertThat(coap(story.accepted())).isEqualTo(EMPTY_ACK);
    story.upstreamAnswers(question, changed());

    story.nothingElse();
  }

  @Test
  @Tag("design-5")
  void aSecondAnswerOfTheUpstreamIsNotSent() {
    story.says(report(CoapType.CON));
    Action.AskUpstream question = story.question();
    story.upstreamAnswers(question, changed());
    story.accepted();
    story.upstreamAnswers(question, changed());

    story.nothingElse();
    assertThat(question.from()).isEqualTo(DEVICE);
  }
}
