package org.coapsms.simulator.modem;

import java.util.Optional;

/**
 * Gathers characters into command lines: ITU-T V.250 §5.2. What stands before {@code AT} is
 * ignored, {@code A/} repeats the last line. Not thread-safe.
 */
final class CommandLineReader {
  /** Longer lines are answered with an error; V.250 asks for 40 characters at least. */
  private static final int LONGEST = 2048;

  /** What stands for a line that was cut short, which must not run by half: never a command. */
  static final String CUT_SHORT = "=";

  private final LineSettings settings;
  private final StringBuilder line = new StringBuilder();
  private String last = "";

  CommandLineReader(LineSettings settings) {
    this.settings = settings;
  }

  /** Whether a command line has begun, which nothing should be printed into. */
  boolean isInsideLine() {
    return line.length() >= 2;
  }

  void reset() {
    line.setLength(0);
  }

  /** The body of the line that this character ends, without its {@code AT}. */
  Optional<String> accept(char c) {
    if (c == settings.carriageReturn || c == settings.lineFeed) {
      return end();
    }
    if (c == settings.backspace) {
      line.setLength(Math.max(0, line.length() - 1));
    } else if (c == LineSettings.ESCAPE) {
      line.setLength(0);
    } else if (line.length() < LONGEST) {
      return append(c);
    }
    return Optional.empty();
  }

  private Optional<String> append(char c) {
    char upper = Character.toUpperCase(c);
    switch (line.length()) {
      case 0 -> {
        if (upper == 'A') {
          line.append(upper);
        }
      }
      case 1 -> {
        if (upper == '/') {
          line.setLength(0);
          return Optional.of(last);
        }
        if (upper == 'T') {
          line.append(upper);
        } else if (upper != 'A') {
          line.setLength(0);
        }
      }
      default -> {
        if (c >= ' ') {
          line.append(c);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> end() {
    if (line.length() < 2) {
      line.setLength(0);
      return Optional.empty();
    }
    last = line.length() == LONGEST ? CUT_SHORT : line.substring(2);
    line.setLength(0);
    return Optional.of(last);
  }
}
