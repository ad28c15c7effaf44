package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import org.coapsms.codec.smpp.CommandStatus;

/** Counts what a customer has used of its limits. Owned by the network's thread. */
final class Allowance {
  private static final int FULL = 100;

  private final Limits limits;
  private final double burst;
  private double left;
  private Instant counted = Instant.MIN;
  private int underWay;

  Allowance(Limits limits) {
    this.limits = limits;
    this.burst = Math.max(1, limits.rate());
    this.left = burst;
  }

  /** Uses up one submission, if the limits allow it. */
  void take(Instant now, int unanswered) throws Refused {
    refill(now);
    if (unanswered >= limits.window() || left < 1) {
      throw new Refused(CommandStatus.ESME_RTHROTTLED, "more than the customer may submit");
    }
    if (underWay >= limits.queue()) {
      throw new Refused(CommandStatus.ESME_RMSGQFUL, underWay + " messages are under way");
    }
    left -= limits.hasRate() ? 1 : 0;
  }

  void entered() {
    underWay++;
  }

  void left() {
    underWay--;
  }

  /** SMPP 5.0 §4.8.4.18, congestion_state: from 0, idle, to 100, congested. */
  int congestion(Instant now) {
    refill(now);
    double rate = limits.hasRate() ? 1 - left / burst : 0;
    double queue = limits.hasQueue() ? (double) underWay / limits.queue() : 0;
    return (int) Math.min(FULL, Math.round(FULL * Math.max(rate, queue)));
  }

  private void refill(Instant now) {
    if (!limits.hasRate()) {
      return;
    }
    if (counted.equals(Instant.MIN)) {
      counted = now;
    }
    double seconds = Duration.between(counted, now).toNanos() / 1e9;
    left = Math.min(burst, left + seconds * limits.rate());
    counted = now;
  }
}
