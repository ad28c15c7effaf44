package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/** Unites submit_sm and deliver_sm, which have the same fields; see {@link ShortMessageBody}. */
public sealed interface ShortMessagePdu extends Pdu permits SubmitSm, DeliverSm {
  ShortMessageBody body();

  @Override
  default int commandStatus() {
    return CommandStatus.ESME_ROK;
  }

  default String serviceType() {
    return body().serviceType();
  }

  default Address source() {
    return body().source();
  }

  default Address destination() {
    return body().destination();
  }

  default int esmClass() {
    return body().esmClass();
  }

  default int protocolId() {
    return body().protocolId();
  }

  default int priority() {
    return body().priority();
  }

  default String scheduleDeliveryTime() {
    return body().scheduleDeliveryTime();
  }

  default String validityPeriod() {
    return body().validityPeriod();
  }

  default int registeredDelivery() {
    return body().registeredDelivery();
  }

  default int replaceIfPresent() {
    return body().replaceIfPresent();
  }

  default int dataCoding() {
    return body().dataCoding();
  }

  default int defaultMessageId() {
    return body().defaultMessageId();
  }

  default Bytes shortMessage() {
    return body().shortMessage();
  }

  default Tlvs tlvs() {
    return body().tlvs();
  }

  /** What the message says: message_payload if it is there, else short_message. */
  default Bytes payload() {
    return body().payload();
  }

  /** Whether the payload starts with a user data header (esm_class bit 6). */
  default boolean hasUserDataHeader() {
    return body().hasUserDataHeader();
  }
}
