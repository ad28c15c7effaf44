package org.coapsms.simulator.network;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.Address;

/**
 * Says how often and how long a fault strikes once it is switched on.
 *
 * @param probability of striking at each occasion
 * @param count strikes after which it switches itself off; without it, unlimited
 * @param lasting time after which it switches itself off; without it, never
 * @param delay how late a delaying fault makes things; without it, that fault's own choice
 * @param only the digits of the one number that it strikes, where a fault is of a terminal; without
 *     it, all of them
 * @param every at one of how many occasions it strikes, where a fault counts them; without it, that
 *     fault's own choice
 */
public record FaultSetting(
    double probability,
    Optional<Long> count,
    Optional<Duration> lasting,
    Optional<Duration> delay,
    Optional<String> only,
    Optional<Long> every) {

  public FaultSetting {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability is from 0 to 1, not " + probability);
    }
    if (count.isPresent() && count.get() < 1) {
      throw new IllegalArgumentException("count is at least 1, not " + count.get());
    }
    if (lasting.isPresent() && (lasting.get().isNegative() || lasting.get().isZero())) {
      throw new IllegalArgumentException("seconds are more than 0");
    }
    if (delay.isPresent() && delay.get().isNegative()) {
      throw new IllegalArgumentException("delay cannot be negative");
    }
    if (every.isPresent() && every.get() < 1) {
      throw new IllegalArgumentException("every is at least 1, not " + every.get());
    }
  }

  /** Strikes at every occasion until it is switched off. */
  public static FaultSetting always() {
    return withProbability(1);
  }

  public static FaultSetting withProbability(double probability) {
    return new FaultSetting(
        probability,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Strikes at the next {@code count} occasions. */
  public static FaultSetting next(long count) {
    return new FaultSetting(
        1,
        Optional.of(count),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public FaultSetting lasting(Duration time) {
    return new FaultSetting(probability, count, Optional.of(time), delay, only, every);
  }

  public FaultSetting delaying(Duration time) {
    return new FaultSetting(probability, count, lasting, Optional.of(time), only, every);
  }

  /** Strikes one terminal and spares the others. */
  public FaultSetting onlyAt(Address number) {
    return new FaultSetting(probability, count, lasting, delay, Optional.of(number.value()), every);
  }

  /** Strikes at one of so many occasions, where the fault counts them. */
  public FaultSetting atEvery(long occasions) {
    return new FaultSetting(probability, count, lasting, delay, only, Optional.of(occasions));
  }

  boolean concerns(String number) {
    return only.isEmpty() || only.get().equals(number);
  }
}
