package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;

/**
 * Holds the sixteen octets that start every PDU (SMPP 3.4 §3.2).
 *
 * @param length command_length: of the whole PDU with this header, in octets
 * @param commandId as it came, see {@link CommandId}
 * @param commandStatus as it came, see {@link CommandStatus}; meaningless in a request
 * @param sequenceNumber as it came; a valid one is 1 to 0x7FFFFFFF
 */
public record CommandHeader(long length, int commandId, int commandStatus, int sequenceNumber) {
  /** Octets of a header. */
  public static final int SIZE = 16;

  /**
   * Reads the header of octets that need not be a whole PDU; nothing is checked.
   *
   * @throws MalformedPdu if there are fewer than sixteen
   */
  public static CommandHeader decode(Bytes octets) throws MalformedPdu {
    return read(PduReader.octets(octets, CommandStatus.ESME_RINVCMDLEN));
  }

  static CommandHeader read(OctetReader<MalformedPdu> in) throws MalformedPdu {
    return new CommandHeader(
        in.u32("command_length"),
        (int) in.u32("command_id"),
        (int) in.u32("command_status"),
        (int) in.u32("sequence_number"));
  }

  /** Whether bit 31 of the command_id says that this answers something. */
  public boolean isResponse() {
    return CommandId.isResponse(commandId);
  }
}
