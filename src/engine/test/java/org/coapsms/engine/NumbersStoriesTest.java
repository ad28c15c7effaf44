package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.engine.Conversation.CARRIER;
import static org.coapsms.engine.Conversation.DEVICE;
import static org.coapsms.engine.Conversation.OTHER_DEVICE;
import static org.coapsms.engine.Conversation.coap;
import static org.coapsms.engine.Conversation.content;
import static org.coapsms.engine.Conversation.get;
import static org.coapsms.engine.Conversation.onAck;
import static org.coapsms.engine.Conversation.request;
import static org.coapsms.engine.Conversation.withPayload;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.exchange.MessageIds;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Route;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Message IDs, tokens and references: random where they begin, and never one for two things. */
class NumbersStoriesTest {
  private static final int ALL = 0x10000;
  private static final int FEW = 64;

  /** EXCHANGE_LIFETIME of the standard profile: 3 × 20 min + 2 × 32 min + 20 min. */
  private static final Duration LIFETIME = Duration.ofMinutes(144);

  private final Conversation story = new Conversation();

  private static Directory directory(Optional<Duration> deadline) {
    return new Directory(
        new NumberPlan(Optional.of("49"), Map.of()),
        List.of(Route.inOrder("49170", List.of(CARRIER), deadline)),
        List.of(),
        DeviceProfile.standard(),
        List.of(new CarrierTerms(CARRIER, Optional.of("10000"), 10, Optional.empty())));
  }

  /** Draws each token twice. */
  private static Conversation drawsEachTokenTwice() {
    Conversation story =
        new Conversation(
            directory(Optional.empty()),
            new Collaborators() {
              @Override
              protected MessageIds messageIds(Ledger ledger, RandomGenerator random) {
                return new MessageIds(
                    ledger,
                    new RandomGenerator() {
                      private int drawn;

                      @Override
                      public long nextLong() {
                        return random.nextLong();
                      }

                      @Override
                      public void nextBytes(byte[] octets) {
                        octets[3] = (byte) (drawn++ / 2);
                      }
                    });
              }
            });
    story.available(CARRIER);
    return story;
  }

  /** As if there were 64 Message IDs and not 65,536, all of which take long to use. */
  private static Conversation hasFewMessageIds() {
    Conversation story =
        new Conversation(
            directory(Optional.empty()),
            new Collaborators() {
              @Override
              protected MessageIds messageIds(Ledger ledger, RandomGenerator random) {
                return new MessageIds(ledger, random) {
                  @Override
                  protected Optional<Integer> next(Subscriber subscriber, IntPredicate inUse) {
                    return super.next(subscriber, id -> id >= FEW || inUse.test(id));
                  }
                };
              }
            });
    story.available(CARRIER);
    return story;
  }

  private CoapMessage exchange(String path) {
    return exchange(story, path);
  }

  private static CoapMessage exchange(Conversation story, String path) {
    story.asks(get(path));
    CoapMessage onAir = coap(story.accepted());
    story.says(onAck(onAir));
    story.response();
    return onAir;
  }

