package org.coapsms.carrier.modem.dialogue;

import org.coapsms.codec.Bytes;

/** Judges what came where an OK was expected. */
final class Attention {
  /** Enough to see what kind of thing talks there. */
  private static final int SAMPLE = 200;

  private final StringBuilder readable = new StringBuilder();
  private int strange;
  private int all;

  void hear(Bytes octets) {
    for (int i = 0; i < octets.size() && all < SAMPLE; i++) {
      int octet = octets.at(i);
      all++;
      if (octet >= ' ' && octet < 0x7F) {
        readable.append((char) octet);
      } else if (octet == '\r' || octet == '\n') {
        readable.append(' ');
      } else if (octet != AtChannel.ESC) {
        strange++;
      }
    }
  }

  SurveyReport.Attention verdict() {
    if (all == 0) {
      return SurveyReport.Attention.SILENT;
    }
    if (strange * 5 >= all) {
      return SurveyReport.Attention.GARBAGE; // a fifth: a wrong speed gives every octet by chance
    }
    boolean onlyEcho = readable.toString().replace("AT", "").replace("^[", "").isBlank();
    return onlyEcho ? SurveyReport.Attention.ECHO : SurveyReport.Attention.TALKS;
  }

  /** What can be read of it. */
  String sample() {
    return readable.toString().replaceAll("\\s+", " ").strip();
  }
}
