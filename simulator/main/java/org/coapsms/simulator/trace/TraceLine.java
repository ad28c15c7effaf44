package org.coapsms.simulator.trace;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Holds one line for a log that people read.
 *
 * @param source which part of the network says it: {@code sms}, {@code smsc} or {@code modem}
 */
public record TraceLine(Instant at, String source, String text) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The line with its time in UTC, such as {@code 12:00:05.123 sms delivered ...}. */
  @Override
  public String toString() {
    return String.format("%s %-5s %s", TIME.format(at), source, text);
  }
}
