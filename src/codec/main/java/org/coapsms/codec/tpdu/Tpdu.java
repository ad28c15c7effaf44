package org.coapsms.codec.tpdu;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;

/**
 * Is one transfer protocol data unit. Its kind stands in the low two bits of the first octet, which
 * mean different things in the two directions: TS 23.040 §9.2.3.1.
 */
public sealed interface Tpdu permits SmsDeliver, SmsSubmit, SmsStatusReport {

  Bytes encode();

  /** Reads what a handset receives: {@link SmsDeliver} or {@link SmsStatusReport}. */
  static Tpdu decodeFromNetwork(Bytes octets) throws MalformedTpdu {
    return isStatusReport(octets) ? SmsStatusReport.decode(octets) : SmsDeliver.decode(octets);
  }

  /**
   * Reads what a handset receives without looking at octets behind the end, for carriers: the
   * record of a SIM is filled up with 0xFF (TS 31.102 §4.2.25), and neither a message nor a report
   * may be lost for what a modem adds.
   */
  static Tpdu decodeFromNetworkLeniently(Bytes octets) throws MalformedTpdu {
    return isStatusReport(octets)
        ? SmsStatusReport.decodeLeniently(octets)
        : SmsDeliver.read(new OctetReader<>(octets, MalformedTpdu::new));
  }

  private static boolean isStatusReport(Bytes octets) throws MalformedTpdu {
    if (octets.isEmpty()) {
      throw new MalformedTpdu(0, "ends before the first octet");
    }
    return (octets.at(0) & FirstOctet.KIND) == FirstOctet.STATUS_REPORT;
  }
}
