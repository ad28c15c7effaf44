package org.coapsms.simulator.modem;

import java.time.Instant;
import org.coapsms.codec.Address;

/**
 * Tells of one line that crossed a modem's serial line: a command line, a PDU, an answer.
 *
 * @param modem the SIM's number
 * @param fromModem whether the modem said it
 * @param line without line ends; what ended an input at the prompt stands in angle brackets
 */
public record ModemTrace(Instant at, Address modem, boolean fromModem, String line) {
  private static final String PDU = "[0-9A-Fa-f]{24,}(<\\^Z>)?";
  private static final int SHOWN = 20;

  /**
   * One aligned line, for instance {@code << AT+CMGS=28}; a PDU is shortened and followed by its
   * size. As in the rest of the simulator, {@code <<} came in.
   */
  @Override
  public String toString() {
    String direction = fromModem ? ">>" : "<<";
    if (!line.matches(PDU)) {
      return direction + " " + line;
    }
    int digits = line.endsWith(">") ? line.indexOf('<') : line.length();
    return String.format(
        "%s %-21s %s%s %3dB",
        direction, "PDU", line.substring(0, SHOWN), "…" + line.substring(digits), digits / 2);
  }
}
