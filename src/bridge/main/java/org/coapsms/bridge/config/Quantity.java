package org.coapsms.bridge.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as people write them. */
final class Quantity {
  static final String DURATION_FORM = "write 500ms, 20s, 5m, 1h30m, 2d or PT30M";

  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern PARTS = Pattern.compile("(?:\\d{1,9}(?:ms|s|m|h|d))+");

  private Quantity() {}

  /** The duration; empty if the text is none. */
  static Optional<Duration> duration(String text) {
    if (!PARTS.matcher(text).matches()) {
      return iso(text);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
              });
    }
    return Optional.of(sum);
  }

  private static Optional<Duration> iso(String text) {
    try {
      Duration duration = Duration.parse(text.toUpperCase(Locale.ROOT));
      return duration.isNegative() ? Optional.empty() : Optional.of(duration);
    } catch (DateTimeParseException notIso) {
      return Optional.empty();
    }
  }

  /** The duration as a person writes it: the form that {@link #duration} reads. */
  static String written(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
