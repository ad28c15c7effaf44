package org.coapsms.simulator;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.codec.Address;

/** Reads the small values of a configuration; each says what is wrong in words for its writer. */
final class Numbers {
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{1,20}");
  private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|d)");
  private static final int MAX_PORT = 0xFFFF;

  private Numbers() {}

  static int port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + text);
    }
    return requirePort(Integer.parseInt(text));
  }

  static int requirePort(int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
    }
    return port;
  }

  /** A short code of up to eight digits, else an E.164 number with or without its '+'. */
  static Address address(String text) {
    if (!PHONE.matcher(text).matches()) {
      throw new IllegalArgumentException("a number has digits, with or without '+', not " + text);
    }
    return text.length() > 8 && !text.startsWith("0")
        ? Address.international(text)
        : Address.parse(text);
  }

  /** A number with its unit: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1.5h}; or 0. */
  static Duration duration(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a duration is like 500ms, 5s, 2m or 1h, not " + text);
    }
    double unit =
        switch (matcher.group(2)) {
          case "ms" -> 0.001;
          case "s" -> 1;
          case "m" -> 60;
          case "h" -> 3_600;
          default -> 86_400;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit * 1_000));
  }
}
