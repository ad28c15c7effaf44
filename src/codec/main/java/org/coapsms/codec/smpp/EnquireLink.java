package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Asks whether the peer still answers (SMPP 3.4 §4.11.1). */
public record EnquireLink(int sequenceNumber) implements Pdu {

  static EnquireLink read(PduReader in) throws MalformedPdu {
    in.end();
    return new EnquireLink(in.sequenceNumber());
  }

  @Override
  public int commandId() {
    return CommandId.ENQUIRE_LINK;
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
