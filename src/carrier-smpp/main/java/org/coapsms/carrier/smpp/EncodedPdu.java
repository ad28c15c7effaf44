package org.coapsms.carrier.smpp;

import java.nio.ByteBuffer;
import org.coapsms.codec.Bytes;

/** A request as octets, complete but for the sequence number that it gets when it leaves. */
final class EncodedPdu {
  private static final int SEQUENCE_OFFSET = 12;

  private final byte[] octets;
  private final int commandId;
  private final String about;
  private final int payload;

  /**
   * Takes a whole PDU, whatever its sequence number.
   *
   * @param about whom or what it concerns, for the trace
   * @param payload the octets of its short message, header and text
   */
  EncodedPdu(Bytes pdu, int commandId, String about, int payload) {
    this.octets = pdu.toArray();
    this.commandId = commandId;
    this.about = about;
    this.payload = payload;
  }

  byte[] withSequence(int sequence) {
    byte[] copy = octets.clone();
    ByteBuffer.wrap(copy).putInt(SEQUENCE_OFFSET, sequence);
    return copy;
  }

  int commandId() {
    return commandId;
  }

  String about() {
    return about;
  }

  int payload() {
    return payload;
  }
}
