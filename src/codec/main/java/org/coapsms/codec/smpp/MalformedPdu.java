package org.coapsms.codec.smpp;

import org.coapsms.codec.Malformed;

/** Says that octets are no SMPP PDU, and which command_status tells the peer so. */
public final class MalformedPdu extends Malformed {
  private static final long serialVersionUID = 1L;

  private final int replyWith;

  public MalformedPdu(int offset, String what, int replyWith) {
    super(offset, what);
    this.replyWith = replyWith;
  }

  /** The command_status for the negative response or the generic_nack. */
  public int replyWith() {
    return replyWith;
  }
}
