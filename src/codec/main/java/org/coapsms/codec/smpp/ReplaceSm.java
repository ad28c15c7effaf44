package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/** Changes a message that waits (SMPP 3.4 §4.10.1). */
public record ReplaceSm(
    int sequenceNumber,
    String messageId,
    Address source,
    String scheduleDeliveryTime,
    String validityPeriod,
    int registeredDelivery,
    int defaultMessageId,
    Bytes shortMessage,
    Tlvs tlvs)
    implements Pdu {

  public ReplaceSm {
    TextField.MESSAGE_ID.check(messageId);
    Fields.address(source, TextField.SOURCE_ADDRESS);
    TextField.SCHEDULE_DELIVERY_TIME.check(scheduleDeliveryTime);
    TextField.VALIDITY_PERIOD.check(validityPeriod);
    Fields.u8(registeredDelivery, "registered_delivery");
    Fields.u8(defaultMessageId, "sm_default_msg_id");
    Fields.u8(shortMessage.size(), "sm_length");
  }

  static ReplaceSm read(PduReader in) throws MalformedPdu {
    return new ReplaceSm(
        in.sequenceNumber(),
        in.text(TextField.MESSAGE_ID),
        in.address(TextField.SOURCE_ADDRESS),
        in.text(TextField.SCHEDULE_DELIVERY_TIME),
        in.text(TextField.VALIDITY_PERIOD),
        in.u8("registered_delivery"),
        in.u8("sm_default_msg_id"),
        in.bytes(in.u8("sm_length"), "short_message"),
        in.tlvs());
  }

  @Override
  public int commandId() {
    return CommandId.REPLACE_SM;
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
        .text(TextField.SCHEDULE_DELIVERY_TIME, scheduleDeliveryTime)
        .text(TextField.VALIDITY_PERIOD, validityPeriod)
        .u8(registeredDelivery)
        .u8(defaultMessageId)
        .u8(shortMessage.size())
        .bytes(shortMessage)
        .tlvs(tlvs)
        .pdu(this);
  }
}
