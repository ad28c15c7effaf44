package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.coapsms.codec.Bytes;
import org.coapsms.modem.profile.Serial;

/**
 * Carries octets between TE and modem at the modem's speed, and spoils them where a fault of the
 * line strikes. Not thread-safe; owned by the network's thread.
 */
final class Wire {
  /** Start bit, eight data bits, stop bit. */
  private static final int BITS_PER_OCTET = 10;

  private static final int SLOW_BAUD = 9600;

  /** What a UART takes in while its modem is not looking. */
  private static final int FIFO = 32;

  private final Serial serial;
  private final Optional<Integer> baud;
  private final Mischief mischief;
  private final Outside outside;
  private final Pace toModem;
  private final Pace toTe;
  private Instant lastTyped = Instant.MAX;

  /** What is at the ends of the wire. */
  interface Outside {
    /** Gives octets to the TE. */
    void write(Bytes octets);

    /** The speed that the TE has set; empty on a line without speeds. */
    OptionalInt speed();

    /** Stops or goes on taking octets from the TE. */
    void holdBack(boolean held);

    /** Takes the line away and offers it again after a while. */
    void hangUp(Instant now, Duration time);
  }

  /**
   * Makes a wire.
   *
   * @param serial how the modem's port behaves
   * @param at does something at a time
   * @param modem takes what the TE has typed
   */
  Wire(
      Serial serial,
      Optional<Integer> baud,
      Mischief mischief,
      Outside outside,
      BiConsumer<Instant, Consumer<Instant>> at,
      BiConsumer<Instant, Bytes> modem) {
    this.serial = serial;
    this.baud = baud;
    this.mischief = mischief;
    this.outside = outside;
    this.toModem = new Pace(at, modem);
    this.toTe = new Pace(at, (now, octets) -> outside.write(octets));
  }

  void opened() {
    lastTyped = Instant.MAX;
  }

  /** Lets the modem take nothing for a while. */
  void stopReading(Instant until) {
    toModem.pauseUntil(until);
  }

  void fromTe(Instant now, Bytes octets) {
    Bytes heard = octets;
    if (isGarbled(now)) {
      heard = garbled(heard);
    }
    if (heard.size() > FIFO && mischief.strikes(now, ModemFault.DROP_CHARACTERS)) {
      heard = heard.slice(0, FIFO).plus(heard.slice(FIFO + 1, heard.size()));
    }
    int lost = Math.min(lostAsleep(now), heard.size());
    lastTyped = now;
    toModem.send(now, heard.slice(lost, heard.size()), octetTime());
  }

  /** How many octets it takes to wake the modem. */
  private int lostAsleep(Instant now) {
    if (!lastTyped.isBefore(now)) {
      return 0;
    }
    Duration silence = Duration.between(lastTyped, now);
    if (serial.sleepsAfter().filter(after -> after.compareTo(silence) <= 0).isPresent()) {
      return serial.losesAsleep();
    }
    return mischief.strikesAfter(silence, now, ModemFault.SLEEP) ? 1 : 0;
  }

  /** Gives octets to the TE, each after a pause, or after the time that it takes anyway. */
  void toTe(Instant now, Bytes octets, Duration pause) {
    Duration each = octetTime().compareTo(pause) > 0 ? octetTime() : pause;
    toTe.send(now, isGarbled(now) ? garbled(octets) : octets, each);
  }

  private Duration octetTime() {
    return baud.map(bits -> Duration.ofSeconds(BITS_PER_OCTET).dividedBy(bits))
        .orElse(Duration.ZERO);
  }

  private boolean isGarbled(Instant now) {
    OptionalInt spoken = outside.speed();
    if (mischief.strikes(now, ModemFault.WRONG_BAUD)) {
      return spoken.isEmpty() || spoken.getAsInt() != SLOW_BAUD;
    }
    return baud.isPresent() && spoken.isPresent() && spoken.getAsInt() != baud.get();
  }

  /** Bits that are sampled at the wrong places: never a letter. */
  private static Bytes garbled(Bytes octets) {
    byte[] wrong = octets.toArray();
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = (byte) (wrong[i] * 5 | 0x80);
    }
    return Bytes.copyOf(wrong);
  }
}
