package org.coapsms.simulator.modem;

import org.coapsms.modem.profile.ModemProfile;

/** Holds what ITU-T V.250 lets a TE set about the line, and {@code +CMEE}. Not thread-safe. */
final class LineSettings {
  static final char ESCAPE = 0x1B;

  private final ModemProfile.Line profile;

  boolean echo;
  boolean verbose;
  boolean quiet;
  int errorReports;
  char carriageReturn;
  char lineFeed;
  char backspace;

  LineSettings(ModemProfile.Line profile) {
    this.profile = profile;
    reset();
  }

  /** Back to what holds after power-on. */
  void reset() {
    echo = profile.echo();
    verbose = true;
    quiet = false;
    errorReports = profile.errorReports();
    carriageReturn = '\r';
    lineFeed = '\n';
    backspace = '\b';
  }
}
