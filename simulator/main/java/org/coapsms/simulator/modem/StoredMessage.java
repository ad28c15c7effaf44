package org.coapsms.simulator.modem;

import org.coapsms.codec.tpdu.SmscPdu;

/** Lies in a storage: a message or a report, and whether somebody has read it. */
record StoredMessage(Status status, SmscPdu pdu) {
  /** The values of {@code <stat>}: TS 27.005 §3.1. */
  enum Status {
    UNREAD(0, "REC UNREAD"),
    READ(1, "REC READ"),
    UNSENT(2, "STO UNSENT"),
    SENT(3, "STO SENT");

    private final int code;
    private final String text;

    Status(int code, String text) {
      this.code = code;
      this.text = text;
    }

    /** How PDU mode spells it. */
    int code() {
      return code;
    }

    /** How text mode spells it. */
    String text() {
      return text;
    }
  }

  /** Whether somebody else has sent it. */
  boolean isIncoming() {
    return status == Status.UNREAD || status == Status.READ;
  }

  StoredMessage afterReading() {
    return status == Status.UNREAD ? new StoredMessage(Status.READ, pdu) : this;
  }
}
