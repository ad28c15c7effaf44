package org.coapsms.codec.smpp;

import java.util.Map;

/** Lists the optional parameters of SMPP 3.4 §5.3.1 and 5.0 §4.8.1: tags, names and formats. */
public final class TlvTag {
  public static final int DEST_ADDR_SUBUNIT = 0x0005;
  public static final int DEST_NETWORK_TYPE = 0x0006;
  public static final int DEST_BEARER_TYPE = 0x0007;
  public static final int DEST_TELEMATICS_ID = 0x0008;
  public static final int SOURCE_ADDR_SUBUNIT = 0x000D;
  public static final int SOURCE_NETWORK_TYPE = 0x000E;
  public static final int SOURCE_BEARER_TYPE = 0x000F;
  public static final int SOURCE_TELEMATICS_ID = 0x0010;
  public static final int QOS_TIME_TO_LIVE = 0x0017;
  public static final int PAYLOAD_TYPE = 0x0019;
  public static final int ADDITIONAL_STATUS_INFO_TEXT = 0x001D;
  public static final int RECEIPTED_MESSAGE_ID = 0x001E;
  public static final int MS_MSG_WAIT_FACILITIES = 0x0030;
  public static final int PRIVACY_INDICATOR = 0x0201;
  public static final int SOURCE_SUBADDRESS = 0x0202;
  public static final int DEST_SUBADDRESS = 0x0203;
  public static final int USER_MESSAGE_REFERENCE = 0x0204;
  public static final int USER_RESPONSE_CODE = 0x0205;
  public static final int SOURCE_PORT = 0x020A;
  public static final int DESTINATION_PORT = 0x020B;
  public static final int SAR_MSG_REF_NUM = 0x020C;
  public static final int LANGUAGE_INDICATOR = 0x020D;
  public static final int SAR_TOTAL_SEGMENTS = 0x020E;
  public static final int SAR_SEGMENT_SEQNUM = 0x020F;
  public static final int SC_INTERFACE_VERSION = 0x0210;
  public static final int CALLBACK_NUM_PRES_IND = 0x0302;
  public static final int CALLBACK_NUM_ATAG = 0x0303;
  public static final int NUMBER_OF_MESSAGES = 0x0304;
  public static final int CALLBACK_NUM = 0x0381;
  public static final int DPF_RESULT = 0x0420;
  public static final int SET_DPF = 0x0421;
  public static final int MS_AVAILABILITY_STATUS = 0x0422;
  public static final int NETWORK_ERROR_CODE = 0x0423;
  public static final int MESSAGE_PAYLOAD = 0x0424;
  public static final int DELIVERY_FAILURE_REASON = 0x0425;
  public static final int MORE_MESSAGES_TO_SEND = 0x0426;
  public static final int MESSAGE_STATE = 0x0427;
  public static final int CONGESTION_STATE = 0x0428;
  public static final int USSD_SERVICE_OP = 0x0501;
  public static final int BROADCAST_CHANNEL_INDICATOR = 0x0600;
  public static final int BROADCAST_CONTENT_TYPE = 0x0601;
  public static final int BROADCAST_CONTENT_TYPE_INFO = 0x0602;
  public static final int BROADCAST_MESSAGE_CLASS = 0x0603;
  public static final int BROADCAST_REP_NUM = 0x0604;
  public static final int BROADCAST_FREQUENCY_INTERVAL = 0x0605;
  public static final int BROADCAST_AREA_IDENTIFIER = 0x0606;
  public static final int BROADCAST_ERROR_STATUS = 0x0607;
  public static final int BROADCAST_AREA_SUCCESS = 0x0608;
  public static final int BROADCAST_END_TIME = 0x0609;
  public static final int BROADCAST_SERVICE_GROUP = 0x060A;
  public static final int BILLING_IDENTIFICATION = 0x060B;
  public static final int SOURCE_NETWORK_ID = 0x060D;
  public static final int DEST_NETWORK_ID = 0x060E;
  public static final int SOURCE_NODE_ID = 0x060F;
  public static final int DEST_NODE_ID = 0x0610;
  public static final int DEST_ADDR_NP_RESOLUTION = 0x0611;
  public static final int DEST_ADDR_NP_INFORMATION = 0x0612;
  public static final int DEST_ADDR_NP_COUNTRY = 0x0613;
  public static final int DISPLAY_TIME = 0x1201;
  public static final int SMS_SIGNAL = 0x1203;
  public static final int MS_VALIDITY = 0x1204;
  public static final int ALERT_ON_MESSAGE_DELIVERY = 0x130C;
  public static final int ITS_REPLY_TYPE = 0x1380;
  public static final int ITS_SESSION_INFO = 0x1383;

