package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/** Tells that a subscriber can be reached again (SMPP 3.4 §4.12.1); nothing answers it. */
public record AlertNotification(int sequenceNumber, Address source, Address esme, Tlvs tlvs)
    implements Pdu {

  public AlertNotification {
    Fields.address(source, TextField.LONG_SOURCE_ADDRESS);
    Fields.address(esme, TextField.LONG_DESTINATION_ADDRESS);
  }

  static AlertNotification read(PduReader in) throws MalformedPdu {
    return new AlertNotification(
        in.sequenceNumber(),
        in.address(TextField.LONG_SOURCE_ADDRESS),
        in.address(TextField.LONG_DESTINATION_ADDRESS),
        in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.ALERT_NOTIFICATION;
  }

  @Override
  public int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  @Override
  public Bytes encode() {
    return new PduWriter()
        .address(TextField.LONG_SOURCE_ADDRESS, source)
        .address(TextField.LONG_DESTINATION_ADDRESS, esme)
        .tlvs(tlvs)
        .pdu(this);
  }
}
