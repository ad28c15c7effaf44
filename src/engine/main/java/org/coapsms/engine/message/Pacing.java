package org.coapsms.engine.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Limits how fast a carrier is fed: a token bucket whose rate halves when the carrier says it is
 * busy and grows again with every segment that it takes (additive increase, multiplicative
 * decrease). Not thread-safe.
 */
public final class Pacing {
  /** The rate never falls below one segment in ten seconds. */
  static final double FLOOR = 0.1;

  /** How long nothing leaves after a busy carrier's answer. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final double NANOS = 1e9;

  /** From here on SMPP 5.0's congestion_state means "nearing congestion" or more, §4.8.4.18. */
  static final int CONGESTED = 90;

  private final Optional<Double> contract;
  private Optional<Double> rate;
  private double tokens;
  private Instant refilled = Instant.MIN;
  private Instant resume = Instant.MIN;
  private Instant second = Instant.MIN;
  private int thisSecond;
  private int lastSecond;
  private boolean congested;

  /** Keeps a contractual rate in segments a second; absent: no limit until the carrier objects. */
  public Pacing(Optional<Double> contract) {
    this.contract = contract;
    this.rate = contract;
    this.tokens = burst();
  }

  /** The rate in force, in segments a second; empty if there is no limit. */
  public Optional<Double> rate() {
    return rate;
  }

  /** When the next segment may leave; not after now if it may leave at once. */
  Instant next(Instant now) {
    refill(now);
    if (resume.isAfter(now)) {
      return resume;
    }
    if (rate.isEmpty() || tokens >= 1) {
      return now;
    }
    return now.plusNanos((long) Math.ceil((1 - tokens) / rate.get() * NANOS));
  }

  void left(Instant now) {
    refill(now);
    tokens -= 1;
    if (!now.isBefore(second.equals(Instant.MIN) ? now : second.plusSeconds(1))) {
      lastSecond = second.equals(Instant.MIN) ? 0 : thisSecond;
      thisSecond = 0;
      second = now;
    }
    thisSecond++;
  }

  void accepted() {
    if (rate.isEmpty() || congested) {
      return;
    }
    double grown = rate.get() + Math.max(0.05, ceiling() * 0.05) / Math.max(1, rate.get());
    rate = grown < ceiling() ? Optional.of(grown) : contract;
  }

  /** The network said how busy it is, 0 to 100; until it says better, the rate does not grow. */
  void congested(Instant now, int level) {
    congested = level >= CONGESTED;
    if (congested) {
      throttled(now);
    }
  }

  /** The carrier said that it is busy. */
  void throttled(Instant now) {
    if (resume.isAfter(now)) {
      // Said of what left before the carrier was slowed down.
      return;
    }
    refill(now);
    double before = rate.orElseGet(() -> (double) Math.max(thisSecond, lastSecond));
    rate = Optional.of(Math.max(FLOOR, before / 2));
    tokens = Math.min(tokens, burst());
    resume = now.plus(PAUSE);
  }

  private double ceiling() {
    return contract.orElse(1000.0);
  }

  private double burst() {
    return rate.map(r -> Math.max(1, r)).orElse(1.0);
  }

  private void refill(Instant now) {
    if (refilled.equals(Instant.MIN)) {
      refilled = now;
    }
    double seconds = Duration.between(refilled, now).toNanos() / NANOS;
    if (seconds > 0) {
      tokens = Math.min(burst(), tokens + seconds * rate.orElse(0.0));
      refilled = now;
    }
  }
}