  /** The format of a value. */
  public enum Kind {
    UINT,
    STRING,
    OPAQUE
  }

  private record Known(String name, Kind kind) {}

  private static final Map<Integer, Known> KNOWN =
      Map.ofEntries(
          tag(DEST_ADDR_SUBUNIT, "dest_addr_subunit", Kind.UINT),
          tag(DEST_NETWORK_TYPE, "dest_network_type", Kind.UINT),
          tag(DEST_BEARER_TYPE, "dest_bearer_type", Kind.UINT),
          tag(DEST_TELEMATICS_ID, "dest_telematics_id", Kind.UINT),
          tag(SOURCE_ADDR_SUBUNIT, "source_addr_subunit", Kind.UINT),
          tag(SOURCE_NETWORK_TYPE, "source_network_type", Kind.UINT),
          tag(SOURCE_BEARER_TYPE, "source_bearer_type", Kind.UINT),
          tag(SOURCE_TELEMATICS_ID, "source_telematics_id", Kind.UINT),
          tag(QOS_TIME_TO_LIVE, "qos_time_to_live", Kind.UINT),
          tag(PAYLOAD_TYPE, "payload_type", Kind.UINT),
          tag(ADDITIONAL_STATUS_INFO_TEXT, "additional_status_info_text", Kind.STRING),
          tag(RECEIPTED_MESSAGE_ID, "receipted_message_id", Kind.STRING),
          tag(MS_MSG_WAIT_FACILITIES, "ms_msg_wait_facilities", Kind.OPAQUE),
          tag(PRIVACY_INDICATOR, "privacy_indicator", Kind.UINT),
          tag(SOURCE_SUBADDRESS, "source_subaddress", Kind.OPAQUE),
          tag(DEST_SUBADDRESS, "dest_subaddress", Kind.OPAQUE),
          tag(USER_MESSAGE_REFERENCE, "user_message_reference", Kind.UINT),
          tag(USER_RESPONSE_CODE, "user_response_code", Kind.UINT),
          tag(SOURCE_PORT, "source_port", Kind.UINT),
          tag(DESTINATION_PORT, "destination_port", Kind.UINT),
          tag(SAR_MSG_REF_NUM, "sar_msg_ref_num", Kind.UINT),
          tag(LANGUAGE_INDICATOR, "language_indicator", Kind.UINT),
          tag(SAR_TOTAL_SEGMENTS, "sar_total_segments", Kind.UINT),
          tag(SAR_SEGMENT_SEQNUM, "sar_segment_seqnum", Kind.UINT),
          tag(SC_INTERFACE_VERSION, "sc_interface_version", Kind.UINT),
          tag(CALLBACK_NUM_PRES_IND, "callback_num_pres_ind", Kind.OPAQUE),
          tag(CALLBACK_NUM_ATAG, "callback_num_atag", Kind.OPAQUE),
          tag(NUMBER_OF_MESSAGES, "number_of_messages", Kind.UINT),
          tag(CALLBACK_NUM, "callback_num", Kind.OPAQUE),
          tag(DPF_RESULT, "dpf_result", Kind.UINT),
          tag(SET_DPF, "set_dpf", Kind.UINT),
          tag(MS_AVAILABILITY_STATUS, "ms_availability_status", Kind.UINT),
          tag(NETWORK_ERROR_CODE, "network_error_code", Kind.OPAQUE),
          tag(MESSAGE_PAYLOAD, "message_payload", Kind.OPAQUE),
          tag(DELIVERY_FAILURE_REASON, "delivery_failure_reason", Kind.UINT),
          tag(MORE_MESSAGES_TO_SEND, "more_messages_to_send", Kind.UINT),
          tag(MESSAGE_STATE, "message_state", Kind.UINT),
          tag(CONGESTION_STATE, "congestion_state", Kind.UINT),
          tag(USSD_SERVICE_OP, "ussd_service_op", Kind.OPAQUE),
          tag(BROADCAST_CHANNEL_INDICATOR, "broadcast_channel_indicator", Kind.UINT),
          tag(BROADCAST_CONTENT_TYPE, "broadcast_content_type", Kind.OPAQUE),
          tag(BROADCAST_CONTENT_TYPE_INFO, "broadcast_content_type_info", Kind.OPAQUE),
          tag(BROADCAST_MESSAGE_CLASS, "broadcast_message_class", Kind.UINT),
          tag(BROADCAST_REP_NUM, "broadcast_rep_num", Kind.UINT),
          tag(BROADCAST_FREQUENCY_INTERVAL, "broadcast_frequency_interval", Kind.OPAQUE),
          tag(BROADCAST_AREA_IDENTIFIER, "broadcast_area_identifier", Kind.OPAQUE),
          tag(BROADCAST_ERROR_STATUS, "broadcast_error_status", Kind.UINT),
          tag(BROADCAST_AREA_SUCCESS, "broadcast_area_success", Kind.UINT),
          tag(BROADCAST_END_TIME, "broadcast_end_time", Kind.STRING),
          tag(BROADCAST_SERVICE_GROUP, "broadcast_service_group", Kind.OPAQUE),
          tag(BILLING_IDENTIFICATION, "billing_identification", Kind.OPAQUE),
          tag(SOURCE_NETWORK_ID, "source_network_id", Kind.STRING),
          tag(DEST_NETWORK_ID, "dest_network_id", Kind.STRING),
          tag(SOURCE_NODE_ID, "source_node_id", Kind.OPAQUE),
          tag(DEST_NODE_ID, "dest_node_id", Kind.OPAQUE),
          tag(DEST_ADDR_NP_RESOLUTION, "dest_addr_np_resolution", Kind.UINT),
          tag(DEST_ADDR_NP_INFORMATION, "dest_addr_np_information", Kind.OPAQUE),
          tag(DEST_ADDR_NP_COUNTRY, "dest_addr_np_country", Kind.UINT),
          tag(DISPLAY_TIME, "display_time", Kind.UINT),
          tag(SMS_SIGNAL, "sms_signal", Kind.OPAQUE),
          tag(MS_VALIDITY, "ms_validity", Kind.OPAQUE),
          tag(ALERT_ON_MESSAGE_DELIVERY, "alert_on_message_delivery", Kind.OPAQUE),
          tag(ITS_REPLY_TYPE, "its_reply_type", Kind.UINT),
          tag(ITS_SESSION_INFO, "its_session_info", Kind.OPAQUE));

  private TlvTag() {}

  /** The name in the specifications, or hexadecimal if there is none. */
  public static String name(int tag) {
    Known known = KNOWN.get(tag);
    return known == null ? String.format("0x%04x", tag) : known.name();
  }

  /** The format of the value; opaque for a tag of a vendor. */
  public static Kind kind(int tag) {
    Known known = KNOWN.get(tag);
    return known == null ? Kind.OPAQUE : known.kind();
  }

  private static Map.Entry<Integer, Known> tag(int tag, String name, Kind kind) {
    return Map.entry(tag, new Known(name, kind));
  }
}
