package org.coapsms.simulator.smsc;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.DataSm;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.SubmitMulti;
import org.coapsms.codec.smpp.SubmitSm;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;

/**
 * What submit_sm and data_sm have in common.
 *
 * @param validityPeriod as in submit_sm; empty in data_sm, which has qos_time_to_live instead
 * @param shortMessage empty in data_sm, which has message_payload instead
 */
record Submission(
    int sequenceNumber,
    Address source,
    Address destination,
    int esmClass,
    int protocolId,
    int registeredDelivery,
    int dataCoding,
    String scheduleDeliveryTime,
    String validityPeriod,
    Bytes shortMessage,
    Tlvs tlvs) {
  static Submission of(SubmitSm pdu) {
    return new Submission(
        pdu.sequenceNumber(),
        pdu.source(),
        pdu.destination(),
        pdu.esmClass(),
        pdu.protocolId(),
        pdu.registeredDelivery(),
        pdu.dataCoding(),
        pdu.scheduleDeliveryTime(),
        pdu.validityPeriod(),
        pdu.shortMessage(),
        pdu.tlvs());
  }

  static Submission of(DataSm pdu) {
    return new Submission(
        pdu.sequenceNumber(),
        pdu.source(),
        pdu.destination(),
        pdu.esmClass(),
        0,
        pdu.registeredDelivery(),
        pdu.dataCoding(),
        "",
        "",
        Bytes.EMPTY,
        pdu.tlvs());
  }

  /** What one receiver of a group gets. */
  static Submission of(SubmitMulti pdu, Address destination) {
    ShortMessageBody body = pdu.body();
    return new Submission(
        pdu.sequenceNumber(),
        body.source(),
        destination,
        body.esmClass(),
        body.protocolId(),
        body.registeredDelivery(),
        body.dataCoding(),
        body.scheduleDeliveryTime(),
        body.validityPeriod(),
        body.shortMessage(),
        body.tlvs());
  }

  /** With the account's number where the ESME names no sender, or the same number less exactly. */
  Submission from(Address number) {
    if (!source.value().isEmpty() && !source.value().equals(number.value())) {
      return this;
    }
    return new Submission(
        sequenceNumber,
        number,
        destination,
        esmClass,
        protocolId,
        registeredDelivery,
        dataCoding,
        scheduleDeliveryTime,
        validityPeriod,
        shortMessage,
        tlvs);
  }

  boolean hasHeader() {
    return (esmClass & ShortMessageBody.ESM_USER_DATA_HEADER) != 0;
  }

  boolean hasPayloadTlv() {
    return tlvs.octets(TlvTag.MESSAGE_PAYLOAD).isPresent();
  }

  /** The octets of the message, wherever they were. */
  Bytes content() {
    return tlvs.octets(TlvTag.MESSAGE_PAYLOAD).orElse(shortMessage);
  }

  /** SMPP 3.4 §5.2.17: a receipt on success. */
  boolean wantsSuccess() {
    return (registeredDelivery & 0x03) == 1 || (registeredDelivery & 0x03) == 3;
  }

  /** SMPP 3.4 §5.2.17: a receipt on failure. */
  boolean wantsFailure() {
    return (registeredDelivery & 0x03) == 1 || (registeredDelivery & 0x03) == 2;
  }

  boolean wantsReceipt() {
    return (registeredDelivery & 0x03) != 0;
  }

  boolean wantsIntermediate() {
    return (registeredDelivery & 0x10) != 0;
  }
}
