package org.coapsms.simulator.network;

import java.time.Duration;
import java.util.Optional;

/**
 * Describes how good or bad the network is while no fault is switched on.
 *
 * @param latency the one-way median; half of all messages are faster
 * @param jitter the sigma of the log-normal latency; 0 makes it constant
 * @param loss the probability that an SMS vanishes silently, for each SMS on its own
 * @param receiptLoss the probability that a report vanishes
 * @param receiptDelay from the fate of a message to its report
 * @param duplicate the probability that a delivered SMS arrives twice
 * @param retries when it is tried again to reach a phone that is off; without them, at the moment
 *     when it is switched on
 */
public record RadioConditions(
    Duration latency,
    double jitter,
    double loss,
    double receiptLoss,
    Duration receiptDelay,
    double duplicate,
    Optional<RetrySchedule> retries) {

  public RadioConditions {
    if (latency.isNegative() || receiptDelay.isNegative()) {
      throw new IllegalArgumentException("a delay cannot be negative");
    }
    if (!(jitter >= 0 && jitter <= MAX_JITTER)) {
      throw new IllegalArgumentException("jitter is a sigma from 0 to " + MAX_JITTER);
    }
    requireProbability("loss", loss);
    requireProbability("receiptLoss", receiptLoss);
    requireProbability("duplicate", duplicate);
  }

  /** Conditions without a retry schedule. */
  public RadioConditions(
      Duration latency,
      double jitter,
      double loss,
      double receiptLoss,
      Duration receiptDelay,
      double duplicate) {
    this(latency, jitter, loss, receiptLoss, receiptDelay, duplicate, Optional.empty());
  }

  /** Beyond this sigma one message in twenty takes more than a hundred times the median. */
  public static final double MAX_JITTER = 3;

  /** An undisturbed network as people measured it: 5 s one way, sigma 0.5, reports 4 s later. */
  public static RadioConditions defaults() {
    return new RadioConditions(Duration.ofSeconds(5), 0.5, 0, 0, Duration.ofSeconds(4), 0);
  }

  /** No delay and no loss: what is submitted arrives at once and in order. */
  public static RadioConditions ideal() {
    return new RadioConditions(Duration.ZERO, 0, 0, 0, Duration.ZERO, 0);
  }

  public RadioConditions withLatency(Duration median) {
    return new RadioConditions(median, jitter, loss, receiptLoss, receiptDelay, duplicate, retries);
  }

  public RadioConditions withJitter(double sigma) {
    return new RadioConditions(latency, sigma, loss, receiptLoss, receiptDelay, duplicate, retries);
  }

  public RadioConditions withLoss(double probability) {
    return new RadioConditions(
        latency, jitter, probability, receiptLoss, receiptDelay, duplicate, retries);
  }

  public RadioConditions withReceiptLoss(double probability) {
    return new RadioConditions(
        latency, jitter, loss, probability, receiptDelay, duplicate, retries);
  }

  public RadioConditions withReceiptDelay(Duration delay) {
    return new RadioConditions(latency, jitter, loss, receiptLoss, delay, duplicate, retries);
  }

  public RadioConditions withDuplicate(double probability) {
    return new RadioConditions(
        latency, jitter, loss, receiptLoss, receiptDelay, probability, retries);
  }

  public RadioConditions withRetries(RetrySchedule schedule) {
    return new RadioConditions(
        latency, jitter, loss, receiptLoss, receiptDelay, duplicate, Optional.of(schedule));
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is a probability from 0 to 1, not " + value);
    }
  }
}
