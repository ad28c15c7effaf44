package org.coapsms.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.coapsms.engine.Action;
import org.coapsms.engine.Answer;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Engine;
import org.coapsms.engine.Input;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Step;
import org.coapsms.engine.exchange.DeviceRequestId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Runs one engine on one thread: takes what happened, commits what is to be remembered, together
 * for all that has arrived meanwhile, and only then acts. Its methods may be called from any
 * thread.
 */
public final class EngineLoop implements AutoCloseable {
  /** How many inputs share one commit at most. */
  private static final int GROUP = 256;

  private static final long LONGEST_WAIT = Duration.ofMinutes(1).toNanos();

  /** How long actions that depend on a failed commit wait for the next try. */
  private static final Duration COMMIT_AGAIN = Duration.ofMillis(500);

  private record Job(@Nullable Input input, Runnable look, CompletableFuture<Boolean> committed) {}

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

  private final Supplier<Engine> engines;
  private final Store store;
  private final IpSide ipSide;
  private final Map<CarrierId, SmsCarrier> carriers;
  private final EngineWatcher watcher;
  private final InstantSource clock;
  private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final AtomicBoolean open = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Thread thread;
  private final Actor actor = new Actor();

  /** Commits that failed, with what depends on them; tried again before anything new. */
  private List<Step> uncommitted = new ArrayList<>();

  /** Owned by the loop's thread once that has started. */
  private Engine engine;

  /**
   * Prepares a loop that does nothing yet.
   *
   * @param engines makes an engine that knows nothing; the loop lets it recover from the store, at
   *     the start and should one break
   */
  public EngineLoop(
      Supplier<Engine> engines,
      Store store,
      IpSide ipSide,
      List<SmsCarrier> carriers,
      EngineWatcher watcher,
      InstantSource clock) {
    this.engines = engines;
    this.engine = engines.get();
    this.store = store;
    this.ipSide = ipSide;
    this.carriers =
        carriers.stream()
            .collect(Collectors.toUnmodifiableMap(SmsCarrier::id, Function.identity()));
    this.watcher = watcher;
    this.clock = clock;
    this.thread = new Thread(this::run, "coapsms-engine");
    thread.setDaemon(true);
  }

  /** Recovers what the store holds, starts the loop and then the carriers. */
  public void start() {
    engine.recover(clock.instant(), store.load());
    open.set(true);
    thread.start();
    carriers.values().forEach(carrier -> carrier.start(new Listener(carrier.id())));
  }

  /**
   * Hands in a client's request. The future becomes true when the request is durable and the client
   * may be told so; its answer may come before that.
   */
  public CompletableFuture<Boolean> request(Input.ClientRequest request) {
    return post(request);
  }

  public void clientGone(RequestId id) {
    tell(new Input.ClientGone(id));
  }

  public void upstreamAnswered(DeviceRequestId id, Answer answer) {
    tell(new Input.UpstreamAnswered(id, answer));
  }

