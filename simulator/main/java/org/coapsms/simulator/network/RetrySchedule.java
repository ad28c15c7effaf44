package org.coapsms.simulator.network;

import java.time.Duration;

/**
 * Says when the network tries again to reach a phone that it did not reach.
 *
 * @param first after the first attempt
 * @param second after the second attempt; each later wait is twice the one before
 * @param longest what no wait exceeds
 */
public record RetrySchedule(Duration first, Duration second, Duration longest) {
  /** What the RestComm service centre does out of the box. */
  public static final RetrySchedule USUAL =
      new RetrySchedule(Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofDays(1));

  private static final int MAX_DOUBLINGS = 30;

  public RetrySchedule {
    if (first.isNegative() || first.isZero() || second.isNegative() || second.isZero()) {
      throw new IllegalArgumentException("a retry waits for more than 0");
    }
  }

  /** How long to wait after so many attempts that failed. */
  Duration afterFailures(int failures) {
    if (failures <= 1) {
      return first;
    }
    long doubled = 1L << Math.min(failures - 2, MAX_DOUBLINGS);
    Duration wait = second.multipliedBy(doubled);
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
