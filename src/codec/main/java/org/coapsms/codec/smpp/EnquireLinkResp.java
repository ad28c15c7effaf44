package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Answers that the peer is there (SMPP 3.4 §4.11.2). */
public record EnquireLinkResp(int commandStatus, int sequenceNumber, Tlvs tlvs) implements Pdu {

  public EnquireLinkResp(int commandStatus, int sequenceNumber) {
    this(commandStatus, sequenceNumber, Tlvs.EMPTY);
  }

  static EnquireLinkResp read(PduReader in) throws MalformedPdu {
    return new EnquireLinkResp(in.commandStatus(), in.sequenceNumber(), in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.ENQUIRE_LINK);
  }

  @Override
  public Bytes encode() {
    return new PduWriter().tlvs(tlvs).pdu(this);
  }
}
