package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Hands a message or a delivery receipt to the ESME (SMPP 3.4 §4.6.1). */
public record DeliverSm(int sequenceNumber, ShortMessageBody body) implements ShortMessagePdu {

  static DeliverSm read(PduReader in) throws MalformedPdu {
    return new DeliverSm(in.sequenceNumber(), ShortMessageBody.read(in));
  }

  @Override
  public int commandId() {
    return CommandId.DELIVER_SM;
  }

  @Override
  public Bytes encode() {
    PduWriter out = new PduWriter();
    body.write(out);
    return out.pdu(this);
  }
}
