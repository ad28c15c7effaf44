package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.CARRIER;
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
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the network says about a segment, and how much of it is believed. */
@Tag("design-5")
class ReceiptStoriesTest {
  private final Conversation story = new Conversation();

  private void answers(CoapMessage onAir) {
    story.says(
        CoapMessage.response(CoapType.ACK, CoapCode.of(2, 5), onAir.token())
            .withMessageId(onAir.messageId())
            .withPayload(Bytes.ofUtf8("21.5")));
    story.response();
  }

  private CoapMessage put(int octets) {
    return withPayload(request(CoapType.CON, CoapCode.PUT, "t"), octets);
  }

  @Test
  void aBusyCarrierIsSlowedDownAndTheSegmentGoesAgain() {
    story.asks(get("t"));
    Submission first = story.submitted();
    story.ends(first, new SubmissionOutcome.Refused(Cause.CARRIER_BUSY, "ESME_RTHROTTLED"));
    story.nothingElse();
    assertThat(story.engine().rate(CARRIER)).isPresent();
    story.noted(EventKind.CARRIER_SLOWED);

    story.passes(Duration.ofSeconds(20));
    assertThat(story.accepted().userData()).isEqualTo(first.userData());
    story.nothingElse();
  }

  @Test
  void aBusySubscriberWaitsAndTheCarrierDoesNot() {
    story.asks(get("t"));
    Submission first = story.submitted();
    story.ends(first, new SubmissionOutcome.Refused(Cause.SUBSCRIBER_BUSY, "ESME_RMSGQFUL"));
    story.passes(Duration.ofSeconds(29));
    story.nothingElse();
    assertThat(story.engine().rate(CARRIER)).isEmpty();

    story.passes(Duration.ofSeconds(1));
    assertThat(story.accepted().userData()).isEqualTo(first.userData());
  }

  @Test
  void whileTheNetworkGoesOnTryingNoCopyLeaves() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.STILL_TRYING);
    story.passes(Duration.ofMinutes(29));
    story.nothingElse();

    story.passes(Duration.ofMinutes(2));
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  void whatCannotBeDeliveredForGoodFailsAtOnceWithTheNetworksReason() {
    story.asks(get("t"));
    story.accepted();
    story.receipt("id0", ReceiptState.FAILED_PERMANENT);

    Answer.Failure failure = story.failure();
    assertThat(failure.reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    assertThat(failure.detail()).contains("FAILED_PERMANENT");
    story.nothingElse();
  }

  @Test
  void aSegmentThatFailsForNowGoesAgainThreeTimesAndNoMore() {
    story.asks(get("t"));
    for (int i = 0; i <= 3; i++) {
      story.accepted();
      story.receipt("id" + i, ReceiptState.FAILED_TEMPORARY);
      story.passes(Duration.ofMinutes(2));
    }

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.nothingElse();
  }

  @Test
  void deliveredAfterUndeliverableCallsTheRepetitionOff() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.receipt("id0", ReceiptState.DELIVERED);
    story.passes(Duration.ofMinutes(4));
    story.nothingElse();

    answers(onAir);
    story.nothingElse();
  }

  @Test
  void aReceiptThatSaysNothingChangesNothing() {
    story.asks(get("t"));
    CoapMessage onAir = coap(story.accepted());
    story.receipt("id0", ReceiptState.UNCONFIRMED);
    story.passes(Duration.ofMinutes(19));
    story.nothingElse();

    answers(onAir);
  }

  @Test
  void receiptsForAFinishedExchangeAreQuiet() {
    story.asks(get("t"));
    answers(coap(story.accepted()));
    story.receipt("id0", ReceiptState.FAILED_PERMANENT);
    story.receipt("id0", ReceiptState.DELIVERED);
    story.receipt("id0", ReceiptState.DELIVERED);

    story.nothingElse();
  }

  @Test
  void anIdThatACarrierUsesTwiceIsToldApartByItsRecipient() {
    story.asks(get("t"));
    Submission here = story.submitted();
    story.asks(Subscriber.of("+491701111111"), get("t"), "client/other");
    Submission there = story.submitted();
    story.ends(here, new SubmissionOutcome.Accepted("7"));
    story.ends(there, new SubmissionOutcome.Accepted("7"));

    story.receipt("7", ReceiptState.FAILED_PERMANENT);

    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.UNDELIVERABLE);
    story.passes(Duration.ofMinutes(10));
    story.nothingElse();
    assertThat(here.destination()).isEqualTo(DEVICE.address());
  }

  @Test
  @Tag("RFC7252-4.3")
  void aNonGoesAgainOnProofOfLoss() {
    story.asks(request(CoapType.NON, CoapCode.GET, "t"));
    Submission first = story.accepted();
    story.receipt("id0", ReceiptState.FAILED_TEMPORARY);
    story.passes(Duration.ofSeconds(30));

    assertThat(story.accepted().userData()).isEqualTo(first.userData());
    story.nothingElse();
  }

  @Test
  void aSegmentWithoutReceiptGoesAgainAloneOnceReceiptsAreKnownToBeSure() {
    int accepted = answeredWithAllReceipts(12);

    story.asks(put(300));
    Submission lost = story.accepted();
    story.accepted();
    story.accepted();
    story.receipt("id" + (accepted + 1), ReceiptState.DELIVERED);
    story.receipt("id" + (accepted + 2), ReceiptState.DELIVERED);
    story.passes(Duration.ofMinutes(10));

    assertThat(story.accepted().userData()).isEqualTo(lost.userData());
    story.noted(EventKind.MISSING_REPEATED);
    story.nothingElse();
  }

  @Test
  void aCarrierWhoseDeliveredIsNeverAnsweredLosesTrust() {
    for (int i = 0; i < 30; i++) {
      story.asks(request(CoapType.NON, CoapCode.GET, "t"));
      story.accepted();
      story.receipt("id" + i, ReceiptState.DELIVERED);
      story.passes(Duration.ofMinutes(31));
      story.failure();
    }

    story.noted(EventKind.RECEIPT_DISTRUSTED);
  }

  /** Messages of three segments, each delivered and answered as networks do; how many segments. */
  private int answeredWithAllReceipts(int messages) {
    int ids = 0;
    for (int i = 0; i < messages; i++) {
      story.asks(put(300));
      CoapMessage onAir = coap(whole(story.accepted(), story.accepted(), story.accepted()));
      story.passes(Duration.ofSeconds(18 + i));
      for (int segment = 0; segment < 3; segment++) {
        story.receipt("id" + ids++, ReceiptState.DELIVERED);
      }
      story.passes(Duration.ofSeconds(20));
      answers(onAir);
    }
    return ids;
  }

  private static Bytes whole(Submission one, Submission two, Submission three) {
    return one.userData().octets().plus(two.userData().octets()).plus(three.userData().octets());
  }
}
