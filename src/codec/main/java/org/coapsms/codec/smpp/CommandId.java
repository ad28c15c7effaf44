package org.coapsms.codec.smpp;

import java.util.Map;

/** Lists the commands of SMPP 3.4 §5.1.2.1 and 5.0 §4.7.5. */
public final class CommandId {
  public static final int BIND_RECEIVER = 0x01;
  public static final int BIND_TRANSMITTER = 0x02;
  public static final int QUERY_SM = 0x03;
  public static final int SUBMIT_SM = 0x04;
  public static final int DELIVER_SM = 0x05;
  public static final int UNBIND = 0x06;
  public static final int REPLACE_SM = 0x07;
  public static final int CANCEL_SM = 0x08;
  public static final int BIND_TRANSCEIVER = 0x09;
  public static final int OUTBIND = 0x0B;
  public static final int ENQUIRE_LINK = 0x15;
  public static final int SUBMIT_MULTI = 0x21;
  public static final int ALERT_NOTIFICATION = 0x102;
  public static final int DATA_SM = 0x103;
  public static final int BROADCAST_SM = 0x111;
  public static final int QUERY_BROADCAST_SM = 0x112;
  public static final int CANCEL_BROADCAST_SM = 0x113;

  /** Set in the command_id of every response. */
  public static final int RESPONSE = 0x80000000;

  public static final int GENERIC_NACK = RESPONSE;

  private static final Map<Integer, String> REQUESTS =
      Map.ofEntries(
          Map.entry(BIND_RECEIVER, "bind_receiver"),
          Map.entry(BIND_TRANSMITTER, "bind_transmitter"),
          Map.entry(QUERY_SM, "query_sm"),
          Map.entry(SUBMIT_SM, "submit_sm"),
          Map.entry(DELIVER_SM, "deliver_sm"),
          Map.entry(UNBIND, "unbind"),
          Map.entry(REPLACE_SM, "replace_sm"),
          Map.entry(CANCEL_SM, "cancel_sm"),
          Map.entry(BIND_TRANSCEIVER, "bind_transceiver"),
          Map.entry(OUTBIND, "outbind"),
          Map.entry(ENQUIRE_LINK, "enquire_link"),
          Map.entry(SUBMIT_MULTI, "submit_multi"),
          Map.entry(ALERT_NOTIFICATION, "alert_notification"),
          Map.entry(DATA_SM, "data_sm"),
          Map.entry(BROADCAST_SM, "broadcast_sm"),
          Map.entry(QUERY_BROADCAST_SM, "query_broadcast_sm"),
          Map.entry(CANCEL_BROADCAST_SM, "cancel_broadcast_sm"));

  private CommandId() {}

  /** The command that answers this one. */
  public static int responseTo(int commandId) {
    return commandId | RESPONSE;
  }

  public static boolean isResponse(int commandId) {
    return (commandId & RESPONSE) != 0;
  }

  /** Whether the specifications name this command. */
  public static boolean isKnown(int commandId) {
    return commandId == GENERIC_NACK || REQUESTS.containsKey(commandId & ~RESPONSE);
  }

  /** The name in the specifications, such as {@code submit_sm_resp}; hexadecimal if none. */
  public static String name(int commandId) {
    if (commandId == GENERIC_NACK) {
      return "generic_nack";
    }
    String request = REQUESTS.get(commandId & ~RESPONSE);
    if (request == null) {
      return String.format("0x%08x", commandId);
    }
    return isResponse(commandId) ? request + "_resp" : request;
  }
}
