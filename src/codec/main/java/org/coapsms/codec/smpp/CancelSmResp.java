package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Answers cancel_sm (SMPP 3.4 §4.9.2). */
public record CancelSmResp(int commandStatus, int sequenceNumber, Tlvs tlvs) implements Pdu {

  public CancelSmResp(int commandStatus, int sequenceNumber) {
    this(commandStatus, sequenceNumber, Tlvs.EMPTY);
  }

  static CancelSmResp read(PduReader in) throws MalformedPdu {
    return new CancelSmResp(in.commandStatus(), in.sequenceNumber(), in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.CANCEL_SM);
  }

  @Override
  public Bytes encode() {
    return new PduWriter().tlvs(tlvs).pdu(this);
  }
}
