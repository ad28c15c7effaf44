package org.coapsms.codec.smpp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Holds a time as SMPP writes it: {@code YYMMDDhhmmsstnnp} (SMPP 3.4 §7.1.1). */
public sealed interface SmppTime {
  /** Characters of a written time; a field that holds none is empty. */
  int LENGTH = 16;

  /** Names a moment. The year is 2000 to 2099, the fraction a tenth of a second. */
  record Absolute(OffsetDateTime time) implements SmppTime {
    private static final int NANOS_PER_TENTH = 100_000_000;

    public Absolute {
      if (time.getYear() < 2000 || time.getYear() > 2099) {
        throw new IllegalArgumentException("the year has two digits: " + time);
      }
    }

    @Override
    public Instant from(Instant now) {
      return time.toInstant();
    }

    /** The written form; a zone that is no multiple of a quarter of an hour becomes UTC. */
    @Override
    public String toString() {
      int seconds = time.getOffset().getTotalSeconds();
      boolean quarters = seconds % SECONDS_PER_QUARTER == 0 && Math.abs(seconds) <= MAX_OFFSET;
      OffsetDateTime written = quarters ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
      int offset = written.getOffset().getTotalSeconds();
      return String.format(
          Locale.ROOT,
          "%02d%02d%02d%02d%02d%02d%d%02d%c",
          written.getYear() % 100,
          written.getMonthValue(),
          written.getDayOfMonth(),
          written.getHour(),
          written.getMinute(),
          written.getSecond(),
          written.getNano() / NANOS_PER_TENTH,
          Math.abs(offset) / SECONDS_PER_QUARTER,
          offset < 0 ? '-' : '+');
    }
  }

  /** Names a span from now on, in whole seconds; a month has 30 days here and a year 365. */
  record Relative(Duration span) implements SmppTime {
    public Relative {
      if (span.isNegative() || span.toDays() >= DAYS_PER_YEAR * 100L) {
        throw new IllegalArgumentException("a span of 0 to 99 years, not " + span);
      }
      span = Duration.ofSeconds(span.toSeconds());
    }

    @Override
    public Instant from(Instant now) {
      return now.plus(span);
    }

    @Override
    public String toString() {
      long days = span.toDays();
      return String.format(
          Locale.ROOT,
          "%02d%02d%02d%02d%02d%02d000R",
          days / DAYS_PER_YEAR,
          days % DAYS_PER_YEAR / DAYS_PER_MONTH,
          days % DAYS_PER_YEAR % DAYS_PER_MONTH,
          span.toHoursPart(),
          span.toMinutesPart(),
          span.toSecondsPart());
    }
  }

  int DAYS_PER_YEAR = 365;
  int DAYS_PER_MONTH = 30;
  int SECONDS_PER_QUARTER = 15 * 60;

  /** The format knows 48 quarters of an hour to either side of UTC. */
  int MAX_OFFSET = 48 * SECONDS_PER_QUARTER;

  /** The moment meant, for who reads it now. */
  Instant from(Instant now);

  static SmppTime relative(Duration span) {
    return new Relative(span);
  }

  static SmppTime absolute(Instant moment) {
    return new Absolute(moment.atOffset(ZoneOffset.UTC));
  }

  /**
   * Reads a written time.
   *
   * @throws MalformedPdu with the character's position and ESME_RINVEXPIRY; a schedule is answered
   *     with ESME_RINVSCHED instead
   */
  static SmppTime parse(String written) throws MalformedPdu {
    if (written.length() != LENGTH) {
      throw malformed(
          Math.min(written.length(), LENGTH), "a time of " + written.length() + " characters");
    }
    for (int i = 0; i < LENGTH - 1; i++) {
      if (written.charAt(i) < '0' || written.charAt(i) > '9') {
        throw malformed(i, "no digit");
      }
    }
    return switch (written.charAt(LENGTH - 1)) {
      case 'R' -> parseRelative(written);
      case '+' -> parseAbsolute(written, 1);
      case '-' -> parseAbsolute(written, -1);
      default -> throw malformed(LENGTH - 1, "a time ends in '+', '-' or 'R'");
    };
  }

  private static Relative parseRelative(String written) {
    int days =
        pair(written, 0) * DAYS_PER_YEAR + pair(written, 2) * DAYS_PER_MONTH + pair(written, 4);
    return new Relative(
        Duration.ofDays(days)
            .plusHours(pair(written, 6))
            .plusMinutes(pair(written, 8))
            .plusSeconds(pair(written, 10)));
  }

  private static Absolute parseAbsolute(String written, int sign) throws MalformedPdu {
    int quarters = pair(written, 13);
    if (quarters * SECONDS_PER_QUARTER > MAX_OFFSET) {
      throw malformed(13, quarters + " quarters of an hour from UTC");
    }
    try {
      return new Absolute(
          OffsetDateTime.of(
              2000 + pair(written, 0),
              pair(written, 2),
              pair(written, 4),
              pair(written, 6),
              pair(written, 8),
              pair(written, 10),
              (written.charAt(12) - '0') * Absolute.NANOS_PER_TENTH,
              ZoneOffset.ofTotalSeconds(sign * quarters * SECONDS_PER_QUARTER)));
    } catch (DateTimeException e) {
      throw malformed(0, "no such date or time");
    }
  }

  private static int pair(String written, int at) {
    return (written.charAt(at) - '0') * 10 + written.charAt(at + 1) - '0';
  }

  private static MalformedPdu malformed(int offset, String what) {
    return new MalformedPdu(offset, what, CommandStatus.ESME_RINVEXPIRY);
  }
}
