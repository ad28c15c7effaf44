package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.CARRIER;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that contradict themselves, lie, speak too early, too late, or of something else. */
@Tag("design-5")
class ContradictionStoriesTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final Conversation story =
      new ProfileDraft().ackTimeout(TIMEOUT).knowsCopiesFor(Duration.ofHours(2)).conversation();

  private static Submission accepts(Conversation story, Submission submission, String id) {
    story.ends(submission, new SubmissionOutcome.Accepted(id));
    return submission;
  }

  private void learnsToDistrust() {
    for (int i = 0; i < 30; i++) {
      story.asks(request(CoapType.NON, CoapCode.GET, "t"));
      story.accepted();
      story.receipt("id" + i, ReceiptState.DELIVERED);
      story.passes(Duration.ofMinutes(30));
      story.failure();
    }
  }

  @Test
  void undeliverableAfterDeliveredIsNotBelieved() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.receipt("id0", ReceiptState.DELIVERED);
    story.receipt("id0", ReceiptState.FAILED_PERMANENT);
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.passes(TIMEOUT.minusSeconds(1));
    story.nothingElse();

    story.says(onAck(onAir));
    story.response();
    story.nothingElse();
  }

  @Test
  void stillTryingAfterDeliveredHoldsNothingBack() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.receipt("id0", ReceiptState.STILL_TRYING);
    story.passes(TIMEOUT);

    story.accepted();
    story.nothingElse();
  }

  @Test
  void stillTryingAfterFailedHoldsNothingBack() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.receipt("id0", ReceiptState.STILL_TRYING);
    story.passes(Duration.ofSeconds(15));
    story.accepted();
    story.passes(TIMEOUT);

    story.accepted();
    story.nothingElse();
  }

  @Test
  void noCopyLeavesBeforeTwoMinutesAfterTheValidityOfWhatIsStillTried() {
    Conversation story =
        new ProfileDraft()
            .ackTimeout(Duration.ofMinutes(1))
            .knowsCopiesFor(Duration.ofMinutes(4))
            .conversation();
    story.asks(get("t"));
    story.accepted();
    story.passes(Duration.ofMinutes(1));
    Submission copy = story.accepted();
    assertThat(copy.validity()).isEqualTo(Duration.ofMinutes(3));
    story.receipt("id1", ReceiptState.STILL_TRYING);
    // Its timer would have ended after two minutes.
    story.passes(Duration.ofMinutes(5).minusSeconds(1));
    story.nothingElse();

    story.passes(Duration.ofSeconds(1));
    story.accepted();
    story.nothingElse();
  }

  @Test
  void deliveredTwiceIsDeliveredOnce() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(Duration.ofMinutes(1));
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(TIMEOUT.minusMinutes(1));

    story.accepted();
    story.nothingElse();
  }

  @Test
  void failedTwiceGoesAgainOnce() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofMinutes(1));

    story.accepted();
    story.nothingElse();
  }

  @Test
  void receiptsThatOvertakeTheirSubmissionsAnswerAreReadInTheirOrder() {
    story.asks(get("t"));
    Submission submission = story.submitted();
    story.receipt("early", ReceiptState.STILL_TRYING);
    story.receipt("early", ReceiptState.FAILED_TEMPORARY);
    story.receipt("early", ReceiptState.DELIVERED);
    assertThat(story.times(EventKind.RECEIPT_PARKED)).isEqualTo(3);
    accepts(story, submission, "early");
    story.passes(Duration.ofMinutes(2));

    assertThat(story.times(EventKind.RECEIPT_MATCHED)).isEqualTo(3);
    story.nothingElse();
  }

  @Test
  void aParkedReceiptSurvivesACrash() {
    story.asks(get("t"));
    Submission submission = story.submitted();
    story.receipt("early", ReceiptState.FAILED_PERMANENT);
    story.crashes();
    story.nothingElse();
    accepts(story, submission, "early");

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void aReceiptForNothingIsForgottenAfterTenMinutes() {
    story.receipt("9", ReceiptState.FAILED_PERMANENT);
    story.passes(Duration.ofMinutes(10));
    story.noted(EventKind.RECEIPT_FORGOTTEN);
    story.asks(get("t"));
    accepts(story, story.submitted(), "9");
    story.passes(Duration.ofMinutes(2));

    story.nothingElse();
    assertThat(story.engine().entries())
        .extracting(entry -> entry.key().kind())
        .doesNotContain(EntryKey.Kind.PARKED_RECEIPT);
  }

  @Test
  void aReceiptThatNamesTwoOpenMessagesOfOneDeviceProvesNothing() {
    Conversation story = new ProfileDraft().ackTimeout(TIMEOUT).nstart(2).conversation();
    story.asks(get("a"));
    story.asks(get("b"));
    accepts(story, story.submitted(), "7");
    accepts(story, story.submitted(), "7");
    story.receipt("7", ReceiptState.FAILED_PERMANENT);

    story.noted(EventKind.RECEIPT_AMBIGUOUS);
    story.nothingElse();
  }

  @Test
  void anIdThatIsUsedAgainMeansTheOneThatIsOpen() {
    story.asks(get("a"));
    Submission first = accepts(story, story.submitted(), "7");
    story.receipt("7", ReceiptState.DELIVERED);
    story.says(onAck(coap(first)));
    story.response();
    story.asks(get("b"));
    accepts(story, story.submitted(), "7");
    story.receipt("7", ReceiptState.FAILED_PERMANENT);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+491701234567", "00491701234567", "01701234567", "1701234567"})
  void aRecipientIsKnownInTheFormThatItsNetworkUses(String number) {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", Optional.of(new Address(2, 1, number)), ReceiptState.FAILED_PERMANENT);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void aReceiptForAnotherNumberIsNotOurs() {
    story.asks(get("t"));
    story.accepted();
    story.receipt(
        "id0", Optional.of(Address.international("491709999999")), ReceiptState.FAILED_PERMANENT);

    story.nothingElse();
  }

  @Test
  void aReceiptWithoutARecipientIsKnownByItsId() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", Optional.empty(), ReceiptState.FAILED_PERMANENT);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void receiptsThatNeverComeAreNotWaitedFor() {
    story.learns(30, Duration.ofSeconds(20));
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.passes(TIMEOUT);
    assertThat(coap(story.accepted())).isEqualTo(onAir);
    story.says(onAck(onAir));

    story.response();
    story.nothingElse();
  }

  @Test
  void aCarrierThatLiesIsNotBelievedWhenItSaysDelivered() {
    learnsToDistrust();
    story.asks(get("t"));
    story.accepted();
    story.passes(TIMEOUT.minusMinutes(1));
    story.receipt("id30", ReceiptState.DELIVERED);
    // The timer does not start anew.
    story.passes(Duration.ofMinutes(1));

    story.accepted();
    assertThat(story.times(EventKind.RECEIPT_DISTRUSTED)).isPositive();
    story.nothingElse();
  }

  @Test
  void evenACarrierThatLiesIsBelievedWhenItSaysFailed() {
    learnsToDistrust();
    story.asks(get("t"));
    story.accepted();
    story.receipt("id30", ReceiptState.FAILED_PERMANENT);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void aCarrierWinsItsTrustBack() {
    learnsToDistrust();
    int id = 30;
    for (int i = 0; i < 60; i++) {
      story.asks(get("t"));
      CoapMessage onAir = coap(story.accepted());
      story.receipt("id" + id++, ReceiptState.DELIVERED);
      story.says(onAck(onAir));
      story.response();
    }
    story.asks(get("t"));
    story.accepted();
    story.passes(TIMEOUT.minusMinutes(1));
    story.receipt("id" + id, ReceiptState.DELIVERED);
    story.passes(TIMEOUT.minusSeconds(1));
    story.nothingElse();

    story.passes(Duration.ofSeconds(1));
    story.accepted();
    story.nothingElse();
  }

  @Test
  void anUnknownOutcomeThatTurnsOutAcceptedGetsItsReceipts() {
    story.asks(get("t"));
    Submission submission = story.submitted();
    story.ends(submission, new SubmissionOutcome.Unknown("no answer in time"));
    accepts(story, submission, "late");
    story.noted(EventKind.OUTCOME_CORRECTED);
    story.receipt("late", ReceiptState.FAILED_PERMANENT);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void anUnknownOutcomeThatTurnsOutRefusedGoesAgainWithoutDanger() {
    story.asks(request(CoapType.NON, CoapCode.POST, "t"));
    Submission submission = story.submitted();
    story.ends(submission, new SubmissionOutcome.Unknown("no answer in time"));
    story.ends(submission, new SubmissionOutcome.Refused(Cause.SUBSCRIBER_BUSY, "queue full"));
    story.passes(Duration.ofSeconds(30));

    assertThat(story.accepted().userData()).isEqualTo(submission.userData());
    story.nothingElse();
  }

  @Test
  void aSecondOutcomeAndOneForNothingChangeNothing() {
    story.asks(get("t"));
    Submission submission = story.accepted();
    story.ends(submission, new SubmissionOutcome.Refused(Cause.PERMANENT, "barred"));
    story.ends(submission, new SubmissionOutcome.Unknown("late"));
    story.passes(Duration.ofMinutes(1));
    story.nothingElse();

    story.says(onAck(coap(submission)));
    story.response();
    story.passes(Duration.ofDays(1));
    story.ends(submission, new SubmissionOutcome.Accepted("much too late"));
    story.noted(EventKind.OUTCOME_UNMATCHED);
    story.nothingElse();
  }

  @Test
  void aSegmentsReceiptForAFinishedExchangeRepeatsNothing() {
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 200));
    CoapMessage onAir =
        coap(story.accepted().userData().octets().plus(story.accepted().userData().octets()));
    story.says(onAck(onAir));
    story.response();
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.receipt("id1", ReceiptState.FAILED_PERMANENT);
    story.passes(Duration.ofHours(1));

    story.nothingElse();
    assertThat(story.engine().rate(CARRIER)).isEmpty();
  }
}
