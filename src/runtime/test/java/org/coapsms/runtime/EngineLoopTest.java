package org.coapsms.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.Answer;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Change;
import org.coapsms.engine.Collaborators;
import org.coapsms.engine.Engine;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Input;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Noted;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.DeviceRequestId;
import org.coapsms.engine.exchange.MessageIds;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop commits, then tells that it has, then acts; and acts on nothing it has not kept. */
class EngineLoopTest {
  private static final CarrierId CARRIER = new CarrierId("smsc");
  private static final Subscriber DEVICE = Subscriber.of("+491701234567");
  private static final Subscriber OTHER = Subscriber.of("+491701234568");

  private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
  private final RecordingStore store = new RecordingStore();
  private final RecordingCarrier carrier = new RecordingCarrier();
  private final EngineLoop loop =
      new EngineLoop(
          () ->
              new Engine(
                  new Directory(
                      NumberPlan.international(),
                      List.of(Route.inOrder("49", List.of(CARRIER), Optional.empty())),
                      List.of(),
                      impatient(),
                      List.of(
                          new CarrierTerms(CARRIER, Optional.empty(), 10, Optional.of(100.0))
                              .withQueries(true))),
                  new SplittableRandom(1),
                  new PoisonedCollaborators()),
          store,
          new RecordingIpSide(),
          List.of(carrier),
          new EngineWatcher() {
            @Override
            public void engineFailed(Instant at, RuntimeException why) {
              happened.add("broke " + why.getMessage());
            }

            @Override
            public void noted(Instant at, Noted noted) {
              if (noted.kind() == EventKind.CARRIER_UNAVAILABLE) {
                happened.add("noted " + noted.kind());
              }
            }
          },
          InstantSource.system());

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void commitsBeforeItTellsAndTellsBeforeItActs() throws Exception {
    CountDownLatch listening = new CountDownLatch(1);
    store.waitsFor = Optional.of(listening);
    loop.start();
    CompletableFuture<Void> told = ask("r1").thenAccept(kept -> happened.add("told " + kept));
    listening.countDown();

    assertThat(next()).isEqualTo("commit");
    assertThat(List.of(next(), next())).containsExactly("told true", "submit GET");
    told.get(10, TimeUnit.SECONDS);
  }

