package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Hands a message to the SMSC (SMPP 3.4 §4.4.1). */
public record SubmitSm(int sequenceNumber, ShortMessageBody body) implements ShortMessagePdu {

  static SubmitSm read(PduReader in) throws MalformedPdu {
    return new SubmitSm(in.sequenceNumber(), ShortMessageBody.read(in));
  }

  @Override
  public int commandId() {
    return CommandId.SUBMIT_SM;
  }

  @Override
  public Bytes encode() {
    PduWriter out = new PduWriter();
    body.write(out);
    return out.pdu(this);
  }
}
