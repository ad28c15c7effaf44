package org.coapsms.simulator.smsc;

import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.DataSmResp;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.SubmitMultiResp;
import org.coapsms.codec.smpp.SubmitSmResp;
import org.coapsms.codec.smpp.Tlvs;
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

  /** A response to a submission; with a body only if it has something to tell, as in SMPP 5.0. */
  static Pdu response(int command, int status, int sequenceNumber, Tlvs tlvs) {
    if (tlvs.isEmpty()) {
      return headerOnly(command, status, sequenceNumber);
    }
    return switch (command) {
      case CommandId.DATA_SM | CommandId.RESPONSE ->
          new DataSmResp(status, sequenceNumber, "", tlvs);
      case CommandId.SUBMIT_MULTI | CommandId.RESPONSE ->
          new SubmitMultiResp(status, sequenceNumber, "", List.of(), tlvs);
      default -> new SubmitSmResp(status, sequenceNumber, "", tlvs);
    };
  }

  /** A response without a body, as SMPP 3.4 §4.4.2 wants it for errors. */
  static Pdu headerOnly(int command, int status, int sequenceNumber) {
    return new UnknownPdu(command, status, sequenceNumber, Bytes.EMPTY);
  }
}