  @Test
  void anAnswerReachesTheFace() throws Exception {
    loop.start();
    CompletableFuture<Boolean> durable = ask("r1");
    Submission submission = carrier.submissions.take();
    carrier.ends(submission, new SubmissionOutcome.Accepted("id1"));
    CoapMessage onAir = CoapMessage.decode(submission.userData().octets());
    CompletableFuture<Boolean> kept =
        carrier.brings(
            CoapMessage.response(CoapType.ACK, CoapCode.of(2, 5), onAir.token())
                .withMessageId(onAir.messageId()));

    assertThat(durable.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kept.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(next("answer")).isEqualTo("answer r1 2.05");
  }

  @Test
  void whatTheStoreDoesNotTakeIsNeitherToldNorDoneUntilItDoes() throws Exception {
    loop.start();
    store.broken.set(true);
    assertThat(ask("r1").get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(carrier.submissions).isEmpty();

    store.broken.set(false);

    assertThat(carrier.submissions.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void anInputThatBreaksTheEngineIsRefusedAndEverythingElseGoesOn() throws Exception {
    loop.start();
    ask("before").get(10, TimeUnit.SECONDS);
    Submission submission = carrier.submissions.take();
    store.poisoned.set(true);
    assertThat(ask("poison").get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(next("broke")).startsWith("broke");

    store.poisoned.set(false);
    CoapMessage onAir = CoapMessage.decode(submission.userData().octets());
    CompletableFuture<Boolean> kept =
        carrier.brings(
            CoapMessage.response(CoapType.ACK, CoapCode.of(2, 5), onAir.token())
                .withMessageId(onAir.messageId()));

    assertThat(kept.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(next("answer")).isEqualTo("answer before 2.05");
  }

  @Test
  void afterItsEndNothingIsTakenIn() throws Exception {
    loop.start();
    loop.close();

    assertThat(ask("late").get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(carrier.closed).isTrue();
    assertThat(happened).as("an orderly end is no news").noneMatch(w -> w.startsWith("noted"));
  }

  @Test
  void howBusyTheNetworkSaysItIsReachesTheEngine() throws Exception {
    loop.start();
    carrier.listener.get(10, TimeUnit.SECONDS).congested(100);

    assertThat(loop.look(engine -> engine.rate(CARRIER)).get(10, TimeUnit.SECONDS)).contains(50.0);
  }

  @Test
  void aSilentCarrierIsAskedBeforeTheRequestGoesAgain() throws Exception {
    loop.start();
    ask("r1").get(10, TimeUnit.SECONDS);
    Submission submission = carrier.submissions.take();
    carrier.ends(submission, new SubmissionOutcome.Accepted("id1"));

    assertThat(carrier.queries.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new Query(CARRIER, "id1", submission.destination()));
  }

  @Test
  void theEngineCanBeLookedAtWhileItRuns() throws Exception {
    loop.start();
    ask("r1").get(10, TimeUnit.SECONDS);

    assertThat(loop.look(engine -> engine.entries().size()).get(10, TimeUnit.SECONDS)).isPositive();
  }

  /** A device whose answer is missed after a moment. */
  private static DeviceProfile impatient() {
    DeviceProfile usual = DeviceProfile.standard();
    DeviceProfile.Timing timing = usual.timing();
    return usual.withTiming(
        new DeviceProfile.Timing(
            Optional.of(Duration.ofMillis(20)),
            timing.ackTimeoutUnlearned(),
            timing.ackTimeoutFloor(),
            timing.maxRetransmit(),
            timing.deadline(),
            timing.deviceAckTimeout(),
            timing.ackHold(),
            timing.reassemblyTime()));
  }

  private CompletableFuture<Boolean> ask(String id) {
    return loop.request(
        new Input.ClientRequest(
            new RequestId(id),
            id,
            id.equals("poison") ? OTHER : DEVICE,
            CoapMessage.request(CoapType.CON, CoapCode.GET),
            Optional.of(Duration.ofMinutes(1))));
  }

  private String next() throws InterruptedException {
    String line = happened.poll(10, TimeUnit.SECONDS);
    assertThat(line).as("something that happens").isNotNull();
    return line == null ? "" : line;
  }

  private String next(String beginning) throws InterruptedException {
    String line = next();
    while (!line.startsWith(beginning)) {
      line = next();
    }
    return line;
  }

  /** Breaks on demand where a defect of the engine would: while it decides. */
  private final class PoisonedCollaborators extends Collaborators {
    @Override
    protected MessageIds messageIds(Ledger ledger, RandomGenerator random) {
      return new MessageIds(ledger, random) {
        @Override
        protected Bytes token(Predicate<Bytes> inUse) {
          if (store.poisoned.get()) {
            throw new IllegalStateException("a defect");
          }
          return super.token(inUse);
        }
      };
    }
  }

  private final class RecordingStore implements Store {
    private final MemoryStore kept = new MemoryStore();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean poisoned = new AtomicBoolean();
    private volatile Optional<CountDownLatch> waitsFor = Optional.empty();

    @Override
    public Collection<Entry> load() {
      return kept.load();
    }

    @Override
    public void commit(List<Change> changes) throws StoreUnavailable {
      if (broken.get()) {
        throw new StoreUnavailable("the disk is full");
      }
      try {
        for (CountDownLatch latch : waitsFor.stream().toList()) {
          latch.await();
        }
      } catch (InterruptedException e) {
        throw new StoreUnavailable("interrupted");
      }
      kept.commit(changes);
      happened.add("commit");
    }

    @Override
    public void close() {
      kept.close();
    }
  }

  private final class RecordingCarrier implements SmsCarrier {
    private final BlockingQueue<Submission> submissions = new LinkedBlockingQueue<>();
    private final BlockingQueue<Query> queries = new LinkedBlockingQueue<>();
    private final CompletableFuture<CarrierListener> listener = new CompletableFuture<>();
    private boolean closed;

    @Override
    public CarrierId id() {
      return CARRIER;
    }

    @Override
    public void start(CarrierListener newListener) {
      listener.complete(newListener);
      newListener.availabilityChanged(true, "always there");
    }

    @Override
    public void submit(Submission submission) {
      happened.add("submit GET");
      submissions.add(submission);
    }

    @Override
    public void query(Query query) {
      queries.add(query);
    }

    @Override
    public CarrierStatus status() {
      return new CarrierStatus(true, "always there");
    }

    @Override
    public void close() {
      closed = true;
      listener.join().availabilityChanged(false, "closed");
    }

    void ends(Submission submission, SubmissionOutcome outcome) {
      listener.join().submissionEnded(submission.id(), outcome);
    }

    CompletableFuture<Boolean> brings(CoapMessage message) {
      CompletableFuture<Boolean> committed = new CompletableFuture<>();
      UserData userData =
          UserData.ofOctets(Framing.MARKED.header(Framing.COAP_PORTS), message.encode());
      listener
          .join()
          .smsArrived(
              new IncomingSms(
                  CARRIER, DEVICE.address(), 0, DataCoding.OCTETS_8BIT, userData, Optional.empty()),
              committed);
      return committed;
    }
  }

  private final class RecordingIpSide implements IpSide {
    @Override
    public void answer(RequestId id, Answer answer) {
      String what =
          answer instanceof Answer.Response response
              ? response.message().code().toString()
              : answer.toString();
      happened.add("answer " + id + " " + what);
    }

    @Override
    public void askUpstream(DeviceRequestId id, Subscriber from, CoapMessage request) {
      happened.add("upstream " + request.code());
    }
  }
}
