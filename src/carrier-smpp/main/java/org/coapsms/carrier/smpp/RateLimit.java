package org.coapsms.carrier.smpp;

import java.time.Duration;
import java.util.Optional;

/**
 * Spaces what one bind may send evenly, as its contract counts it. What a late timer left unused
 * may be made up for, a little; what a quiet hour left unused may not. Not thread-safe; the
 * window's.
 */
final class RateLimit {
  /** Timers are late by milliseconds; without this, each time they are would lower the rate. */
  private static final long ARREARS = Duration.ofMillis(20).toNanos();

  /** Nanoseconds for each message; 0 sets no limit. */
  private final long interval;

  /** When the next one is due. */
  private long next;

  /** Limits to so many a second from now on; empty sets no limit. */
  RateLimit(Optional<Double> perSecond, long nanoTime) {
    this.interval =
        perSecond.map(rate -> (long) (Duration.ofSeconds(1).toNanos() / rate)).orElse(0L);
    this.next = nanoTime;
  }

  /** How long nothing may leave; 0 if something may now. */
  long waits(long nanoTime) {
    return interval == 0 ? 0 : Math.max(0, next - nanoTime);
  }

  /** How many may leave now together. */
  int available(long nanoTime) {
    if (interval == 0) {
      return Integer.MAX_VALUE;
    }
    long arrears = Math.min(ARREARS, nanoTime - next);
    return arrears < 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, arrears / interval + 1);
  }

  /** Counts what leaves now. */
  void take(long nanoTime, int messages) {
    long earliest = nanoTime - ARREARS;
    long from = next - earliest < 0 ? earliest : next;
    next = from + interval * messages;
  }
}
