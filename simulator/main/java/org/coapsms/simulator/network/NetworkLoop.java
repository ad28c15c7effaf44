package org.coapsms.simulator.network;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link MobileNetwork} in real time: one daemon thread owns the network and all that is
 * attached to it. Thread-safe.
 */
public final class NetworkLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkLoop.class);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final MobileNetwork network;
  private final InstantSource clock;
  private final LinkedBlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Starts the thread at once. */
  public NetworkLoop(MobileNetwork network) {
    this(network, new SteadyClock());
  }

  public NetworkLoop(MobileNetwork network, InstantSource clock) {
    this.network = network;
    this.clock = clock;
    this.thread = new Thread(this::loop, "mobile-network");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** The network; to be touched only by what {@link #run} and {@link #call} run. */
  public MobileNetwork network() {
    return network;
  }

  /** Has the loop's thread do something soon. Without effect once the loop is closed. */
  public void run(Consumer<Instant> task) {
    tasks.add(new Task<>(now -> run(task, now), new CompletableFuture<>()));
  }

  /** As {@link #run}, with a result; it fails if the task fails or the loop is closed first. */
  public <T> CompletableFuture<T> call(Function<Instant, T> task) {
    Task<T> waiting = new Task<>(task, new CompletableFuture<>());
    tasks.add(waiting);
    if (closed) {
      waiting.abandon();
    }
    return waiting.result();
  }

  /** Stops the thread and waits for it, unless the thread itself closes. */
  @Override
  public void close() {
    closed = true;
    run(now -> {}); // wakes the thread
    if (Thread.currentThread() != thread) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void loop() {
    try {
      while (!closed) {
        step(nextTask());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      for (Task<?> left = tasks.poll(); left != null; left = tasks.poll()) {
        left.abandon();
      }
    }
  }

  private void step(@Nullable Task<?> task) {
    try {
      Instant now = clock.instant();
      network.handleTimeout(now);
      if (task != null) {
        task.perform(now);
        network.handleTimeout(now);
      }
    } catch (RuntimeException e) {
      // One broken terminal or resource must not stop everybody's network.
      LOG.error("the simulated network failed at one event", e);
    }
  }

  private @Nullable Task<?> nextTask() throws InterruptedException {
    Task<?> waiting = tasks.poll();
    if (waiting != null) {
      return waiting;
    }
    Instant next = network.nextTimeout().orElse(null);
    if (next == null) {
      return tasks.take();
    }
    Duration left = Duration.between(clock.instant(), next);
    // Bounded, because a Duration of centuries has more nanoseconds than a long.
    long nanos = left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT.toNanos() : left.toNanos();
    return nanos <= 0 ? null : tasks.poll(nanos, TimeUnit.NANOSECONDS);
  }

  private static boolean run(Consumer<Instant> task, Instant now) {
    try {
      task.accept(now);
      return true;
    } catch (RuntimeException e) {
      LOG.error("a task failed in the simulated network", e);
      return false;
    }
  }

  private record Task<T>(Function<Instant, T> work, CompletableFuture<T> result) {
    void perform(Instant now) {
      try {
        result.complete(work.apply(now));
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }

    void abandon() {
      result.completeExceptionally(new IllegalStateException("the network loop is closed"));
    }
  }

  /** Starts with the time of day and then never jumps. */
  private static final class SteadyClock implements InstantSource {
    private final Instant start = InstantSource.system().instant();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
      return start.plusNanos(System.nanoTime() - startNanos);
    }
  }
}
