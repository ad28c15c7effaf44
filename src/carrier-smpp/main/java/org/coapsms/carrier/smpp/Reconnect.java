package org.coapsms.carrier.smpp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides how long to wait before the next attempt: exponential with jitter, so that many bridges
 * do not return to a restarted SMSC in step. Not thread-safe.
 */
final class Reconnect {
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
    if (end.needsAttention()) {
      step = backOff.max();
    } else if (bound.compareTo(step) > 0) {
      step = backOff.min();
    }
    long millis = step.toMillis();
    Duration wait = Duration.ofMillis(millis - (long) (random.nextDouble() * millis / 2));
    Duration doubled = step.multipliedBy(2);
    step = doubled.compareTo(backOff.max()) > 0 ? backOff.max() : doubled;
    return wait;
  }
}
