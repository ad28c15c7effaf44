package org.coapsms.codec.smpp;

import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;

/** Finds where a PDU ends in a stream of octets. */
public final class PduFraming {
  /** Enough for a message_payload of 64 KiB and every other field. */
  public static final int DEFAULT_MAX_LENGTH = 0x11000;

  private PduFraming() {}

  /**
   * The size of the PDU at the start of what has arrived, as soon as its length is there; it may be
   * more than has arrived.
   *
   * @throws MalformedPdu if the length is below 16 or above the limit: the stream is lost then
   */
  public static Optional<Integer> nextSize(Bytes arrived, int maxLength) throws MalformedPdu {
    OctetReader<MalformedPdu> in = PduReader.octets(arrived, CommandStatus.ESME_RINVCMDLEN);
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    return Optional.of(checked(in.u32("command_length"), maxLength));
  }

  /**
   * A command_length within its limits.
   *
   * @throws MalformedPdu if it is not
   */
  public static int checked(long commandLength, int maxLength) throws MalformedPdu {
    if (commandLength < CommandHeader.SIZE || commandLength > maxLength) {
      throw new MalformedPdu(
          0,
          "command_length " + commandLength + " is not within 16 to " + maxLength,
          CommandStatus.ESME_RINVCMDLEN);
    }
    return (int) commandLength;
  }
}
