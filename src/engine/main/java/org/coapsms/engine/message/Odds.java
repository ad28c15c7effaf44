package org.coapsms.engine.message;

/**
 * Estimates how often something is lost. Expects almost nothing until it has happened, so that a
 * network that loses nothing is waited for. Not thread-safe.
 */
final class Odds {
  private static final double EXPECTED_LOST = 0.002;
  private static final double EXPECTED_IN_ALL = 20;
  private static final double MOST = 1000;

  private double lost;
  private double all;

  void arrived() {
    fade();
    all++;
  }

  void lost() {
    fade();
    all++;
    lost++;
  }

  /** What had been taken for lost came after all. */
  void cameAfterAll() {
    lost = Math.max(0, lost - 1);
  }

  double ofLoss() {
    return (lost + EXPECTED_LOST) / (all + EXPECTED_IN_ALL);
  }

  /** The same from what two of them have seen. */
  double ofLossWith(Odds other) {
    return (lost + other.lost + EXPECTED_LOST) / (all + other.all + EXPECTED_IN_ALL);
  }

  private void fade() {
    if (all >= MOST) {
      lost *= (MOST - 1) / MOST;
      all = MOST - 1;
    }
  }
}