  @Test
  @Tag("RFC7252-4.4")
  void messageIdsFollowOneAnotherAlsoAcrossACrash() {
    CoapMessage first = exchange("a");
    CoapMessage second = exchange("b");
    story.crashes();
    story.response();
    story.response();
    CoapMessage third = exchange("c");

    assertThat(second.messageId()).isEqualTo((first.messageId() + 1) % ALL);
    assertThat(third.messageId()).isEqualTo((first.messageId() + 2) % ALL);
    assertThat(Set.of(first.token(), second.token(), third.token())).hasSize(3);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.4")
  void everySubscribersMessageIdsBeginAtRandom() {
    Set<Integer> beginnings = new HashSet<>();
    for (int device = 0; device < 20; device++) {
      story.asks(Subscriber.of("+4917010000" + (10 + device)), get("t"), "client " + device);
      beginnings.add(coap(story.accepted()).messageId());
    }

    assertThat(beginnings).hasSize(20);
    assertThat(beginnings).anyMatch(id -> id < ALL / 2).anyMatch(id -> id >= ALL / 2);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-5.3.1")
  void aTokenIsFourOctetsThatNoOtherRequestToTheDeviceHas() {
    Conversation story = drawsEachTokenTwice();
    Set<Bytes> tokens = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      story.asks(get("t"));
      CoapMessage onAir = coap(story.accepted());
      story.says(onAck(onAir));
      story.response();
      assertThat(onAir.token().size()).isEqualTo(4);
      tokens.add(onAir.token());
    }

    assertThat(tokens).hasSize(20);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.4")
  void aFinishedExchangeIsKnownForItsWholeLifetimeAndNoLonger() {
    CoapMessage onAir = exchange("t");
    story.passes(LIFETIME.minusSeconds(1));
    story.says(content(onAir, CoapType.NON, 1));
    assertThat(story.times(EventKind.RESPONSE_REPEATED)).isEqualTo(1);
    assertThat(story.times(EventKind.RESPONSE_UNMATCHED)).isZero();

    story.passes(Duration.ofSeconds(1));
    story.says(content(onAir, CoapType.NON, 1));
    assertThat(story.times(EventKind.RESPONSE_UNMATCHED)).isEqualTo(1);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.8.2")
  void aRouteThatAllowsMoreTimeMakesTheMemoryLonger() {
    Conversation story =
        new Conversation(directory(Optional.of(Duration.ofDays(1))), new Collaborators());
    story.available(CARRIER);
    story.asks(get("t"));
    Submission submission = story.accepted();
    story.says(onAck(coap(submission)));
    story.response();
    // A copy of the request may reach the device for a day, and its answer take as long.
    story.passes(Duration.ofDays(2));
    story.says(content(coap(submission), CoapType.NON, 1));

    assertThat(submission.validity()).isGreaterThan(Duration.ofHours(23));
    story.noted(EventKind.RESPONSE_REPEATED);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.4")
  void noMessageIdIsUsedTwiceWhileTheFirstUseIsKnownAndWithoutOneARequestIsRefused() {
    Conversation story = hasFewMessageIds();
    story.says(request(CoapType.NON, CoapCode.POST, "up").withMessageId(1));
    story.upstreamAnswers(
        story.question(), CoapMessage.response(CoapType.ACK, CoapCode.CONTENT, Bytes.EMPTY));
    Set<Integer> used = new HashSet<>(Set.of(coap(story.accepted()).messageId()));
    for (int i = 0; i < FEW - 1; i++) {
      used.add(exchange(story, "t").messageId());
    }
    assertThat(used).hasSize(FEW);
    story.asks(get("one too many"));

    Answer.Failure failure = story.failure();
    assertThat(failure.reason()).isEqualTo(Answer.Reason.OVERLOADED);
    assertThat(failure.detail()).contains("Message ID");
    story.nothingElse();

    story.passes(LIFETIME);
    exchange(story, "again");
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.4")
  void messageIdsOfOurAnswersAreNotThoseOfRequestsEvenAfterACrash() {
    CoapMessage asked = exchange("t");
    story.says(request(CoapType.NON, CoapCode.POST, "up").withMessageId(1));
    story.upstreamAnswers(
        story.question(), CoapMessage.response(CoapType.ACK, CoapCode.CONTENT, Bytes.EMPTY));
    CoapMessage answered = coap(story.accepted());
    story.crashes();
    story.response();

    assertThat(answered.messageId()).isEqualTo((asked.messageId() + 1) % ALL);
    assertThat(exchange("t").messageId()).isEqualTo((asked.messageId() + 2) % ALL);
    story.nothingElse();
  }

  @Test
  @Tag("design-4")
  void everyMessageHasAReferenceOfItsOwnAlsoAcrossACrash() {
    Set<Integer> references = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      story.asks(withPayload(request(CoapType.NON, CoapCode.PUT, "t"), 200));
      Submission head = story.accepted();
      Submission tail = story.accepted();
      assertThat(reference(tail)).isEqualTo(reference(head));
      references.add(reference(head));
      story.passes(Duration.ofMinutes(31));
      story.failure();
      story.crashes();
      story.failure();
    }

    assertThat(references).hasSize(10);
    story.nothingElse();
  }

  @Test
  @Tag("RFC7252-4.4")
  void aDeviceHasItsOwnMessageIds() {
    story.asks(DEVICE, get("t"), "one");
    CoapMessage here = coap(story.accepted());
    story.asks(OTHER_DEVICE, get("t"), "two");
    CoapMessage there = coap(story.accepted());
    assertThat(there.messageId()).isNotEqualTo(here.messageId());
    story.says(OTHER_DEVICE, CoapMessage.reset(here.messageId()), Optional.empty());
    story.nothingElse();

    story.says(CoapMessage.reset(here.messageId()));
    story.failure();
    story.nothingElse();
  }

  private static int reference(Submission submission) {
    return submission.userData().header().concatenation().orElseThrow().reference();
  }
}