  /** Looks at the engine on its own thread. */
  public <T> CompletableFuture<T> look(Function<Engine, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    enqueue(
        new Job(
            null,
            () -> {
              try {
                answer.complete(question.apply(engine));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            },
            ended));
    return answer;
  }

  /** Closes the carriers, lets the engine take in their last words, and ends the loop. */
  @Override
  public void close() {
    if (!open.get()) {
      return;
    }
    // A carrier that is closed on purpose is no news.
    closing.set(true);
    carriers.values().forEach(SmsCarrier::close);
    open.set(false);
    // A last job wakes the loop, which ends once everything before it has been taken in.
    jobs.add(new Job(null, () -> {}, new CompletableFuture<>()));
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }

  private CompletableFuture<Boolean> post(Input input) {
    CompletableFuture<Boolean> committed = new CompletableFuture<>();
    enqueue(new Job(input, () -> {}, committed));
    return committed;
  }

  private void tell(Input input) {
    enqueue(new Job(input, () -> {}, new CompletableFuture<>()));
  }

  private void enqueue(Job job) {
    if (open.get()) {
      jobs.add(job);
    } else {
      job.committed().complete(false);
    }
  }

  private void run() {
    List<Job> batch = new ArrayList<>();
    act(commit(List.of(engine.takeStep())));
    while (open.get() || !jobs.isEmpty()) {
      batch.clear();
      await().ifPresent(batch::add);
      jobs.drainTo(batch, GROUP - batch.size());
      List<Job> left = turn(batch);
      while (!left.isEmpty()) {
        left = turn(left);
      }
    }
    jobs.forEach(job -> job.committed().complete(false));
  }

  /**
   * One turn: all that has arrived, one commit, then everything that follows from it. Answers with
   * what must wait for the next turn, because the engine broke before it came to that.
   */
  private List<Job> turn(List<Job> batch) {
    Instant now = clock.instant();
    List<Step> steps = new ArrayList<>();
    int taken = 0;
    Optional<RuntimeException> broken = Optional.empty();
    while (taken < batch.size() && broken.isEmpty()) {
      broken = take(now, batch.get(taken), steps);
      taken += broken.isEmpty() ? 1 : 0;
    }
    if (broken.isEmpty()) {
      broken = attempt(() -> engine.handleTimeout(now), steps);
    }
    Optional<Step> committed = commit(steps);
    // First the network is told that we have it, then what follows leaves.
    batch.subList(0, taken).forEach(job -> job.committed().complete(committed.isPresent()));
    act(committed);
    if (broken.isEmpty()) {
      return List.of();
    }
    startAnew(now, broken.get());
    if (taken == batch.size()) {
      return List.of();
    }
    batch.get(taken).committed().complete(false);
    return List.copyOf(batch.subList(taken + 1, batch.size()));
  }

  private Optional<RuntimeException> take(Instant now, Job job, List<Step> steps) {
    job.look().run();
    Input input = job.input();
    return input == null ? Optional.empty() : attempt(() -> engine.handle(now, input), steps);
  }

  private Optional<RuntimeException> attempt(Runnable work, List<Step> steps) {
    try {
      work.run();
      steps.add(engine.takeStep());
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  /**
   * What the engine was about to do when it broke is forgotten, as in a crash; another one starts
   * from the store. What broke it is refused, so that who sent it may try again.
   */
  private void startAnew(Instant now, RuntimeException why) {
    watcher.engineFailed(now, why);
    uncommitted = new ArrayList<>();
    engine = engines.get();
    engine.recover(now, store.load());
    for (SmsCarrier carrier : carriers.values()) {
      engine.handle(now, new Input.AvailabilityChanged(carrier.id(), carrier.status().available()));
    }
    // Whatever is due again at once must not turn this into a loop without a pause.
    LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
    act(commit(List.of(engine.takeStep())));
  }

  /**
   * Commits steps together with those that could not be committed before them. What a store has not
   * taken is not done; the engine goes on, and it is tried again with the next turn.
   */
  private Optional<Step> commit(List<Step> steps) {
    Instant now = clock.instant();
    for (Step step : steps) {
      step.notes().forEach(noted -> watcher.noted(now, noted));
      if (!step.changes().isEmpty() || !step.actions().isEmpty()) {
        uncommitted.add(step);
      }
    }
    Step all =
        new Step(
            uncommitted.stream().flatMap(s -> s.changes().stream()).toList(),
            uncommitted.stream().flatMap(s -> s.actions().stream()).toList(),
            List.of());
    try {
      if (!all.changes().isEmpty()) {
        store.commit(all.changes());
      }
      uncommitted = new ArrayList<>();
      return Optional.of(all);
    } catch (StoreUnavailable e) {
      watcher.storeFailed(clock.instant(), e);
      return Optional.empty();
    }
  }

  private void act(Optional<Step> committed) {
    committed.ifPresent(step -> step.actions().forEach(action -> action.tell(actor)));
  }

  private Optional<Job> await() {
    Job ready = jobs.poll();
    if (ready != null) {
      return Optional.of(ready);
    }
    long nanos = LONGEST_WAIT;
    Optional<Instant> timeout = engine.nextTimeout();
    if (timeout.isPresent()) {
      Duration until = Duration.between(clock.instant(), timeout.get());
      nanos = Math.max(0, Math.min(LONGEST_WAIT, nanosOf(until)));
    }
    if (!uncommitted.isEmpty()) {
      nanos = Math.min(nanos, COMMIT_AGAIN.toNanos());
    }
    try {
      return Optional.ofNullable(jobs.poll(nanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      open.set(false);
      return Optional.empty();
    }
  }

  private static long nanosOf(Duration duration) {
    return duration.compareTo(Duration.ofNanos(LONGEST_WAIT)) > 0
        ? LONGEST_WAIT
        : duration.toNanos();
  }

  private final class Actor implements Action.Handler {
    @Override
    public void submit(Action.Submit action) {
      Submission submission = action.submission();
      SmsCarrier carrier = carriers.get(submission.carrier());
      if (carrier == null) {
        tell(
            new Input.SubmissionEnded(
                submission.id(),
                new SubmissionOutcome.Refused(
                    SubmissionOutcome.Cause.LOCAL, "no such carrier: " + submission.carrier())));
      } else {
        carrier.submit(submission);
      }
    }

    @Override
    public void ask(Action.Ask action) {
      SmsCarrier carrier = carriers.get(action.query().carrier());
      if (carrier != null) {
        carrier.query(action.query());
      }
    }

    @Override
    public void answerClient(Action.AnswerClient action) {
      ipSide.answer(action.id(), action.answer());
    }

    @Override
    public void askUpstream(Action.AskUpstream action) {
      ipSide.askUpstream(action.id(), action.from(), action.request());
    }
  }

  private final class Listener implements CarrierListener {
    private final CarrierId carrier;

    Listener(CarrierId carrier) {
      this.carrier = carrier;
    }

    @Override
    public void submissionEnded(SubmissionId id, SubmissionOutcome outcome) {
      tell(new Input.SubmissionEnded(id, outcome));
    }

    @Override
    public void receiptArrived(Receipt receipt, CompletableFuture<Boolean> committed) {
      enqueue(new Job(new Input.ReceiptArrived(receipt), () -> {}, committed));
    }

    @Override
    public void smsArrived(IncomingSms sms, CompletableFuture<Boolean> committed) {
      enqueue(new Job(new Input.SmsArrived(sms), () -> {}, committed));
    }

    @Override
    public void availabilityChanged(boolean available, String detail) {
      if (!closing.get()) {
        tell(new Input.AvailabilityChanged(carrier, available));
      }
    }

    @Override
    public void congested(int level) {
      tell(new Input.CongestionReported(carrier, level));
    }

    @Override
    public void trace(WireTrace line) {
      watcher.trace(clock.instant(), line);
    }
  }
}
