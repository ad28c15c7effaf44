package org.coapsms.app.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times as the clock on the wall shows them, to the millisecond. */
public final class LocalTime {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private LocalTime() {}

  /** A time such as {@code 14:03:05.123}. */
  public static String of(Instant at) {
    return CLOCK.format(at);
  }
}
