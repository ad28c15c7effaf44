package org.coapsms.codec.smpp;

import java.nio.charset.StandardCharsets;
import org.coapsms.codec.Bytes;

/** Lists the C-octet strings of SMPP: how long they may be and what answers one that is longer. */
enum TextField {
  SYSTEM_ID("system_id", 16, CommandStatus.ESME_RINVSYSID),
  PASSWORD("password", 9, CommandStatus.ESME_RINVPASWD),
  SYSTEM_TYPE("system_type", 13, CommandStatus.ESME_RINVSYSTYP),
  ADDRESS_RANGE("address_range", 41, CommandStatus.ESME_RINVMSGLEN),
  SERVICE_TYPE("service_type", 6, CommandStatus.ESME_RINVSERTYP),
  SOURCE_ADDRESS("source_addr", 21, CommandStatus.ESME_RINVSRCADR),
  DESTINATION_ADDRESS("destination_addr", 21, CommandStatus.ESME_RINVDSTADR),
  // data_sm and alert_notification name parties of packet networks too: SMPP 3.4 §4.7.1, §4.12.1.
  LONG_SOURCE_ADDRESS("source_addr", 65, CommandStatus.ESME_RINVSRCADR),
  LONG_DESTINATION_ADDRESS("destination_addr", 65, CommandStatus.ESME_RINVDSTADR),
  SCHEDULE_DELIVERY_TIME("schedule_delivery_time", 17, CommandStatus.ESME_RINVSCHED),
  VALIDITY_PERIOD("validity_period", 17, CommandStatus.ESME_RINVEXPIRY),
  FINAL_DATE("final_date", 17, CommandStatus.ESME_RINVMSGLEN),
  MESSAGE_ID("message_id", 65, CommandStatus.ESME_RINVMSGID),
  DISTRIBUTION_LIST("dl_name", 21, CommandStatus.ESME_RINVDLNAME);

  private final String wireName;
  private final int maxOctets;
  private final int statusIfTooLong;

  TextField(String wireName, int maxOctets, int statusIfTooLong) {
    this.wireName = wireName;
    this.maxOctets = maxOctets;
    this.statusIfTooLong = statusIfTooLong;
  }

  String wireName() {
    return wireName;
  }

  /** Octets with the NUL. */
  int maxOctets() {
    return maxOctets;
  }

  int statusIfTooLong() {
    return statusIfTooLong;
  }

  /** Refuses a text that this field cannot carry. */
  void check(String text) {
    if (text.length() >= maxOctets) {
      throw new IllegalArgumentException(
          wireName + " holds " + (maxOctets - 1) + " characters, not " + text.length());
    }
    if (text.chars().anyMatch(c -> c == 0 || c > 0xFF)) {
      throw new IllegalArgumentException(wireName + " cannot carry every character given");
    }
  }

  Bytes octets(String text) {
    return Bytes.copyOf((text + '\0').getBytes(StandardCharsets.ISO_8859_1));
  }
}
