package org.coapsms.modem.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Describes what a modem says by itself all day, and nobody needs.
 *
 * @param lines examples, one of each kind
 * @param every how long from one line to the next
 * @param end the exact characters that end such a line
 * @param anywhere whether a line may also stand before an echo or inside an answer
 * @param silencedBy the command that stops it; empty: nothing does
 */
public record Chatter(
    List<String> lines, Duration every, String end, boolean anywhere, Optional<String> silencedBy) {

  public Chatter {
    lines = List.copyOf(lines);
  }

  /** Whether a line is of a kind that is known to mean nothing here. */
  public boolean covers(String line) {
    return lines.stream().anyMatch(known -> line.startsWith(beginning(known)));
  }

  /** Up to its colon: what follows are values. */
  private static String beginning(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon + 1);
  }

  static Chatter read(Section in) {
    Chatter chatter =
        new Chatter(
            in.texts("lines"),
            in.duration("every"),
            in.text("end"),
            in.flag("anywhere"),
            in.textOrNothing("silencedBy"));
    in.nothingElse();
    return chatter;
  }
}
