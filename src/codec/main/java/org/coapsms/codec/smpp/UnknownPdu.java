package org.coapsms.codec.smpp;

import org.coapsms.codec.Bytes;

/**
 * Holds a command that this module does not know, or does not take apart (the broadcasts of 5.0);
 * generic_nack with ESME_RINVCMDID answers it.
 */
public record UnknownPdu(int commandId, int commandStatus, int sequenceNumber, Bytes body)
    implements Pdu {

  static UnknownPdu read(PduReader in) {
    return new UnknownPdu(
        in.header().commandId(), in.commandStatus(), in.sequenceNumber(), in.rest());
  }

  @Override
  public Bytes encode() {
    return new PduWriter().bytes(body).pdu(this);
  }
}
