package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.Map;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.route.DeviceProfile.OnUnknown;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which methods, types and segments may go again, and what a device's memory has to do with it. */
@Tag("design-5")
class RepeatRuleStoriesTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Map<String, CoapCode> METHODS =
      Map.of(
          "GET", CoapCode.GET,
          "PUT", CoapCode.PUT,
          "DELETE", CoapCode.DELETE,
          "FETCH", CoapCode.FETCH,
          "iPATCH", CoapCode.IPATCH,
          "POST", CoapCode.POST,
          "PATCH", CoapCode.PATCH);

  private static ProfileDraft draft() {
    return new ProfileDraft().ackTimeout(TIMEOUT);
  }

  private static CoapMessage method(String name) {
    return request(CoapType.CON, METHODS.getOrDefault(name, CoapCode.GET), "t");
  }

  private static void outcomeUnknown(Conversation story) {
    story.ends(story.submitted(), new SubmissionOutcome.Unknown("link lost"));
  }

  private static CoapMessage put(int octets) {
    return withPayload(request(CoapType.CON, CoapCode.PUT, "t"), octets);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, true",
    "PUT, true",
    "DELETE, true",
    "FETCH, true",
    "iPATCH, true",
    "POST, false",
    "PATCH, false"
  })
  @Tag("RFC7252-5.1")
  void whatMayBeDoneTwiceIsRepeatedOnSilence(String method, boolean repeated) {
    Conversation story = draft().conversation();
    story.asks(method(method));
    story.accepted();
    story.passes(TIMEOUT);

    assertThat(story.hasSubmitted()).isEqualTo(repeated);
    if (repeated) {
      story.accepted();
    }
    story.nothingElse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, RESEND, true",
    "GET, FAIL, false",
    "POST, RESEND, false",
    "POST, FAIL, false",
  })
  void aDeviceThatForgetsAtOnceIsSentWhatMayHaveLeftAsItsProfileSays(
      String method, OnUnknown onUnknown, boolean repeated) {
    Conversation story = draft().knowsCopiesFor(Duration.ZERO).onUnknown(onUnknown).conversation();
    story.asks(method(method));
    outcomeUnknown(story);
    story.passes(TIMEOUT);

    assertThat(story.hasSubmitted()).isEqualTo(repeated);
    if (repeated) {
      story.accepted();
    }
    story.nothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESEND", "FAIL"})
  void aDeviceThatKnowsCopiesIsSentWhatMayHaveLeftAgain(OnUnknown onUnknown) {
    Conversation story = draft().onUnknown(onUnknown).conversation();
    story.asks(get("t"));
    outcomeUnknown(story);
    story.passes(TIMEOUT);

    story.accepted();
    story.nothingElse();
  }

  @Test
  void whatFailedToArriveIsSentAgainToADeviceThatForgetsAtOnce() {
    Conversation story =
        draft().knowsCopiesFor(Duration.ZERO).onUnknown(OnUnknown.FAIL).conversation();
    story.asks(get("t"));
    Submission first = story.accepted();
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(15));

    assertThat(story.accepted().userData()).isEqualTo(first.userData());
    story.nothingElse();
  }

  @Test
  void whatADeviceHasAndHasForgottenIsNotSentAgain() {
    Conversation story = draft().knowsCopiesFor(Duration.ofMinutes(1)).conversation();
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(Duration.ofMinutes(29));

    story.noted(EventKind.REPEAT_FORBIDDEN);
    story.nothingElse();
  }

  @Test
  void aPostGoesAgainOnceEverySubmissionOfItWasRefused() {
    Conversation story = draft().conversation();
    story.asks(method("POST"));
    Submission first = story.submitted();
    story.ends(
        first, new SubmissionOutcome.Refused(SubmissionOutcome.Cause.SUBSCRIBER_BUSY, "full"));
    story.passes(Duration.ofSeconds(30));

    assertThat(story.accepted().userData()).isEqualTo(first.userData());
    story.nothingElse();
  }

  @Test
  void aPostThatFailsSoonGoesAgainWhileTheDeviceWouldKnowItForACopy() {
    Conversation story = draft().conversation();
    story.asks(method("POST"));
    Submission first = story.accepted();
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(15));
    Submission again = story.accepted();

    assertThat(again.userData()).isEqualTo(first.userData());
    assertThat(again.validity()).isEqualTo(Duration.ofSeconds(247 - 15));
    story.nothingElse();
  }

  @Test
  void theLostSegmentOfALongPostGoesAgainAlone() {
    Conversation story = draft().conversation();
    story.asks(withPayload(method("POST"), 200));
    story.accepted();
    Submission second = story.accepted();
    story.passes(Duration.ofMinutes(1));
    story.receipt("id1", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(15));

    assertThat(story.accepted().userData()).isEqualTo(second.userData());
    story.nothingElse();
  }

  @Test
  void aSegmentThatFailsWhenTheDeviceHasDroppedItsSetTakesTheWholeMessageWithIt() {
    Conversation story = new ProfileDraft().reassemblyTime(Duration.ofMinutes(5)).conversation();
    story.asks(put(200));
    Submission first = story.accepted();
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(Duration.ofMinutes(5));
    story.receipt("id1", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ZERO);
    Submission again = story.accepted();
    story.accepted();

    assertThat(again.userData().octets()).isEqualTo(first.userData().octets());
    assertThat(reference(again)).isNotEqualTo(reference(first));
    story.nothingElse();
  }

  @Test
  void segmentsThatHaveNotLeftFollowTheirSetUnderItsReference() {
    Conversation story = draft().conversation();
    story.asks(put(300));
    Submission first = story.accepted();
    story.ends(
        story.submitted(),
        new SubmissionOutcome.Refused(SubmissionOutcome.Cause.SUBSCRIBER_BUSY, "full"));
    story.accepted();
    story.passes(Duration.ofSeconds(30));
    Submission late = story.accepted();

    assertThat(reference(late)).isEqualTo(reference(first));
    assertThat(late.userData().header().concatenation().orElseThrow().sequence()).isEqualTo(2);
    story.nothingElse();
  }

  @Test
  void aSegmentWhoseOutcomeIsUnknownIsNotSentAloneWithoutProof() {
    Conversation story = draft().conversation();
    story.asks(put(300));
    Submission first = story.accepted();
    outcomeUnknown(story);
    story.accepted();
    story.passes(TIMEOUT.minusSeconds(1));
    story.nothingElse();
    story.passes(Duration.ofSeconds(1));
    Submission copy = story.accepted();
    story.accepted();
    story.accepted();

    assertThat(reference(copy)).isNotEqualTo(reference(first));
    story.nothingElse();
  }

  @Test
  void theFailuresOfOneSegmentAreCountedAndAfterThreeRepeatsTheTruthIsTold() {
    Conversation story = new Conversation();
    story.asks(put(200));
    story.accepted();
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    for (int repeat = 1; repeat <= 3; repeat++) {
      story.receipt("id" + repeat, ReceiptState.FAILED_TEMPORARY);
      story.passes(Duration.ofMinutes(1));
      story.accepted();
      story.nothingElse();
    }
    story.receipt("id4", ReceiptState.FAILED_TEMPORARY);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.passes(Duration.ofHours(1));
    story.nothingElse();
  }

  @ParameterizedTest
  @CsvSource({"CON, NON", "NON, CON", "CON, CON", "NON, NON"})
  void aProfileMayChooseTheTypeOnTheAir(CoapType clients, CoapType onAir) {
    Conversation story = new ProfileDraft().typeOnAir(onAir).conversation();
    story.asks(request(clients, CoapCode.GET, "t"));

    assertThat(coap(story.accepted()).type()).isEqualTo(onAir);
    story.nothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CON", "NON"})
  void otherwiseTheTypeOnTheAirIsTheClients(CoapType type) {
    Conversation story = new Conversation();
    story.asks(request(type, CoapCode.GET, "t"));

    assertThat(coap(story.accepted()).type()).isEqualTo(type);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.3")
  void aLostSegmentOfALongNonGoesAgainAlone() {
    Conversation story = new Conversation();
    story.asks(withPayload(request(CoapType.NON, CoapCode.PUT, "t"), 200));
    story.accepted();
    Submission second = story.accepted();
    story.receipt("id1", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(15));

    assertThat(story.accepted().userData()).isEqualTo(second.userData());
    story.nothingElse();
  }

  @Test
  void anAnswerCallsOffEverySegmentThatStillWaits() {
    Conversation story = new Conversation();
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.says(onAck(onAir));
    story.response();
    story.passes(Duration.ofHours(1));

    story.nothingElse();
  }

  private static int reference(Submission submission) {
    return submission.userData().header().concatenation().orElseThrow().reference();
  }
}
