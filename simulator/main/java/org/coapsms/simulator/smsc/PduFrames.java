package org.coapsms.simulator.smsc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.PduFraming;

/**
 * Cuts a stream of octets into PDUs by their command_length, however the network has split or
 * merged them. It never holds more than a few PDUs of the largest size. Not thread-safe.
 */
final class PduFrames {
  private byte[] buffer = new byte[0x2000];
  private int start;
  private int end;

  /** Reads once what is there, at least one octet; false at the end of the stream. */
  boolean fill(InputStream in) throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.length) {
      makeRoom();
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      return false;
    }
    end += read;
    return true;
  }

  /** The next whole PDU; empty while octets of it are missing. */
  Optional<Bytes> next() throws FramingLost {
    int available = end - start;
    if (available < Integer.BYTES) {
      return Optional.empty();
    }
    long length = u32(start);
    if (length < CommandHeader.SIZE || length > PduFraming.DEFAULT_MAX_LENGTH) {
      throw new FramingLost(length, available < CommandHeader.SIZE ? 0 : (int) u32(start + 12));
    }
    if (available < length) {
      return Optional.empty();
    }
    Bytes pdu = Bytes.copyOf(buffer, start, start + (int) length);
    start += (int) length;
    return Optional.of(pdu);
  }

  private void makeRoom() {
    int kept = end - start;
    byte[] target = kept > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, start, target, 0, kept);
    buffer = target;
    start = 0;
    end = kept;
  }

  private long u32(int at) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(buffer).getInt(at));
  }

  /** Says that command_length cannot be, so that no later PDU can be found either. */
  static final class FramingLost extends Exception {
    private static final long serialVersionUID = 1L;

    private final long length;
    private final int sequenceNumber;

    FramingLost(long length, int sequenceNumber) {
      super("command_length " + length);
      this.length = length;
      this.sequenceNumber = sequenceNumber;
    }

    String why() {
      return "octet 0: command_length " + length;
    }

    /** That of the PDU with the impossible length; 0 if it had not come yet. */
    int sequenceNumber() {
      return sequenceNumber;
    }
  }
}
