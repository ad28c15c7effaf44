package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/**
 * Refuses what could not be understood as a command (SMPP 3.4 §4.3); its sequence number is 0 where
 * that of the refused PDU could not be read.
 */
public record GenericNack(int commandStatus, int sequenceNumber, Tlvs tlvs) implements Pdu {

  public GenericNack(int commandStatus, int sequenceNumber) {
    this(commandStatus, sequenceNumber, Tlvs.EMPTY);
  }

  static GenericNack read(PduReader in) throws MalformedPdu {
    return new GenericNack(in.commandStatus(), in.sequenceNumber(), in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.GENERIC_NACK;
  }

  @Override
  public Bytes encode() {
    return new PduWriter().tlvs(tlvs).pdu(this);
  }
}
