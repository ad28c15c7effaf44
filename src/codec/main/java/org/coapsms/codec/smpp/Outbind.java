package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Asks an ESME to bind as a receiver (SMPP 3.4 §4.1.7). */
public record Outbind(int sequenceNumber, String systemId, String password) implements Pdu {

  public Outbind {
    TextField.SYSTEM_ID.check(systemId);
    TextField.PASSWORD.check(password);
  }

  static Outbind read(PduReader in) throws MalformedPdu {
    Outbind pdu =
        new Outbind(in.sequenceNumber(), in.text(TextField.SYSTEM_ID), in.text(TextField.PASSWORD));
    in.end();
    return pdu;
  }

  @Override
  public int commandId() {
    return CommandId.OUTBIND;
  }

  @Override
  public int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  @Override
  public Bytes encode() {
    return new PduWriter()
        .text(TextField.SYSTEM_ID, systemId)
        .text(TextField.PASSWORD, password)
        .pdu(this);
  }

  /** The request without its password, so that it can be logged. */
  @Override
  public String toString() {
    return "outbind seq=" + sequenceNumber + " system_id=" + systemId;
  }
}
