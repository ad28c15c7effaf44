package org.coapsms.carrier.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.MalformedPdu;
import org.coapsms.codec.smpp.PduFraming;
import org.jsmpp.PDUReader;
import org.jsmpp.bean.Command;

/**
 * Cuts the octets of a link into PDUs and hands each to its handler on the reading thread, all of
 * them: jsmpp would put answers behind the messages that still wait for a worker.
 */
final class PduStream implements PDUReader {
  private static final int HEADER = CommandHeader.SIZE;

  /** Takes what the stream brings; its methods run on the reading thread and never block. */
  interface Handler {
    void received(CommandHeader header, Bytes pdu);

    /** The stream cannot be cut any further. */
    void notCuttable(String reason);

    /** Nothing more will come. */
    void streamEnded(String reason);
  }

  private final String threadName;
  private final Handler handler;
  private volatile boolean inside;
  private volatile long insideSince;

  PduStream(String threadName, Handler handler) {
    this.threadName = threadName;
    this.handler = handler;
  }

  /** Handles PDU after PDU; returns never and ends by exception, which ends the session too. */
  @Override
  public Command readPDUHeader(DataInputStream in) throws IOException {
    Thread.currentThread().setName(threadName);
    String reason = "reading failed";
    try {
      while (true) {
        readOne(in);
      }
    } catch (IOException e) {
      reason = LinkEnd.lost(e).reason();
      throw e;
    } finally {
      // Also on an Error, of which jsmpp would take no notice.
      handler.streamEnded(reason);
    }
  }

  private void readOne(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new EOFException(LinkEnd.CLOSED_BY_SMSC);
    }
    insideSince = System.nanoTime();
    inside = true;
    byte[] head = new byte[HEADER];
    head[0] = (byte) first;
    in.readFully(head, 1, HEADER - 1);
    CommandHeader header = header(Bytes.copyOf(head));
    byte[] pdu = Arrays.copyOf(head, Math.toIntExact(header.length()));
    in.readFully(pdu, HEADER, pdu.length - HEADER);
    inside = false;
    handler.received(header, Bytes.copyOf(pdu));
  }

  private CommandHeader header(Bytes sixteen) throws IOException {
    try {
      CommandHeader header = CommandHeader.decode(sixteen);
      int unused = PduFraming.checked(header.length(), PduFraming.DEFAULT_MAX_LENGTH);
      return header;
    } catch (MalformedPdu e) {
      handler.notCuttable(e.what());
      throw new IOException(e);
    }
  }

  /** Why this stream should be given up, if its peer stopped in the middle of a PDU. */
  Optional<String> stuck(long nanoTime, Duration patience) {
    long since = insideSince;
    return inside && nanoTime - since > patience.toNanos()
        ? Optional.of("SMSC stopped in the middle of a PDU for " + patience)
        : Optional.empty();
  }

  @Override
  public byte[] readPDU(DataInputStream in, Command header) {
    throw new IllegalStateException("no header is ever handed out");
  }

  @Override
  public byte[] readPDU(DataInputStream in, int length, int id, int status, int sequence) {
    throw new IllegalStateException("no header is ever handed out");
  }
}
