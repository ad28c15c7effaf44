package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/** Asks what became of a message (SMPP 3.4 §4.8.1). */
public record QuerySm(int sequenceNumber, String messageId, Address source) implements Pdu {

  public QuerySm {
    TextField.MESSAGE_ID.check(messageId);
    Fields.address(source, TextField.SOURCE_ADDRESS);
  }

  static QuerySm read(PduReader in) throws MalformedPdu {
    QuerySm pdu =
        new QuerySm(
            in.sequenceNumber(),
            in.text(TextField.MESSAGE_ID),
            in.address(TextField.SOURCE_ADDRESS));
    in.end();
    return pdu;
  }

  @Override
  public int commandId() {
    return CommandId.QUERY_SM;
  }

  @Override
  public int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  @Override
  public Bytes encode() {
    return new PduWriter()
        .text(TextField.MESSAGE_ID, messageId)
        .address(TextField.SOURCE_ADDRESS, source)
        .pdu(this);
  }
}
