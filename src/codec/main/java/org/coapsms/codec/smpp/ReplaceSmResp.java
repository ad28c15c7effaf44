package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Answers replace_sm (SMPP 3.4 §4.10.2). */
public record ReplaceSmResp(int commandStatus, int sequenceNumber, Tlvs tlvs) implements Pdu {

  public ReplaceSmResp(int commandStatus, int sequenceNumber) {
    this(commandStatus, sequenceNumber, Tlvs.EMPTY);
  }

  static ReplaceSmResp read(PduReader in) throws MalformedPdu {
    return new ReplaceSmResp(in.commandStatus(), in.sequenceNumber(), in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.REPLACE_SM);
  }

  @Override
  public Bytes encode() {
    return new PduWriter().tlvs(tlvs).pdu(this);
  }
}
