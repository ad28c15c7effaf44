package org.coapsms.simulator.smsc;

import java.time.Duration;

/**
 * Says when an account's delivery receipts leave and how true they are.
 *
 * @param delay from the network's report to the receipt
 * @param disorder the probability that a receipt leaves only after the next one
 * @param lies the probability that a receipt tells the opposite of what happened
 */
public record ReceiptHabits(Duration delay, double disorder, double lies) {
  public static final ReceiptHabits HONEST = new ReceiptHabits(Duration.ZERO, 0, 0);

  public ReceiptHabits {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay cannot be negative");
    }
    if (!(disorder >= 0 && disorder <= 1) || !(lies >= 0 && lies <= 1)) {
      throw new IllegalArgumentException("disorder and lies are probabilities from 0 to 1");
    }
  }

  public ReceiptHabits withDelay(Duration delay) {
    return new ReceiptHabits(delay, disorder, lies);
  }

  public ReceiptHabits withDisorder(double disorder) {
    return new ReceiptHabits(delay, disorder, lies);
  }

  public ReceiptHabits withLies(double lies) {
    return new ReceiptHabits(delay, disorder, lies);
  }
}
