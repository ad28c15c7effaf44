package org.coapsms.simulator.smsc;

import java.time.Instant;
import org.coapsms.codec.smpp.CommandStatus;

/**
 * Tells of one PDU that came in or went out.
 *
 * @param systemId who bound; empty before the bind
 * @param command its name, for instance {@code submit_sm}
 * @param status command_status, 0 for every request
 * @param detail whom it concerns, with the number shortened, and which part; may be empty
 * @param octets size of the user data, 0 where the PDU carries none
 */
public record PduLine(
    Instant at,
    String systemId,
    int remotePort,
    boolean inbound,
    String command,
    int status,
    int sequence,
    String detail,
    int octets) {
  /** One aligned line, for instance {@code << submit_sm seq=7 +4917..01 2/3 140B}. */
  @Override
  public String toString() {
    String about =
        status == 0 ? detail : String.format("0x%02X %s", status, CommandStatus.name(status));
    String line =
        String.format("%s %-21s seq=%-8d %-22s", inbound ? "<<" : ">>", command, sequence, about);
    return octets == 0 ? line.stripTrailing() : line + String.format(" %3dB", octets);
  }
}
