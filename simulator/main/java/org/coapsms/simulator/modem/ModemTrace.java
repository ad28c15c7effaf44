package org.coapsms.simulator.modem;

import java.time.Instant;
import org.coapsms.codec.Address;

/**
 * Is one line that crossed a modem's serial line: a command line, a PDU, an answer.
 *
 * @param modem the SIM's number
 * @param fromModem whether the modem said it
 * @param line without line ends
 */
public record ModemTrace(Instant at, Address modem, boolean fromModem, String line) {
  /** {@code >> +491700000009 AT+CMGS=28}: as the modem's user sees it, {@code >>} is sent. */
  @Override
  public String toString() {
    return String.format("%s %-15s %s", fromModem ? "<<" : ">>", modem, line);
  }
}
