package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/** Agrees to end the session (SMPP 3.4 §4.2.2). */
public record UnbindResp(int commandStatus, int sequenceNumber, Tlvs tlvs) implements Pdu {

  public UnbindResp(int commandStatus, int sequenceNumber) {
    this(commandStatus, sequenceNumber, Tlvs.EMPTY);
  }

  static UnbindResp read(PduReader in) throws MalformedPdu {
    return new UnbindResp(in.commandStatus(), in.sequenceNumber(), in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.responseTo(CommandId.UNBIND);
  }

  @Override
  public Bytes encode() {
    return new PduWriter().tlvs(tlvs).pdu(this);
  }
}
