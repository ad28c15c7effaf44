package org.coapsms.carrier.smpp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides how long to wait before the next attempt: exponential with jitter, so that many bridges
 * do not return to a restarted SMSC in step. Not thread-safe.
 */
final class Reconnect {
  /** Where somebody must help first, waits grow to so many times the longest usual one. */
  private static final int RARER = 10;

  /** Which part of the longest wait is the steady one while the SMSC holds us for bound. */
  private static final int STEADY_PART = 8;

  private final SmppConfig.BackOff backOff;
  private final RandomGenerator random;
  private Duration step;

  Reconnect(SmppConfig.BackOff backOff, RandomGenerator random) {
    this.backOff = backOff;
    this.random = random;
    this.step = backOff.min();
  }

  /**
   * The wait after a link ended: between half of the current step and all of it.
   *
   * @param bound how long it was bound, zero if never. A bind that outlived the step was healthy,
   *     and the next attempt starts from the shortest step; one that is lost at once does not.
   */
  Duration after(LinkEnd end, Duration bound) {
    switch (end.kind()) {
      case CREDENTIALS, UNTRUSTED -> step = max(step, backOff.max());
      case ALREADY_BOUND -> {
        // Steadily: the old link goes when the SMSC notices, whatever we do.
        Duration steady = max(backOff.min(), backOff.max().dividedBy(STEADY_PART));
        return jittered(steady);
      }
      case NETWORK, BIND_REFUSED, CLOSED -> {
        if (bound.compareTo(step) > 0) {
          step = backOff.min();
        }
        step = min(step, backOff.max());
      }
    }
    Duration wait = jittered(step);
    Duration longest = end.needsAttention() ? backOff.max().multipliedBy(RARER) : backOff.max();
    step = min(step.multipliedBy(2), longest);
    return wait;
  }

  /** Between half and all of it. */
  private Duration jittered(Duration most) {
    long millis = most.toMillis();
    return Duration.ofMillis(millis - (long) (random.nextDouble() * millis / 2));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
