package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/**
 * Asks to drop messages that wait (SMPP 3.4 §4.9.1); an empty id means all between these parties.
 */
public record CancelSm(
    int sequenceNumber, String serviceType, String messageId, Address source, Address destination)
    implements Pdu {

  public CancelSm {
    TextField.SERVICE_TYPE.check(serviceType);
    TextField.MESSAGE_ID.check(messageId);
    Fields.address(source, TextField.SOURCE_ADDRESS);
    Fields.address(destination, TextField.DESTINATION_ADDRESS);
  }

  static CancelSm read(PduReader in) throws MalformedPdu {
    CancelSm pdu =
        new CancelSm(
            in.sequenceNumber(),
            in.text(TextField.SERVICE_TYPE),
            in.text(TextField.MESSAGE_ID),
            in.address(TextField.SOURCE_ADDRESS),
            in.address(TextField.DESTINATION_ADDRESS));
    in.end();
    return pdu;
  }

  @Override
  public int commandId() {
    return CommandId.CANCEL_SM;
  }

  @Override
  public int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  @Override
  public Bytes encode() {
    return new PduWriter()
        .text(TextField.SERVICE_TYPE, serviceType)
        .text(TextField.MESSAGE_ID, messageId)
        .address(TextField.SOURCE_ADDRESS, source)
        .address(TextField.DESTINATION_ADDRESS, destination)
        .pdu(this);
  }
}
