package org.coapsms.codec.tpdu;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.coapsms.codec.Bytes;

/**
 * Holds a time as the network writes it, TS 23.040 §9.2.3.11: seven octets of two decimal digits,
 * low nibble first. Octets that are no time are kept as they came, as the clause demands.
 *
 * <pre>
 *   | YY | MM | DD | hh | mm | ss | zone in quarters of an hour, bit 3 of the octet: west |
 * </pre>
 *
 * @param octets all seven
 */
public record ServiceCentreTime(Bytes octets) {
  public static final int SIZE = 7;

  private static final int WEST = 0x08;
  private static final int QUARTER = 15 * 60;

  /** There was no short message before 1992: digits from here on belong to the last century. */
  private static final int FIRST_YEAR = 1990;

  public ServiceCentreTime {
    if (octets.size() != SIZE) {
      throw new IllegalArgumentException("a time has seven octets: " + octets);
    }
  }

  /**
   * Writes an instant as a clock in a zone shows it. Less than a second is cut off, and the zone to
   * quarters of an hour.
   *
   * @throws IllegalArgumentException outside the years 1990 to 2089
   */
  public static ServiceCentreTime of(Instant instant, ZoneOffset zone) {
    int quarters = zone.getTotalSeconds() / QUARTER;
    OffsetDateTime time = instant.atOffset(ZoneOffset.ofTotalSeconds(quarters * QUARTER));
    if (time.getYear() < FIRST_YEAR || time.getYear() >= FIRST_YEAR + 100) {
      throw new IllegalArgumentException("the year has two digits: " + time);
    }
    return new ServiceCentreTime(
        Bytes.of(
            swapped(time.getYear() % 100),
            swapped(time.getMonthValue()),
            swapped(time.getDayOfMonth()),
            swapped(time.getHour()),
            swapped(time.getMinute()),
            swapped(time.getSecond()),
            swapped(Math.abs(quarters)) | (quarters < 0 ? WEST : 0)));
  }

  /** The time with its zone; empty if the octets are no time or the zone is beyond 18 hours. */
  public Optional<OffsetDateTime> dateTime() {
    int zone = octets.at(6);
    int quarters = digits(zone & ~WEST);
    int[] fields = new int[6];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = digits(octets.at(i));
      if (fields[i] < 0) {
        return Optional.empty();
      }
    }
    if (quarters < 0) {
      return Optional.empty();
    }
    try {
      int seconds = quarters * QUARTER;
      return Optional.of(
          LocalDateTime.of(year(fields[0]), fields[1], fields[2], fields[3], fields[4], fields[5])
              .atOffset(ZoneOffset.ofTotalSeconds((zone & WEST) != 0 ? -seconds : seconds)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The instant; empty if the octets are no time. */
  public Optional<Instant> instant() {
    return dateTime().map(OffsetDateTime::toInstant);
  }

  /** ISO 8601 with zone, or the octets if they are no time. */
  @Override
  public String toString() {
    return dateTime().map(OffsetDateTime::toString).orElseGet(octets::toHex);
  }

  private static int year(int digits) {
    return digits < FIRST_YEAR % 100 ? 2000 + digits : 1900 + digits;
  }

  /** The number in two swapped decimal digits, or -1. */
  static int digits(int octet) {
    int tens = octet & 0x0F;
    int units = octet >>> 4;
    return tens > 9 || units > 9 ? -1 : tens * 10 + units;
  }

  static int swapped(int number) {
    return number % 10 << 4 | number / 10;
  }
}
