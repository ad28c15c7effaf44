package org.coapsms.engine.message;

import java.time.Duration;

/**
 * Fits a log-normal distribution to durations, as measurements of SMS delays suggest (Hung, Lin,
 * Lu, Peng: IEEE TWC 3(6), 2004). While it has seen little it expects a wider spread than it saw.
 * Old durations fade. Not thread-safe.
 */
final class LogNormal {
  /** The spread that is expected before anything has been seen, and how many samples it weighs. */
  private static final double USUAL_SPREAD = 0.6;

  private static final double USUAL_WEIGHT = 4;

  /** Beyond so many, an old sample counts less with every new one. */
  private static final double MOST = 1000;

  private static final double NANOS = 1e9;
  private static final double LEAST_SECONDS = 0.1;

  private double count;
  private double mean;
  private double squares;

  void add(Duration sample) {
    double x = Math.log(Math.max(LEAST_SECONDS, sample.toNanos() / NANOS));
    if (count >= MOST) {
      squares *= (MOST - 1) / MOST;
      count = MOST - 1;
    }
    count++;
    double before = x - mean;
    mean += before / count;
    squares += before * (x - mean);
  }

  int count() {
    return (int) count;
  }

  /** What all but {@code tail} of the durations keep; half of them for 0.5. */
  Duration quantile(double tail) {
    double seconds = Math.exp(mean + deviations(tail) * spread());
    return Duration.ofNanos((long) (Math.min(seconds, Long.MAX_VALUE / NANOS / 2) * NANOS));
  }

  private double spread() {
    double seen =
        Math.sqrt(
            (USUAL_WEIGHT * USUAL_SPREAD * USUAL_SPREAD + squares) / (USUAL_WEIGHT + count - 1));
    return seen * Math.sqrt(1 + 1 / count) * (1 + 1 / Math.sqrt(2 * count));
  }

  /** The inverse of the normal distribution's upper tail; Abramowitz and Stegun, 26.2.23. */
  private static double deviations(double tail) {
    if (tail > 0.5) {
      return -deviations(1 - tail);
    }
    double t = Math.sqrt(-2 * Math.log(tail));
    return t
        - (2.515517 + t * (0.802853 + t * 0.010328))
            / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  }
}
