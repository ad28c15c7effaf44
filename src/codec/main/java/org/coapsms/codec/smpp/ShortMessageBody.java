package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;

/**
 * Holds what submit_sm and deliver_sm say (SMPP 3.4 §4.4.1, §4.6.1). Each {@code with…} gives a
 * copy with one field changed.
 *
 * @param serviceType at most 5 characters
 * @param source address of at most 20 characters
 * @param destination address of at most 20 characters
 * @param esmClass see the constants
 * @param protocolId TP-PID
 * @param priority 0 to 3
 * @param scheduleDeliveryTime empty for at once; see {@link SmppTime}
 * @param validityPeriod empty for the SMSC's default; see {@link SmppTime}
 * @param registeredDelivery see the constants
 * @param replaceIfPresent 1 replaces a waiting message between the same parties
 * @param dataCoding see SMPP 3.4 §5.2.19
 * @param defaultMessageId the number of a canned message
 * @param shortMessage at most 255 octets (254 in 3.4); empty if the tlvs hold message_payload
 */
public record ShortMessageBody(
    String serviceType,
    Address source,
    Address destination,
    int esmClass,
    int protocolId,
    int priority,
    String scheduleDeliveryTime,
    String validityPeriod,
    int registeredDelivery,
    int replaceIfPresent,
    int dataCoding,
    int defaultMessageId,
    Bytes shortMessage,
    Tlvs tlvs) {
  /** Bits 5 to 2 of esm_class: what kind of message a deliver_sm is. */
  public static final int ESM_TYPE_MASK = 0x3C;

  /** In deliver_sm: an SMSC delivery receipt. */
  public static final int ESM_DELIVERY_RECEIPT = 0x04;

  /** In deliver_sm: an intermediate notification. */
  public static final int ESM_INTERMEDIATE_NOTIFICATION = 0x20;

  /** The payload starts with a user data header. */
  public static final int ESM_USER_DATA_HEADER = 0x40;

  /** A receipt when the message was delivered or given up. */
  public static final int RECEIPT_FINAL = 0x01;

  /** A receipt only when the message was given up. */
  public static final int RECEIPT_FAILURE = 0x02;

  /** Octets that short_message can hold. */
  public static final int MAX_SHORT_MESSAGE = 255;

  public ShortMessageBody {
    TextField.SERVICE_TYPE.check(serviceType);
    TextField.SCHEDULE_DELIVERY_TIME.check(scheduleDeliveryTime);
    TextField.VALIDITY_PERIOD.check(validityPeriod);
    Fields.address(source, TextField.SOURCE_ADDRESS);
    Fields.address(destination, TextField.DESTINATION_ADDRESS);
    Fields.u8(esmClass, "esm_class");
    Fields.u8(protocolId, "protocol_id");
    Fields.u8(priority, "priority_flag");
    Fields.u8(registeredDelivery, "registered_delivery");
    Fields.u8(replaceIfPresent, "replace_if_present_flag");
    Fields.u8(dataCoding, "data_coding");
    Fields.u8(defaultMessageId, "sm_default_msg_id");
    Fields.u8(shortMessage.size(), "sm_length");
  }

  /** A plain message: every other field 0 or empty. */
  public static ShortMessageBody of(Address source, Address destination, Bytes shortMessage) {
    return new ShortMessageBody(
        "", source, destination, 0, 0, 0, "", "", 0, 0, 0, 0, shortMessage, Tlvs.EMPTY);
  }

  /** What the message says: message_payload if it is there, else short_message. */
  public Bytes payload() {
    return shortMessage.isEmpty()
        ? tlvs.octets(TlvTag.MESSAGE_PAYLOAD).orElse(shortMessage)
        : shortMessage;
  }

  public boolean hasUserDataHeader() {
    return (esmClass & ESM_USER_DATA_HEADER) != 0;
  }

  /** Whether esm_class says that a deliver_sm reports on another message. */
  public boolean isReceipt() {
    int type = esmClass & ESM_TYPE_MASK;
    return type == ESM_DELIVERY_RECEIPT || type == ESM_INTERMEDIATE_NOTIFICATION;
  }

  static ShortMessageBody read(PduReader in) throws MalformedPdu {
    return readHandling(
        in,
        in.text(TextField.SERVICE_TYPE),
        in.address(TextField.SOURCE_ADDRESS),
        in.address(TextField.DESTINATION_ADDRESS));
  }

  // | esm_class | protocol_id | priority_flag | schedule_delivery_time ... | validity_period ... |
  // | registered_delivery | replace_if_present_flag | data_coding | sm_default_msg_id |
  // | sm_length | short_message ... | TLVs ... |   SMPP 3.4, 4.4.1
  static ShortMessageBody readHandling(
      PduReader in, String serviceType, Address source, Address destination) throws MalformedPdu {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        in.u8("esm_class"),
        in.u8("protocol_id"),
        in.u8("priority_flag"),
        in.text(TextField.SCHEDULE_DELIVERY_TIME),
        in.text(TextField.VALIDITY_PERIOD),
        in.u8("registered_delivery"),
        in.u8("replace_if_present_flag"),
        in.u8("data_coding"),
        in.u8("sm_default_msg_id"),
        in.bytes(in.u8("sm_length"), "short_message"),
        in.tlvs());
  }

  void write(PduWriter out) {
    out.text(TextField.SERVICE_TYPE, serviceType)
        .address(TextField.SOURCE_ADDRESS, source)
        .address(TextField.DESTINATION_ADDRESS, destination);
    writeHandling(out);
  }

  void writeHandling(PduWriter out) {
    out.u8(esmClass)
        .u8(protocolId)
        .u8(priority)
        .text(TextField.SCHEDULE_DELIVERY_TIME, scheduleDeliveryTime)
        .text(TextField.VALIDITY_PERIOD, validityPeriod)
        .u8(registeredDelivery)
        .u8(replaceIfPresent)
        .u8(dataCoding)
        .u8(defaultMessageId)
        .u8(shortMessage.size())
        .bytes(shortMessage)
        .tlvs(tlvs);
  }

  public ShortMessageBody withServiceType(String newServiceType) {
    return new ShortMessageBody(
        newServiceType,
        source,
        destination,
        esmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withSource(Address newSource) {
    return new ShortMessageBody(
        serviceType,
        newSource,
        destination,
        esmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withDestination(Address newDestination) {
    return new ShortMessageBody(
        serviceType,
        source,
        newDestination,
        esmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withEsmClass(int newEsmClass) {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        newEsmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withProtocolId(int newProtocolId) {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        esmClass,
        newProtocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withScheduleDeliveryTime(String newScheduleDeliveryTime) {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priority,
        newScheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withValidityPeriod(String newValidityPeriod) {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        newValidityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withRegisteredDelivery(int newRegisteredDelivery) {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        newRegisteredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withDataCoding(int newDataCoding) {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        newDataCoding,
        defaultMessageId,
        shortMessage,
        tlvs);
  }

  public ShortMessageBody withShortMessage(Bytes newShortMessage) {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        newShortMessage,
        tlvs);
  }

  public ShortMessageBody withTlvs(Tlvs newTlvs) {
    return new ShortMessageBody(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priority,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        defaultMessageId,
        shortMessage,
        newTlvs);
  }
}
