package org.coapsms.app.virtual;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names the seeds of the histories to live through, both ends included. */
record SeedRange(long from, long to) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

  SeedRange {
    if (from > to) {
      throw new IllegalArgumentException("the seeds from " + from + " to " + to + " are none");
    }
  }

  /** Reads {@code 1..200}, or one seed alone. */
  static final class Converter implements ITypeConverter<SeedRange> {
    @Override
    public SeedRange convert(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no range; write 1..200");
      }
      long from = Long.parseLong(matcher.group(1));
      long to = matcher.group(2) == null ? from : Long.parseLong(matcher.group(2));
      try {
        return new SeedRange(from, to);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public String toString() {
    return from + ".." + to;
  }
}
