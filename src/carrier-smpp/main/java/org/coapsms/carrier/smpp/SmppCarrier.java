package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.runtime.CarrierStatus;
import org.coapsms.runtime.SmsCarrier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries segments over one transceiver bind to an SMSC, and binds again for ever when it is lost.
 * Thread-safe.
 *
 * <p>An outcome of Unknown because no answer came in time is corrected to Accepted or Refused if
 * the answer comes late, over the same bind.
 */
public final class SmppCarrier implements SmsCarrier {
  private static final Logger log = LoggerFactory.getLogger(SmppCarrier.class);

  private final SmppConfig config;
  private final ScheduledExecutorService scheduler;
  private final CountDownLatch closed = new CountDownLatch(1);

  private final Link.Owner turns =
      new Link.Owner() {
        @Override
        public void bound(Link link, String detail) {
          SmppCarrier.this.bound(link, detail);
        }

        @Override
        public void ended(Link link, LinkEnd end, Duration bound) {
          SmppCarrier.this.ended(link, end, bound);
        }
      };

  @GuardedBy("this")
  private final Reconnect reconnect;

  @GuardedBy("this")
  private @Nullable CarrierListener listener;

  @GuardedBy("this")
  private @Nullable ScheduledFuture<?> nextAttempt;

  @GuardedBy("this")
  private boolean closing;

  private volatile @Nullable Link link;
  private volatile CarrierStatus status = new CarrierStatus(false, "not started");

  /**
   * Makes a carrier that does nothing yet.
   *
   * @param random gives the jitter between attempts; used by this carrier alone
   * @param scheduler runs short tasks that never block; many carriers may share it, and it outlives
   *     them
   * @throws IllegalArgumentException if the configuration has problems, naming all of them
   */
  public SmppCarrier(
      SmppConfig config, RandomGenerator random, ScheduledExecutorService scheduler) {
    List<SmppConfig.Problem> problems = config.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("carrier " + config.id() + ": " + problems);
    }
    this.config = config;
    this.scheduler = scheduler;
    this.reconnect = new Reconnect(config.reconnect(), random);
  }

  @Override
  public CarrierId id() {
    return config.id();
  }

  @Override
  public synchronized void start(CarrierListener listener) {
    if (this.listener != null) {
      throw new IllegalStateException("carrier " + config.id() + " was started before");
    }
    this.listener = listener;
    status = new CarrierStatus(false, "connecting to " + config.endpoint());
    connect();
  }

  @Override
  public void submit(Submission submission) {
    Link current = link;
    if (current != null) {
      current.submit(submission);
      return;
    }
    CarrierListener told = startedListener();
    told.submissionEnded(submission.id(), new Refused(Cause.LOCAL, status.detail()));
  }

  @Override
  public CarrierStatus status() {
    CarrierStatus now = status;
    Link current = link;
    if (!now.available() || current == null) {
      return now;
    }
    String load = ", " + current.inFlight() + " of " + config.window() + " in flight";
    return new CarrierStatus(true, now.detail() + load);
  }

  @Override
  public void close() {
    Link last;
    boolean first;
    synchronized (this) {
      first = !closing;
      closing = true;
      last = link;
      if (nextAttempt != null) {
        nextAttempt.cancel(false);
      }
    }
    if (!first) {
      awaitClosed();
      return;
    }
    if (last != null) {
      last.drain();
    }
    status = new CarrierStatus(false, "closed");
    closed.countDown();
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

  private synchronized void connect() {
    if (!closing) {
      Link next = new Link(config, startedListener(), turns, scheduler);
      link = next;
      next.start();
    }
  }

  // Both turns are told under the lock, so that the listener hears them in order.

  private synchronized void bound(Link bound, String detail) {
    if (link == bound) {
      log.info("carrier {}: {}", config.id(), detail);
      tell(true, detail);
    }
  }

  private synchronized void ended(Link ended, LinkEnd end, Duration bound) {
    if (link != ended) {
      return;
    }
    link = null;
    if (closing) {
      tell(false, "closed");
      return;
    }
    Duration wait = reconnect.after(end, bound);
    String detail = end.reason() + "; next attempt in " + inSeconds(wait);
    if (end.needsAttention()) {
      log.warn("carrier {}: cannot work until somebody helps: {}", config.id(), detail);
    } else {
      log.info("carrier {}: {}", config.id(), detail);
    }
    tell(false, detail);
    nextAttempt = scheduler.schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  @GuardedBy("this")
  private void tell(boolean available, String detail) {
    status = new CarrierStatus(available, detail);
    startedListener().availabilityChanged(available, detail);
  }

  private static String inSeconds(Duration wait) {
    return wait.toMillis() / 1000.0 + " s";
  }
}
