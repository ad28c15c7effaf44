package org.coapsms.carrier.modem.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.coapsms.carrier.modem.line.TappedLine;
import org.coapsms.codec.Bytes;

/**
 * Writes down what crosses a line, octet for octet, a line for each direction's turn: {@code >
 * AT\r} towards the modem, {@code 12 < \r\nOK\r\n} from it, with the milliseconds since the line
 * before. Octets that are not printable ASCII, and the backslash, are {@code \r}, {@code \n},
 * {@code \\} or {@code \x1b}: the form in which transcripts are replayed to the driver. A PIN is
 * hidden. Not thread-safe.
 */
public final class Transcript implements TappedLine.Tap {
  /** Octets of one turn come in pieces; a longer pause begins a new line. */
  private static final Duration PAUSE = Duration.ofMillis(30);

  private static final Pattern PIN = Pattern.compile("(AT\\+CPIN=\")\\d+");

  private record Turn(Duration after, boolean outbound, StringBuilder text) {}

  private final InstantSource clock;
  private final List<Turn> turns = new ArrayList<>();
  private Instant last;

  /** Begins now. */
  public Transcript(InstantSource clock) {
    this.clock = clock;
    this.last = clock.instant();
  }

  @Override
  public void crossed(boolean outbound, Bytes octets) {
    Instant now = clock.instant();
    boolean same =
        !turns.isEmpty()
            && turns.get(turns.size() - 1).outbound() == outbound
            && Duration.between(last, now).compareTo(PAUSE) < 0;
    if (!same) {
      turns.add(new Turn(Duration.between(last, now), outbound, new StringBuilder()));
    }
    last = now;
    StringBuilder text = turns.get(turns.size() - 1).text();
    for (int i = 0; i < octets.size(); i++) {
      text.append(written(octets.at(i)));
    }
  }

  private static String written(int octet) {
    return switch (octet) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\\' -> "\\\\";
      default ->
          octet >= ' ' && octet < 0x7F
              ? String.valueOf((char) octet)
              : String.format(Locale.ROOT, "\\x%02x", octet);
    };
  }

  /** What has crossed so far. */
  public List<String> lines() {
    return turns.stream().map(Transcript::line).toList();
  }

  private static String line(Turn turn) {
    String text = PIN.matcher(turn.text()).replaceAll("$1****");
    return turn.outbound() ? "> " + text : turn.after().toMillis() + " < " + text;
  }
}
