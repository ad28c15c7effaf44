package org.coapsms.codec.tpdu;

import org.coapsms.codec.Bytes;

/**
 * Is one transfer protocol data unit. Its kind stands in the low two bits of the first octet, which
 * mean different things in the two directions: TS 23.040 §9.2.3.1.
 */
public sealed interface Tpdu permits SmsDeliver, SmsSubmit, SmsStatusReport {

  Bytes encode();

  /** Reads what a handset receives: {@link SmsDeliver} or {@link SmsStatusReport}. */
  static Tpdu decodeFromNetwork(Bytes octets) throws MalformedTpdu {
    if (octets.isEmpty()) {
      throw new MalformedTpdu(0, "ends before the first octet");
    }
    return (octets.at(0) & FirstOctet.KIND) == FirstOctet.STATUS_REPORT
        ? SmsStatusReport.decode(octets)
        : SmsDeliver.decode(octets);
  }
}
