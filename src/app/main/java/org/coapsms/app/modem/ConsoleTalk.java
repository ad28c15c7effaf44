package org.coapsms.app.modem;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.Malformed;
import org.coapsms.codec.at.AtLine;
import org.coapsms.codec.decode.Decoder;
import org.coapsms.codec.decode.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Stands between what a person types and what a modem says, without I/O: ends lines, answers the
 * prompt, shows what comes, and PDUs field by field. Not thread-safe.
 */
final class ConsoleTalk {
  private static final int CTRL_Z = 0x1A;
  private static final int ESC = 0x1B;
  private static final String INDENT = "    ";
  private static final String HEX = "(?:[0-9A-Fa-f]{2})+";

  private final Consumer<String> screen;
  private final Deque<Bytes> output = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private String sent = "";
  private @Nullable AtLine header;
  private boolean prompted;
  private boolean waiting;

  /**
   * Begins with a modem of which nothing is known.
   *
   * @param screen takes text as it is to be shown, line ends included
   */
  ConsoleTalk(Consumer<String> screen) {
    this.screen = screen;
  }

  /** Whether a command or a PDU was handed over whose result has not come. */
  boolean isWaiting() {
    return waiting;
  }

  /** Whether the modem waits for a PDU. */
  boolean isPrompted() {
    return prompted;
  }

  Optional<Bytes> pollOutput() {
    return Optional.ofNullable(output.poll());
  }

  /** A line of the person or of a script: a command, or at the prompt a PDU. */
  void typed(String text) {
    sent = text.strip();
    waiting = true;
    if (!prompted) {
      output.add(Bytes.ofUtf8(sent + "\r"));
      return;
    }
    prompted = false;
    if (sent.isEmpty()) {
      output.add(Bytes.of(ESC));
      waiting = false; // not every modem has a word for it
      return;
    }
    output.add(Bytes.ofUtf8(sent).plus(Bytes.of(CTRL_Z)));
    explain(sent, Optional.of(Kind.SMS_SUBMIT));
  }

  /** Stops waiting: the result does not come. */
  void giveUp() {
    waiting = false;
  }

  void heard(Bytes octets) {
    for (int i = 0; i < octets.size(); i++) {
      int octet = octets.at(i);
      if (octet == '\r' || octet == '\n') {
        endLine();
      } else if (octet == '>' && line.isEmpty()) {
        prompted = true;
        waiting = false;
        screen.accept("> ");
      } else if (!(octet == ' ' && line.isEmpty())) {
        line.append(
            octet >= ' ' && octet < 0x7F
                ? String.valueOf((char) octet)
                : String.format(Locale.ROOT, "\\x%02x", octet));
      }
    }
  }

  /** Nothing has come for a while: shows a line that has begun. */
  void quiet() {
    endLine();
  }

  private void endLine() {
    String text = line.toString().strip();
    line.setLength(0);
    boolean echo = text.equals(sent) || text.equals(sent + "\\x1a");
    if (text.isEmpty() || echo) {
      return;
    }
    AtLine parsed = AtLine.parse(text);
    screen.accept(text + meaning(parsed) + "\n");
    AtLine before = header;
    header = isHeader(parsed) ? parsed : null;
    if (before != null && text.matches(HEX)) {
      explain(text, kindBehind(before));
    } else if (isFinal(parsed, text)) {
      waiting = false;
    }
  }

  private static String meaning(AtLine said) {
    if (said instanceof AtLine.CmsError error) {
      return "   (" + error.description() + ")";
    }
    if (said instanceof AtLine.Signal signal) {
      return signal.dbm().map(dbm -> "   (" + dbm + " dBm)").orElse("   (no network)");
    }
    return "";
  }

  private static boolean isFinal(AtLine said, String text) {
    return said instanceof AtLine.Ok
        || said instanceof AtLine.PlainError
        || said instanceof AtLine.CmsError
        || said instanceof AtLine.CmeError
        || text.equals("NO CARRIER")
        || text.startsWith("CONNECT");
  }

  private static boolean isHeader(AtLine said) {
    return said instanceof AtLine.Cmt
        || said instanceof AtLine.Cds
        || said instanceof AtLine.CmgrHeader
        || said instanceof AtLine.CmglHeader;
  }

  /** What follows a header; in a storage there may be all kinds. */
  private static Optional<Kind> kindBehind(AtLine before) {
    if (before instanceof AtLine.Cds) {
      return Optional.of(Kind.SMS_STATUS_REPORT);
    }
    return before instanceof AtLine.Cmt ? Optional.of(Kind.SMS_DELIVER) : Optional.empty();
  }

  private void explain(String pdu, Optional<Kind> kind) {
    String text;
    try {
      text = Decoder.decode(pdu, kind).toText();
    } catch (Malformed malformed) {
      text = "not decoded: " + malformed.getMessage() + "\n";
    }
    text.lines().forEach(shown -> screen.accept(INDENT + shown + "\n"));
  }
}
