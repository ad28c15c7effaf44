package org.coapsms.simulator.phone;

import java.time.Duration;
import java.time.Instant;

/** Compares ages with lifetimes that may be longer than an Instant can be moved. */
final class Ages {
  private Ages() {}

  /** Whether what began then has lived for the whole lifetime. */
  static boolean isOver(Instant now, Instant began, Duration lifetime) {
    return Duration.between(began, now).compareTo(lifetime) >= 0;
  }
}
