package org.coapsms.codec.decode;

import java.util.List;
import java.util.Map;
import org.coapsms.codec.smpp.CommandId;

/**
 * Lists which fields the body of each SMPP command has, in their order and under their names in
 * SMPP 3.4 §4. A response may end before its first field.
 */
final class SmppLayout {
  /** How a field lies in its octets. */
  enum Shape {
    /** Octets up to a NUL. */
    TEXT,
    OCTET,
    /** sm_length and so many octets. */
    MESSAGE,
    /** number_of_dests and the destinations. */
    DESTINATIONS,
    /** no_unsuccess and the destinations that failed. */
    UNSUCCESSFUL
  }

  /** A field of a body. */
  record Item(String name, Shape shape) {}

  private static final Item SERVICE_TYPE = text("service_type");
  private static final Item SOURCE_TON = octet("source_addr_ton");
  private static final Item SOURCE_NPI = octet("source_addr_npi");
  private static final Item SOURCE = text("source_addr");
  private static final Item DESTINATION_TON = octet("dest_addr_ton");
  private static final Item DESTINATION_NPI = octet("dest_addr_npi");
  private static final Item DESTINATION = text("destination_addr");
  private static final Item ESM_CLASS = octet("esm_class");
  private static final Item REGISTERED_DELIVERY = octet("registered_delivery");
  private static final Item DATA_CODING = octet("data_coding");
  private static final Item SCHEDULE = text("schedule_delivery_time");
  private static final Item VALIDITY = text("validity_period");
  private static final Item DEFAULT_MESSAGE = octet("sm_default_msg_id");
  private static final Item MESSAGE = new Item("short_message", Shape.MESSAGE);
  private static final Item MESSAGE_ID = text("message_id");
  private static final Item SYSTEM_ID = text("system_id");
  private static final Item PASSWORD = text("password");

  private static final List<Item> BIND =
      List.of(
          SYSTEM_ID,
          PASSWORD,
          text("system_type"),
          octet("interface_version"),
          octet("addr_ton"),
          octet("addr_npi"),
          text("address_range"));

  private static final List<Item> SHORT_MESSAGE =
      List.of(
          SERVICE_TYPE,
          SOURCE_TON,
          SOURCE_NPI,
          SOURCE,
          DESTINATION_TON,
          DESTINATION_NPI,
          DESTINATION,
          ESM_CLASS,
          octet("protocol_id"),
          octet("priority_flag"),
          SCHEDULE,
          VALIDITY,
          REGISTERED_DELIVERY,
          octet("replace_if_present_flag"),
          DATA_CODING,
          DEFAULT_MESSAGE,
          MESSAGE);

  private static final Map<Integer, List<Item>> LAYOUTS =
      Map.ofEntries(
          Map.entry(CommandId.BIND_RECEIVER, BIND),
          Map.entry(CommandId.BIND_TRANSMITTER, BIND),
          Map.entry(CommandId.BIND_TRANSCEIVER, BIND),
          response(CommandId.BIND_RECEIVER, SYSTEM_ID),
          response(CommandId.BIND_TRANSMITTER, SYSTEM_ID),
          response(CommandId.BIND_TRANSCEIVER, SYSTEM_ID),
          Map.entry(CommandId.OUTBIND, List.of(SYSTEM_ID, PASSWORD)),
          Map.entry(CommandId.SUBMIT_SM, SHORT_MESSAGE),
          Map.entry(CommandId.DELIVER_SM, SHORT_MESSAGE),
          response(CommandId.SUBMIT_SM, MESSAGE_ID),
          response(CommandId.DELIVER_SM, MESSAGE_ID),
          response(CommandId.DATA_SM, MESSAGE_ID),
          Map.entry(
              CommandId.DATA_SM,
              List.of(
                  SERVICE_TYPE,
                  SOURCE_TON,
                  SOURCE_NPI,
                  SOURCE,
                  DESTINATION_TON,
                  DESTINATION_NPI,
                  DESTINATION,
                  ESM_CLASS,
                  REGISTERED_DELIVERY,
                  DATA_CODING)),
          Map.entry(
              CommandId.SUBMIT_MULTI,
              List.of(
                  SERVICE_TYPE,
                  SOURCE_TON,
                  SOURCE_NPI,
                  SOURCE,
                  new Item("dest_address", Shape.DESTINATIONS),
                  ESM_CLASS,
                  octet("protocol_id"),
                  octet("priority_flag"),
                  SCHEDULE,
                  VALIDITY,
                  REGISTERED_DELIVERY,
                  octet("replace_if_present_flag"),
                  DATA_CODING,
                  DEFAULT_MESSAGE,
                  MESSAGE)),
          response(
              CommandId.SUBMIT_MULTI, MESSAGE_ID, new Item("unsuccess_sme", Shape.UNSUCCESSFUL)),
          Map.entry(CommandId.QUERY_SM, List.of(MESSAGE_ID, SOURCE_TON, SOURCE_NPI, SOURCE)),
          response(
              CommandId.QUERY_SM,
              MESSAGE_ID,
              text("final_date"),
              octet("message_state"),
              octet("error_code")),
          Map.entry(
              CommandId.CANCEL_SM,
              List.of(
                  SERVICE_TYPE,
                  MESSAGE_ID,
                  SOURCE_TON,
                  SOURCE_NPI,
                  SOURCE,
                  DESTINATION_TON,
                  DESTINATION_NPI,
                  DESTINATION)),
          Map.entry(
              CommandId.REPLACE_SM,
              List.of(
                  MESSAGE_ID,
                  SOURCE_TON,
                  SOURCE_NPI,
                  SOURCE,
                  SCHEDULE,
                  VALIDITY,
                  REGISTERED_DELIVERY,
                  DEFAULT_MESSAGE,
                  MESSAGE)),
          Map.entry(
              CommandId.ALERT_NOTIFICATION,
              List.of(
                  SOURCE_TON,
                  SOURCE_NPI,
                  SOURCE,
                  octet("esme_addr_ton"),
                  octet("esme_addr_npi"),
                  text("esme_addr"))));

  private SmppLayout() {}

  /** The fields before the optional parameters. */
  static List<Item> of(int commandId) {
    return LAYOUTS.getOrDefault(commandId, List.of());
  }

  private static Item text(String name) {
    return new Item(name, Shape.TEXT);
  }

  private static Item octet(String name) {
    return new Item(name, Shape.OCTET);
  }

  private static Map.Entry<Integer, List<Item>> response(int commandId, Item... items) {
    return Map.entry(CommandId.responseTo(commandId), List.of(items));
  }
}
