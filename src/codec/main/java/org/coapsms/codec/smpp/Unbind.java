package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Asks to end the session (SMPP 3.4 §4.2.1). */
public record Unbind(int sequenceNumber) implements Pdu {

  static Unbind read(PduReader in) throws MalformedPdu {
    in.end();
    return new Unbind(in.sequenceNumber());
  }

  @Override
  public int commandId() {
    return CommandId.UNBIND;
  }

  @Override
  public int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  @Override
  public Bytes encode() {
    return new PduWriter().pdu(this);
  }
}
