package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/** Hands a message over whose payload is the message_payload parameter (SMPP 3.4 §4.7.1). */
public record DataSm(
    int sequenceNumber,
    String serviceType,
    Address source,
    Address destination,
    int esmClass,
    int registeredDelivery,
    int dataCoding,
    Tlvs tlvs)
    implements Pdu {

  public DataSm {
    TextField.SERVICE_TYPE.check(serviceType);
    Fields.address(source, TextField.LONG_SOURCE_ADDRESS);
    Fields.address(destination, TextField.LONG_DESTINATION_ADDRESS);
    Fields.u8(esmClass, "esm_class");
    Fields.u8(registeredDelivery, "registered_delivery");
    Fields.u8(dataCoding, "data_coding");
  }

  static DataSm read(PduReader in) throws MalformedPdu {
    return new DataSm(
        in.sequenceNumber(),
        in.text(TextField.SERVICE_TYPE),
        in.address(TextField.LONG_SOURCE_ADDRESS),
        in.address(TextField.LONG_DESTINATION_ADDRESS),
        in.u8("esm_class"),
        in.u8("registered_delivery"),
        in.u8("data_coding"),
        in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.DATA_SM;
  }

  @Override
  public int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  @Override
  public Bytes encode() {
    return new PduWriter()
        .text(TextField.SERVICE_TYPE, serviceType)
        .address(TextField.LONG_SOURCE_ADDRESS, source)
        .address(TextField.LONG_DESTINATION_ADDRESS, destination)
        .u8(esmClass)
        .u8(registeredDelivery)
        .u8(dataCoding)
        .tlvs(tlvs)
        .pdu(this);
  }
}
