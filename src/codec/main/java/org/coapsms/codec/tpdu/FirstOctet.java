package org.coapsms.codec.tpdu;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;

/** Names the bits of a TPDU's first octet, TS 23.040 §9.2.3.1 to §9.2.3.26. */
final class FirstOctet {
  static final int KIND = 0x03;
  static final int DELIVER = 0x00;
  static final int SUBMIT = 0x01;
  static final int STATUS_REPORT = 0x02;

  /** TP-RD in SMS-SUBMIT. */
  static final int REJECT_DUPLICATES = 0x04;

  /** TP-MMS towards a handset; the bit says the opposite of its name. */
  static final int NO_MORE_MESSAGES = 0x04;

  /** TP-LP towards a handset. */
  static final int LOOP_PREVENTION = 0x08;

  /** TP-VPF in SMS-SUBMIT, two bits. */
  static final int VALIDITY_SHIFT = 3;

  /** TP-SRR in SMS-SUBMIT, TP-SRI in SMS-DELIVER, TP-SRQ in SMS-STATUS-REPORT. */
  static final int STATUS_REPORT_BIT = 0x20;

  /** TP-UDHI. */
  static final int HEADER = 0x40;

  /** TP-RP. */
  static final int REPLY_PATH = 0x80;

  private FirstOctet() {}

  static int read(OctetReader<MalformedTpdu> reader, int kind, String name) throws MalformedTpdu {
    int first = reader.u8("the first octet");
    if ((first & KIND) != kind) {
      throw reader.at(reader.position() - 1, "no " + name + ": TP-MTI is " + (first & KIND));
    }
    return first;
  }

  /** TP-UDHI of a TPDU whose first octet has been read. */
  static boolean announcesHeader(Bytes tpdu) {
    return (tpdu.at(0) & HEADER) != 0;
  }

  static int flag(boolean set, int bit) {
    return set ? bit : 0;
  }

  static int requireOctet(int value, String name) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException(name + " is one octet: " + value);
    }
    return value;
  }

  static void requireRoom(UserData userData, DataCoding dataCoding, int maxOctets) {
    int size = userData.encode(dataCoding).size();
    if (size > maxOctets) {
      throw new IllegalArgumentException("user data of " + size + " octets, room for " + maxOctets);
    }
  }
}
