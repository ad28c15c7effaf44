package org.coapsms.codec.tpdu;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.Bytes;

/** Says how long the service centre keeps trying: TP-VP in its formats, TS 23.040 §9.2.3.12. */
public sealed interface ValidityPeriod {

  /** The service centre's own default applies. */
  static ValidityPeriod none() {
    return new None();
  }

  /** TP-VPF, the two bits in the first octet that say which format follows. */
  int format();

  /** The octets behind TP-DCS. */
  Bytes encode();

  /** How long, counted from submission; empty where the format does not say. */
  Optional<Duration> duration();

  /** Leaves validity to the service centre. */
  record None() implements ValidityPeriod {
    @Override
    public int format() {
      return 0b00;
    }

    @Override
    public Bytes encode() {
      return Bytes.EMPTY;
    }

    @Override
    public Optional<Duration> duration() {
      return Optional.empty();
    }
  }

  /**
   * States a duration in one octet, ever coarser: minutes by five, half hours, days, weeks.
   *
   * @param value 0 (five minutes) to 255 (63 weeks)
   */
  record Relative(int value) implements ValidityPeriod {
    private static final int LONGEST = 255;

    public Relative {
      if (value < 0 || value > LONGEST) {
        throw new IllegalArgumentException("TP-VP is one octet: " + value);
      }
    }

    /**
     * The longest expressible period that is not longer than {@code limit}; five minutes where even
     * that is too long, 63 weeks where the limit is longer.
     */
    public static Relative atMost(Duration limit) {
      int value = LONGEST;
      while (value > 0 && lasting(value).compareTo(limit) > 0) {
        value--;
      }
      return new Relative(value);
    }

    @Override
    public int format() {
      return 0b10;
    }

    @Override
    public Bytes encode() {
      return Bytes.of(value);
    }

    @Override
    public Optional<Duration> duration() {
      return Optional.of(lasting(value));
    }

    static Duration lasting(int value) {
      if (value <= 143) {
        return Duration.ofMinutes((value + 1) * 5L);
      }
      if (value <= 167) {
        return Duration.ofHours(12).plusMinutes((value - 143) * 30L);
      }
      return Duration.ofDays(value <= 196 ? value - 166L : (value - 192L) * 7);
    }
  }

  /** States the moment at which validity ends. */
  record Absolute(ServiceCentreTime end) implements ValidityPeriod {
    @Override
    public int format() {
      return 0b11;
    }

    @Override
    public Bytes encode() {
      return end.octets();
    }

    @Override
    public Optional<Duration> duration() {
      return Optional.empty();
    }
  }

  /**
   * States a period in the enhanced format, TS 23.040 §9.2.3.12.3. What the clause reserves is kept
   * as it came.
   *
   * <pre>
   *   | extension 0x80, single shot 0x40, format 0x07 | up to six octets of it, the rest zero |
   * </pre>
   *
   * @param octets all seven
   */
  record Enhanced(Bytes octets) implements ValidityPeriod {
    private static final int EXTENSION = 0x80;
    private static final int SINGLE_SHOT = 0x40;

    public Enhanced {
      if (octets.size() != 7) {
        throw new IllegalArgumentException("the enhanced format has seven octets: " + octets);
      }
    }

    /** A period of 1 to 255 seconds. */
    public static Enhanced ofSeconds(int seconds, boolean singleShot) {
      if (seconds < 1 || seconds > 0xFF) {
        throw new IllegalArgumentException("1 to 255 seconds: " + seconds);
      }
      return new Enhanced(Bytes.of(singleShot ? SINGLE_SHOT | 2 : 2, seconds, 0, 0, 0, 0, 0));
    }

    /** Whether the service centre tries once only. */
    public boolean singleShot() {
      return (octets.at(0) & SINGLE_SHOT) != 0;
    }

    @Override
    public int format() {
      return 0b01;
    }

    @Override
    public Bytes encode() {
      return octets;
    }

    /** The period, if it stands right behind the first octet in a format that is defined. */
    @Override
    public Optional<Duration> duration() {
      if ((octets.at(0) & EXTENSION) != 0) {
        return Optional.empty();
      }
      return switch (octets.at(0) & 0x07) {
        case 1 -> Optional.of(Relative.lasting(octets.at(1)));
        case 2 -> Optional.of(Duration.ofSeconds(octets.at(1)));
        case 3 -> clock();
        default -> Optional.empty();
      };
    }

    private Optional<Duration> clock() {
      int hours = ServiceCentreTime.digits(octets.at(1));
      int minutes = ServiceCentreTime.digits(octets.at(2));
      int seconds = ServiceCentreTime.digits(octets.at(3));
      if (hours < 0 || minutes < 0 || seconds < 0) {
        return Optional.empty();
      }
      return Optional.of(Duration.ofHours(hours).plusMinutes(minutes).plusSeconds(seconds));
    }
  }
}
