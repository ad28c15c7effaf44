package org.coapsms.simulator.smsc;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.UnknownPdu;

/** Says that a submission cannot be carried, and with which command_status it is answered. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int commandStatus;

  Refused(int commandStatus, String why) {
    super(why);
    this.commandStatus = commandStatus;
  }

  int commandStatus() {
    return commandStatus;
  }

  /** A response without a body, as SMPP 3.4 §4.4.2 wants it for errors. */
  static Pdu headerOnly(int command, int status, int sequenceNumber) {
    return new UnknownPdu(command, status, sequenceNumber, Bytes.EMPTY);
  }
}
