package org.coapsms.simulator.modem;

import java.time.Duration;
import java.util.Optional;

/**
 * Says how one modem differs from others of its profile. Immutable.
 *
 * @param pin what the SIM asks for after power-on
 * @param baud the only speed at which it listens and talks, its octets taking their time; without
 *     it, any speed, and octets take no time
 * @param answerDelay how long a command takes, besides what the profile says of its parts
 * @param jitter sigma of the log-normal distribution of all its delays, 0 for constant ones
 */
public record ModemOptions(
    Optional<String> pin, Optional<Integer> baud, Duration answerDelay, double jitter) {
  public ModemOptions {
    if (baud.isPresent() && (baud.get() < 50 || baud.get() > 4_000_000)) {
      throw new IllegalArgumentException("no speed of a serial line: " + baud.get());
    }
    if (answerDelay.isNegative()) {
      throw new IllegalArgumentException("delay cannot be negative");
    }
    if (!(jitter >= 0 && jitter <= 2)) {
      throw new IllegalArgumentException("jitter is from 0 to 2, not " + jitter);
    }
  }

  /** No PIN, no speed, no delays but the profile's. */
  public static ModemOptions usual() {
    return new ModemOptions(Optional.empty(), Optional.empty(), Duration.ZERO, 0);
  }

  public ModemOptions withPin(String value) {
    return new ModemOptions(Optional.of(value), baud, answerDelay, jitter);
  }

  public ModemOptions withBaud(int value) {
    return new ModemOptions(pin, Optional.of(value), answerDelay, jitter);
  }

  public ModemOptions withAnswerDelay(Duration value) {
    return new ModemOptions(pin, baud, value, jitter);
  }

  public ModemOptions withJitter(double sigma) {
    return new ModemOptions(pin, baud, answerDelay, sigma);
  }
}
