package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Submission;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.runtime.CarrierStatus;
import org.coapsms.runtime.SmsCarrier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries segments over the binds of one account, each kept up for ever. Thread-safe.
 *
 * <p>An outcome of Unknown because no answer came in time is corrected to Accepted or Refused if
 * the answer comes late, over the same bind.
 */
public final class SmppCarrier implements SmsCarrier {
  private static final Logger log = LoggerFactory.getLogger(SmppCarrier.class);

  private final SmppConfig config;
  private final RandomGenerator random;
  private final ScheduledExecutorService scheduler;
  private final BindAttempts attempts;
  private final MessageIds ids = new MessageIds(this::learned);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Dispatch dispatch;

  @GuardedBy("this")
  private @Nullable CarrierListener listener;

  @GuardedBy("this")
  private boolean closing;

  private volatile List<KeptBind> binds = List.of();
  private volatile Optional<OutbindDoor> door = Optional.empty();
  private volatile CarrierStatus status = new CarrierStatus(false, "not started");

  /**
   * Makes a carrier that does nothing yet, and that tries to bind as often as it alone may.
   *
   * @see #SmppCarrier(SmppConfig, RandomGenerator, ScheduledExecutorService, BindAttempts)
   */
  public SmppCarrier(
      SmppConfig config, RandomGenerator random, ScheduledExecutorService scheduler) {
    this(config, random, scheduler, new BindAttempts());
  }

  /**
   * Makes a carrier that does nothing yet.
   *
   * @param random gives the jitter between attempts; used by this carrier alone
   * @param scheduler runs short tasks that never block; many carriers may share it, and it outlives
   *     them
   * @param attempts limits those of all carriers that share it
   * @throws IllegalArgumentException if the configuration has problems, naming all of them
   */
  public SmppCarrier(
      SmppConfig config,
      RandomGenerator random,
      ScheduledExecutorService scheduler,
      BindAttempts attempts) {
    List<SmppConfig.Problem> problems = config.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("carrier " + config.id() + ": " + problems);
    }
    this.config = config;
    this.random = random;
    this.scheduler = scheduler;
    this.attempts = attempts;
    this.dispatch =
        new Dispatch(
            config,
            System::nanoTime,
            this::wake,
            (segment, outcome) -> startedListener().submissionEnded(segment.id(), outcome));
  }

  @Override
  public CarrierId id() {
    return config.id();
  }

  @Override
  public void start(CarrierListener listener) {
    List<KeptBind> made;
    synchronized (this) {
      if (this.listener != null) {
        throw new IllegalStateException("carrier " + config.id() + " was started before");
      }
      this.listener = listener;
      status = new CarrierStatus(false, "connecting to " + config.endpoint());
      LinkSetting setting = new LinkSetting(config, listener, ids, dispatch, scheduler);
      made = closing ? List.of() : binds(setting);
      binds = made;
      door = config.binds().outbind().map(place -> new OutbindDoor(setting, place));
    }
    door.ifPresent(OutbindDoor::open);
    made.forEach(KeptBind::connect);
  }

  private List<KeptBind> binds(LinkSetting setting) {
    List<BindRole> roles = config.binds().roles();
    List<KeptBind> made = new ArrayList<>();
    for (BindRole role : roles) {
      String number = roles.size() == 1 ? "" : "-" + (made.size() + 1);
      // Each bind has its own, since they wait on different threads.
      RandomGenerator jitter = new SplittableRandom(random.nextLong());
      Reconnect reconnect = new Reconnect(config.reconnect(), jitter);
      made.add(
          new KeptBind(setting, role, config.id() + number, reconnect, attempts, this::turned));
    }
    return List.copyOf(made);
  }

  @Override
  public void submit(Submission submission) {
    dispatch.submit(submission, status.detail());
  }

  @Override
  public void query(Query query) {
    dispatch.ask(query);
  }

  @Override
  public CarrierStatus status() {
    CarrierStatus now = status;
    if (!now.available()) {
      return now;
    }
    List<Link> transmitting = binds.stream().flatMap(bind -> bind.transmitting().stream()).toList();
    int inFlight = transmitting.stream().mapToInt(link -> link.window().inFlight()).sum();
    int waits = dispatch.waiting();
    String waiting = waits == 0 ? "" : ", " + waits + " waiting";
    int window = transmitting.size() * config.window();
    String receipts = ids.learned().map(words -> ", ids of receipts: " + words).orElse("");
    return new CarrierStatus(
        true, now.detail() + ", " + inFlight + " of " + window + " in flight" + waiting + receipts);
  }

  @Override
  public void close() {
    boolean first;
    synchronized (this) {
      first = !closing;
      closing = true;
    }
    if (!first) {
      awaitClosed();
      return;
    }
    binds.forEach(KeptBind::stopTrying);
    dispatch.close("closing");
    door.ifPresent(OutbindDoor::close);
    drain(binds);
    status = new CarrierStatus(false, "closed");
    closed.countDown();
  }

  /** All at once: each may wait for its SMSC as long as the timers allow. */
  private void drain(List<KeptBind> open) {
    List<Thread> others = new ArrayList<>();
    for (KeptBind bind : open.subList(Math.min(1, open.size()), open.size())) {
      Thread thread = new Thread(bind::drain, "smpp-" + config.id() + "-closing");
      thread.setDaemon(true);
      thread.start();
      others.add(thread);
    }
    open.stream().findFirst().ifPresent(KeptBind::drain);
    try {
      for (Thread other : others) {
        other.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where an SMSC may ask for a bind; 0 for nowhere. */
  int outbindPort() {
    return door.map(OutbindDoor::port).orElse(0);
  }

  private void wake(long nanos) {
    ScheduledFuture<?> unused =
        scheduler.schedule(() -> dispatch.wake(), nanos, TimeUnit.NANOSECONDS);
  }

  private void learned(String words) {
    log.info("carrier {}: ids of receipts: {}", config.id(), words);
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized CarrierListener startedListener() {
    if (listener == null) {
      throw new IllegalStateException("carrier " + config.id() + " is not started");
    }
    return listener;
  }

  /** Tells under the lock, so that the listener hears of all turns in order. */
  private synchronized void turned(KeptBind turned, String detail) {
    boolean available = binds.stream().anyMatch(bind -> bind.isUp() && bind.role().transmits());
    boolean was = status.available();
    status = new CarrierStatus(available, summary(detail));
    if (!available || !was) {
      startedListener().availabilityChanged(available, status.detail());
    }
  }

  /** {@code 2 of 3 binds up; …}, where there is more than one. */
  private String summary(String last) {
    if (binds.size() == 1) {
      return last;
    }
    String up =
        config.binds().mode() == Binds.Mode.TRANSCEIVER
            ? up(BindRole.TRANSCEIVER) + " binds up"
            : up(BindRole.TRANSMITTER)
                + " transmitters and "
                + up(BindRole.RECEIVER)
                + " receivers up";
    return up + "; " + last;
  }

  private String up(BindRole role) {
    List<KeptBind> those = binds.stream().filter(bind -> bind.role() == role).toList();
    return those.stream().filter(KeptBind::isUp).count() + " of " + those.size();
  }
}
