package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.CARRIER;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.OTHER_CARRIER;
import static org.coapsms.engine.Conversation.OTHER_DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Pool;
import org.coapsms.engine.route.Pool.Choice;
import org.coapsms.engine.route.Pool.Member;
import org.coapsms.engine.route.Quota;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which carrier a subscriber gets, and what may go through another when that fails. */
@Tag("design-5")
class SeveralCarriersStoriesTest {
  private static final Duration LONG = Duration.ofMinutes(21);

  private static CarrierTerms terms(CarrierId id, String number) {
    return new CarrierTerms(id, Optional.of(number), 10, Optional.empty());
  }

  /** Two carriers in order, each with its own number. */
  private static Conversation twoNumbers() {
    return new Conversation(
        DeviceProfile.standard(),
        List.of(Pool.of(CARRIER), Pool.of(OTHER_CARRIER)),
        List.of(terms(CARRIER, "10000"), terms(OTHER_CARRIER, "20000")));
  }

  private static Conversation pool(Choice choice, CarrierTerms... carriers) {
    return new Conversation(
        DeviceProfile.standard(),
        List.of(
            new Pool(
                List.of(carriers).stream().map(terms -> new Member(terms.id(), 1)).toList(),
                choice)),
        List.of(carriers));
  }

  private static CoapMessage answerTo(CoapMessage onAir) {
    return CoapMessage.response(CoapType.ACK, CoapCode.of(2, 5), onAir.token())
        .withMessageId(onAir.messageId());
  }

