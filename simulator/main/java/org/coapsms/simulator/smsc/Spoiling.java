package org.coapsms.simulator.smsc;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;

/** Makes the octets of a good PDU bad. The rest of the stream stays as it was. */
final class Spoiling {
  private static final int COMMAND_ID = 4;
  private static final int SEQUENCE_NUMBER = 12;
  private static final int NO_COMMAND = 0xFFF;

  /** SMPP 3.4 §5.2.23 allows 64 characters. */
  private static final int TOO_MANY_CHARACTERS = 100;

  private Spoiling() {}

  static Bytes withCommandLength(Bytes pdu, int length) {
    return u32(length).plus(pdu.from(COMMAND_ID));
  }

  static Bytes oneOctetTooShort(Bytes pdu) {
    return withCommandLength(pdu, pdu.size() - 1);
  }

  static Bytes fourOctetsTooLong(Bytes pdu) {
    return withCommandLength(pdu, pdu.size() + 4);
  }

  static Bytes unknownCommand(Bytes pdu) {
    return pdu.slice(0, COMMAND_ID).plus(u32(NO_COMMAND)).plus(pdu.from(COMMAND_ID + 4));
  }

  static Bytes wrongSequence(Bytes pdu) {
    Bytes wrong = u32(sequence(pdu) + 1_000_000);
    return pdu.slice(0, SEQUENCE_NUMBER).plus(wrong).plus(pdu.from(CommandHeader.SIZE));
  }

  static Bytes headerOnly(Bytes pdu) {
    return withBody(pdu, Bytes.EMPTY);
  }

  /** The last field is a text that does not end. */
  static Bytes withoutNul(Bytes pdu) {
    return withBody(pdu, pdu.slice(CommandHeader.SIZE, pdu.size() - 1));
  }

  static Bytes emptyId(Bytes pdu) {
    return withBody(pdu, Bytes.of(0));
  }

  static Bytes overlongId(Bytes pdu) {
    return withBody(pdu, Bytes.ofAscii("7".repeat(TOO_MANY_CHARACTERS)).plus(Bytes.of(0)));
  }

  // | tag 0x1400, of a vendor | length 16 | 2 octets of value, then the PDU ends |
  static Bytes truncatedTlv(Bytes pdu) {
    return withBody(pdu, pdu.from(CommandHeader.SIZE).plus(Bytes.of(0x14, 0, 0, 16, 1, 2)));
  }

  // SMPP 5.0 §4.8.4.18: | tag 0x0428 | length 1 | 100 |
  static Bytes congested(Bytes pdu) {
    return withBody(pdu, pdu.from(CommandHeader.SIZE).plus(Bytes.of(0x04, 0x28, 0, 1, 100)));
  }

  static Bytes twice(Bytes pdu) {
    return pdu.plus(pdu);
  }

  /** What a port says that is no SMSC; its first four octets are a length of a gigabyte. */
  static Bytes garbage() {
    return Bytes.ofAscii("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  }

  private static Bytes withBody(Bytes pdu, Bytes body) {
    Bytes whole = pdu.slice(0, CommandHeader.SIZE).plus(body);
    return withCommandLength(whole, whole.size());
  }

  private static int sequence(Bytes pdu) {
    return pdu.at(12) << 24 | pdu.at(13) << 16 | pdu.at(14) << 8 | pdu.at(15);
  }

  private static Bytes u32(int value) {
    return Bytes.of(value >>> 24, value >>> 16 & 0xFF, value >>> 8 & 0xFF, value & 0xFF);
  }
}
