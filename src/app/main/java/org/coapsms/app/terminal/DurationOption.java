package org.coapsms.app.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time span as a flag gives it: {@code 500ms}, {@code 20s}, {@code 35m}, {@code 1h30m}. */
public final class DurationOption implements ITypeConverter<Duration> {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern PARTS = Pattern.compile("(?:" + PART.pattern() + ")+");

  @Override
  public Duration convert(String text) {
    if (!PARTS.matcher(text).matches()) {
      throw new TypeConversionException("'" + text + "' is no time; write 500ms, 20s, 35m or 2h");
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
    return sum;
  }
}