  @Test
  void aGetThatMayHaveArrivedGoesAgainUnderAnotherNumberAsAnotherMessage() {
    Conversation story = twoNumbers();
    story.asks(get("t"));
    CoapMessage first = coap(story.accepted());
    story.unavailable(CARRIER);
    story.passes(LONG);
    Submission again = story.accepted();

    assertThat(again.carrier()).isEqualTo(OTHER_CARRIER);
    assertThat(coap(again).messageId()).isNotEqualTo(first.messageId());
    assertThat(coap(again).token()).isEqualTo(first.token());
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.3.2")
  void theAnswerToEitherNumberEndsTheExchange() {
    for (boolean late : new boolean[] {false, true}) {
      Conversation story = twoNumbers();
      story.asks(get("t"));
      CoapMessage first = coap(story.accepted());
      story.unavailable(CARRIER);
      story.passes(LONG);
      CoapMessage second = coap(story.accepted());
      story.says(answerTo(late ? first : second));

      assertThat(story.response().code()).isEqualTo(CoapCode.of(2, 5));
      story.nothingElse();
    }
  }

  @Test
  void aCrashForgetsNeitherMessageIdOfAnExchangeThatChangedItsNumber() {
    Conversation story = twoNumbers();
    story.asks(get("t"));
    CoapMessage first = coap(story.accepted());
    story.unavailable(CARRIER);
    story.passes(LONG);
    story.accepted();
    story.crashes();
    story.says(answerTo(first));

    assertThat(story.response().code()).isEqualTo(CoapCode.of(2, 5));
  }

  @Test
  void aPostThatMayHaveArrivedNeverGoesAgainUnderAnotherNumber() {
    Conversation story = twoNumbers();
    story.asks(request(CoapType.CON, CoapCode.POST, "t"));
    story.accepted();
    story.unavailable(CARRIER);
    story.passes(Duration.ofMinutes(29));
    story.nothingElse();

    story.passes(Duration.ofMinutes(2));
    assertThat(story.failure().reason()).isEqualTo(Answer.Reason.TIMED_OUT);
    story.nothingElse();
  }

  @Test
  void aPostOfWhichEverySegmentWasRefusedMayGoUnderAnotherNumber() {
    Conversation story = twoNumbers();
    story.asks(request(CoapType.CON, CoapCode.POST, "t"));
    Submission first = story.submitted();
    story.unavailable(CARRIER);
    story.ends(
        first, new SubmissionOutcome.Refused(SubmissionOutcome.Cause.LOCAL, "the bind is down"));
    Submission second = story.accepted();

    assertThat(second.carrier()).isEqualTo(OTHER_CARRIER);
    story.nothingElse();
  }

  @Test
  void aMessageHalfOfWhichHasLeftStaysWithItsCarrier() {
    Conversation story = twoNumbers();
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "t"), 200));
    story.accepted();
    Submission second = story.submitted();
    story.unavailable(CARRIER);
    story.ends(
        second, new SubmissionOutcome.Refused(SubmissionOutcome.Cause.LOCAL, "the bind is down"));
    story.nothingElse();

    story.available(CARRIER);
    assertThat(story.accepted().carrier()).isEqualTo(CARRIER);
  }

  @Test
  void whatWaitsForALostCarrierGoesThroughTheNextOneThatComes() {
    Conversation story = twoNumbers();
    story.unavailable(CARRIER);
    story.unavailable(OTHER_CARRIER);
    story.asks(get("t"));
    story.nothingElse();

    story.available(OTHER_CARRIER);
    assertThat(story.accepted().carrier()).isEqualTo(OTHER_CARRIER);
    story.nothingElse();
  }

  @Test
  void aSubscriberStaysWithItsCarrierWhileAnExchangeIsOpen() {
    Conversation story = twoNumbers();
    story.unavailable(CARRIER);
    story.asks(get("a"));
    CoapMessage first = coap(story.accepted());
    story.available(CARRIER);
    story.asks(get("b"));
    story.says(answerTo(first));
    story.response();

    // The first was over when the second began: back to the order of the route.
    assertThat(story.accepted().carrier()).isEqualTo(CARRIER);
  }

  @Test
  void theLeastLoadedCarrierTakesANewSubscriberAndKeepsIt() {
    Conversation story =
        pool(Choice.LEAST_LOADED, terms(CARRIER, "10000"), terms(OTHER_CARRIER, "20000"));
    story.asks(DEVICE, get("a"), "one");
    Submission first = story.submitted();
    story.asks(OTHER_DEVICE, get("b"), "two");
    Submission second = story.submitted();
    assertThat(second.carrier()).isNotEqualTo(first.carrier());

    story.ends(first, new SubmissionOutcome.Accepted("1"));
    story.ends(second, new SubmissionOutcome.Accepted("2"));
    story.says(answerTo(coap(first)));
    story.asks(DEVICE, get("c"), "three");
    assertThat(story.accepted().carrier()).isEqualTo(first.carrier());

    story.crashes();
    story.passes(Duration.ofHours(2));
    story.asks(DEVICE, get("d"), "four");
    assertThat(story.submitted().carrier()).isEqualTo(first.carrier());
  }

  @Test
  void aSimWhoseQuotaIsUsedUpLeavesTheRestToAnother() {
    Quota two = new Quota(Optional.of(2), Optional.empty(), Optional.empty());
    Conversation story =
        new Conversation(
            DeviceProfile.standard(),
            List.of(Pool.of(CARRIER), Pool.of(OTHER_CARRIER)),
            List.of(terms(CARRIER, "10000").withQuota(two), terms(OTHER_CARRIER, "20000")));
    for (int i = 0; i < 3; i++) {
      story.asks(Subscriber.of("+49170123000" + i), get("t"), "client " + i);
    }

    assertThat(List.of(story.accepted().carrier(), story.accepted().carrier()))
        .containsOnly(CARRIER);
    assertThat(story.accepted().carrier()).isEqualTo(OTHER_CARRIER);
    story.noted(EventKind.CARRIER_EXHAUSTED);
    story.nothingElse();
  }

  @Test
  void aQuotaSurvivesACrashAndEndsWithItsHour() {
    Quota one = new Quota(Optional.of(1), Optional.empty(), Optional.empty());
    Conversation story = pool(Choice.BY_NUMBER, terms(CARRIER, "10000").withQuota(one));
    story.passes(Duration.ofMinutes(45));
    story.asks(DEVICE, get("a"), "one");
    story.accepted();
    story.crashes();
    story.asks(OTHER_DEVICE, get("b"), "two");
    story.nothingElse();

    story.passes(Duration.ofMinutes(14));
    story.nothingElse();
    story.passes(Duration.ofMinutes(1));
    assertThat(story.accepted().destination()).isEqualTo(OTHER_DEVICE.address());
  }

  @Test
  void aMessageThatTheQuotaCannotTakeWholeIsNotBegun() {
    Quota two = new Quota(Optional.of(2), Optional.empty(), Optional.empty());
    Conversation story = pool(Choice.BY_NUMBER, terms(CARRIER, "10000").withQuota(two));
    story.passes(Duration.ofMinutes(50));
    story.asks(DEVICE, get("a"), "one");
    story.accepted();
    story.asks(OTHER_DEVICE, withPayload(request(CoapType.CON, CoapCode.PUT, "b"), 200), "two");
    story.nothingElse();

    story.passes(Duration.ofMinutes(10));
    story.accepted();
    story.accepted();
    story.nothingElse();
  }

  @Test
  void whatWasRefusedCountsForNoQuota() {
    Quota one = new Quota(Optional.empty(), Optional.of(1), Optional.empty());
    Conversation story = pool(Choice.BY_NUMBER, terms(CARRIER, "10000").withQuota(one));
    story.asks(get("a"));
    story.ends(
        story.submitted(),
        new SubmissionOutcome.Refused(SubmissionOutcome.Cause.SUBSCRIBER_BUSY, "queue full"));
    story.passes(Duration.ofSeconds(30));

    story.accepted();
    story.nothingElse();
  }

  @Test
  @Tag("SMPP5.0-4.8.4.18")
  void aCongestedNetworkIsFedMoreSlowly() {
    Conversation story =
        pool(
            Choice.BY_NUMBER,
            new CarrierTerms(CARRIER, Optional.of("10000"), 10, Optional.of(10.0)));
    story.congested(CARRIER, 95);

    assertThat(story.engine().rate(CARRIER)).contains(5.0);
    story.noted(EventKind.CARRIER_SLOWED);
    story.asks(get("a"));
    story.nothingElse();
    story.passes(Duration.ofSeconds(1));
    story.accepted();
  }
}
