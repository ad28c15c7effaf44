package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.CARRIER;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Pool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who waits for whom: devices, queues, and carriers that take one thing at a time. */
@Tag("design-5")
class PacingStoriesTest {
  private static final int MOST_WAITING_FOR_A_CARRIER = 10_000;

  private final Conversation story = new Conversation();

  /** A carrier that takes so many segments at a time. */
  private static Conversation window(int segments, Optional<Double> rate) {
    return new Conversation(
        DeviceProfile.standard(),
        List.of(Pool.of(CARRIER)),
        List.of(new CarrierTerms(CARRIER, Optional.of("10000"), segments, rate)));
  }

  private static Subscriber device(int number) {
    return new Subscriber(Long.toString(491_701_000_000L + number));
  }

  private static void refused(Conversation story, Cause cause) {
    story.ends(story.submitted(), new SubmissionOutcome.Refused(cause, cause.name()));
  }

  @Test
  @Tag("RFC7252-4.7")
  void anEmptyAckLetsTheNextRequestLeave() {
    story.asks(get("a"));
    CoapMessage first = coap(story.accepted());
    story.asks(get("b"));
    story.nothingElse();
    story.says(CoapMessage.emptyAck(first.messageId()));

    assertThat(coap(story.accepted()).uriPath()).containsExactly("b");
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.7")
  void aResetLetsTheNextRequestLeave() {
    story.asks(get("a"));
    CoapMessage first = coap(story.accepted());
    story.asks(get("b"));
    story.says(CoapMessage.reset(first.messageId()));

    story.failure();
    assertThat(coap(story.accepted()).uriPath()).containsExactly("b");
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.7")
  void oneDeviceDoesNotWaitForAnother() {
    story.asks(device(1), get("a"), "one");
    story.accepted();
    story.asks(device(2), get("b"), "two");

    assertThat(coap(story.accepted()).uriPath()).containsExactly("b");
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.7")
  void aCrashForgetsNeitherWhoIsOpenNorWhoWaitsNorTheirOrder() {
    story.asks(get("a"));
    CoapMessage first = coap(story.accepted());
    story.asks(get("b"));
    story.passes(Duration.ofSeconds(1));
    story.asks(get("c"));
    story.crashes();
    story.nothingElse();
    story.says(onAck(first));
    story.response();
    CoapMessage second = coap(story.accepted());
    story.says(onAck(second));
    story.response();

    assertThat(second.uriPath()).containsExactly("b");
    assertThat(coap(story.accepted()).uriPath()).containsExactly("c");
    story.nothingElse();
  }

  @Test
  void aFullDeviceQueueRefusesWithTheTimeToTryAgain() {
    Conversation story = new ProfileDraft().maxWaiting(2).conversation();
    story.asks(get("open"));
    CoapMessage open = coap(story.accepted());
    story.asks(get("waits 1"));
    story.asks(get("waits 2"));
    story.asks(get("too many"));

    Answer.Failure full = story.failure();
    assertThat(full.reason()).isEqualTo(Answer.Reason.OVERLOADED);
    assertThat(full.detail()).isEqualTo("too many requests wait for this device");
    assertThat(full.retryAfter()).contains(Duration.ofSeconds(60));
    story.nothingElse();

    story.says(onAck(open));
    story.response();
    story.accepted();
    story.asks(get("there is room again"));
    story.nothingElse();
  }

  @Test
  void aFullCarrierRefusesWithTheTimeToTryAgain() {
    story.unavailable(CARRIER);
    for (int i = 0; i < MOST_WAITING_FOR_A_CARRIER; i++) {
      story.asks(device(i), get("t"), "client " + i);
    }
    story.nothingElse();
    story.asks(device(MOST_WAITING_FOR_A_CARRIER), get("t"), "one too many");

    Answer.Failure full = story.failure();
    assertThat(full.reason()).isEqualTo(Answer.Reason.OVERLOADED);
    assertThat(full.detail()).isEqualTo("too many short messages wait for every carrier");
    assertThat(full.retryAfter()).contains(Duration.ofSeconds(60));
    story.nothingElse();
  }

  @Test
  void whatHasFailedDoesNotKeepACarrierFull() {
    story.unavailable(CARRIER);
    for (int i = 0; i < MOST_WAITING_FOR_A_CARRIER; i++) {
      story.asks(device(i), get("t"), "client " + i);
    }
    story.passes(Duration.ofMinutes(30));
    for (int i = 0; i < MOST_WAITING_FOR_A_CARRIER; i++) {
      assertThat(story.failure().reason()).isEqualTo(Answer.Reason.NOTHING_SENT);
    }
    story.asks(get("t"));
    story.nothingElse();

    story.available(CARRIER);
    story.accepted();
    story.nothingElse();
  }

  @Test
  void acknowledgementsGoBeforeResponsesAndThoseBeforeRequests() {
    Conversation story = window(1, Optional.empty());
    story.says(device(1), request(CoapType.NON, CoapCode.GET, "up").withMessageId(1), none());
    Action.AskUpstream upstream = story.question();
    story.asks(device(2), get("separate"), "zero");
    CoapMessage separate = coap(story.accepted());
    story.asks(device(3), get("blocks"), "one");
    Submission blocks = story.submitted();
    story.asks(device(4), get("request"), "two");
    story.upstreamAnswers(
        upstream,
        CoapMessage.response(CoapType.ACK, CoapCode.CONTENT, Bytes.EMPTY)
            .withPayload(Bytes.ofUtf8("response")));
    story.says(device(2), Conversation.content(separate, CoapType.CON, 0x7001), none());
    story.response();
    story.nothingElse();
    story.ends(blocks, new SubmissionOutcome.Accepted("done"));

    assertThat(coap(story.accepted())).isEqualTo(CoapMessage.emptyAck(0x7001));
    assertThat(coap(story.accepted()).payload()).isEqualTo(Bytes.ofUtf8("response"));
    assertThat(coap(story.accepted()).uriPath()).containsExactly("request");
    story.nothingElse();
  }

  @Test
  void requestsAreNotStarvedByAnswers() {
    Conversation story = window(1, Optional.empty());
    List<Action.AskUpstream> questions = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      story.says(device(i), request(CoapType.NON, CoapCode.GET, "up").withMessageId(1), none());
      questions.add(story.question());
    }
    story.asks(device(99), get("blocks"), "one");
    Submission blocks = story.submitted();
    story.asks(device(100), get("request"), "two");
    questions.forEach(
        question ->
            story.upstreamAnswers(
                question, CoapMessage.response(CoapType.ACK, CoapCode.CONTENT, Bytes.EMPTY)));
    story.ends(blocks, new SubmissionOutcome.Accepted("done"));
    List<Boolean> requests = new ArrayList<>();
    while (story.hasSubmitted()) {
      requests.add(coap(story.accepted()).isRequest());
    }

    assertThat(requests).hasSize(41);
    assertThat(requests.indexOf(true)).isBetween(1, 8);
    story.nothingElse();
  }

  @Test
  void aMinimumGapKeepsMessagesApartButNotTheirSegments() {
    Conversation story =
        new ProfileDraft().minimumGap(Duration.ofSeconds(10)).nstart(3).conversation();
    story.asks(withPayload(request(CoapType.CON, CoapCode.PUT, "a"), 200));
    story.accepted();
    story.accepted();
    story.asks(get("b"));
    story.asks(device(5), get("c"), "another device");
    assertThat(coap(story.accepted()).uriPath()).containsExactly("c");
    story.passes(Duration.ofMillis(9_999));
    story.nothingElse();

    story.passes(Duration.ofMillis(1));
    assertThat(coap(story.accepted()).uriPath()).containsExactly("b");
    story.nothingElse();
  }

  @Test
  void aCarriersRateIsKept() {
    Conversation story = window(10, Optional.of(1.0));
    for (int i = 0; i < 4; i++) {
      story.asks(device(i), get("t"), "client " + i);
    }
    for (int i = 0; i < 4; i++) {
      story.accepted();
      story.nothingElse();
      story.passes(Duration.ofMillis(1001));
    }

    story.nothingElse();
  }

  @Test
  void aFewBusySubscribersDoNotSlowTheirCarrierDown() {
    for (int i = 0; i < 7; i++) {
      story.asks(device(i), get("t"), "client " + i);
      refused(story, Cause.SUBSCRIBER_BUSY);
    }
    // One of them again and again says no more than once.
    for (int again = 0; again < 3; again++) {
      story.passes(Duration.ofMinutes(2));
      for (int i = 0; i < 7; i++) {
        refused(story, Cause.SUBSCRIBER_BUSY);
      }
    }

    assertThat(story.engine().rate(CARRIER)).isEmpty();
    assertThat(story.times(EventKind.CARRIER_SLOWED)).isZero();
    story.nothingElse();
  }

  @Test
  void manyBusySubscribersAreABusyCarrier() {
    for (int i = 0; i < 8; i++) {
      assertThat(story.engine().rate(CARRIER)).isEmpty();
      story.asks(device(i), get("t"), "client " + i);
      refused(story, Cause.SUBSCRIBER_BUSY);
    }

    story.noted(EventKind.CARRIER_SLOWED);
    assertThat(story.engine().rate(CARRIER)).isPresent();
    story.asks(DEVICE, get("t"), "the next one");
    story.nothingElse();
  }

  @Test
  void amongManyThatAreTakenManyBusySubscribersSlowNobodyDown() {
    for (int i = 0; i < 60; i++) {
      story.asks(device(i), get("t"), "client " + i);
      if (i % 3 == 0) {
        refused(story, Cause.SUBSCRIBER_BUSY);
      } else {
        story.accepted();
      }
    }

    assertThat(story.times(EventKind.CARRIER_SLOWED)).isZero();
    story.nothingElse();
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }
}
