package org.coapsms.carrier.modem.dialogue;

import org.coapsms.codec.Bytes;

/**
 * Cuts the octets of a modem into lines and prompts, however they were cut on the way. Tolerates
 * CR, LF, both or CR CR LF as line end, NUL octets (a serial break), other control characters and a
 * parity bit.
 */
final class LineSplitter {

  /** A line with the longest TPDU has 2 * (12 + 176) characters. */
  static final int MAX_LINE = 1024;

  /** Takes what the splitter has found. */
  interface Sink {
    /** A line without its end, not blank, trimmed. */
    void line(String line);

    /** A '>' at the start of a line; no line end follows it on most modems. */
    void prompt();
  }

  private final StringBuilder line = new StringBuilder();
  private boolean tooLong;
  private boolean beganHigh;
  // 'O' and '>' have the same number of bits: as OK has come, so the prompt will.
  private boolean parity;

  void feed(Bytes octets, Sink sink) {
    for (int i = 0; i < octets.size(); i++) {
      boolean highBit = octets.at(i) > 0x7F;
      int octet = octets.at(i) & 0x7F;
      if (octet == '\r' || octet == '\n') {
        endLine(sink);
      } else if (octet == '>' && line.isEmpty() && (!highBit || parity)) {
        sink.prompt();
      } else if (octet >= ' ' && octet != 0x7F) {
        beganHigh = line.isEmpty() ? highBit : beganHigh;
        append((char) octet);
      }
    }
  }

  /** Forgets a line that has begun. */
  void reset() {
    line.setLength(0);
    tooLong = false;
  }

  private void append(char c) {
    if (line.isEmpty() && c == ' ') {
      return; // the space behind a prompt, or a vendor's leading space
    }
    if (line.length() == MAX_LINE) {
      tooLong = true; // binary noise; the whole line is dropped when it ends
    } else {
      line.append(c);
    }
  }

  private void endLine(Sink sink) {
    String complete = line.toString().strip();
    boolean whole = !tooLong;
    if (complete.equals("OK")) {
      parity = beganHigh;
    }
    reset();
    if (whole && !complete.isEmpty()) {
      sink.line(complete);
    }
  }
}
