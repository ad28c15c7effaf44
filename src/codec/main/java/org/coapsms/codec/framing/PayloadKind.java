package org.coapsms.codec.framing;

import org.coapsms.codec.Bytes;

/** Tells what a payload is by its first octet, so that several protocols can share one port. */
public enum PayloadKind {
  /** 0x40 to 0x7F: version 1 of RFC 7252. */
  COAP,
  /** 0x14 to 0x1A and 0x20 to 0x3F: a DTLS record, RFC 9443; opaque to us. */
  DTLS,
  /** 0x80 to 0xBF: our own compact framing. */
  COMPACT,
  /** Everything else, and nothing at all. */
  OTHER;

  public static PayloadKind of(Bytes payload) {
    if (payload.isEmpty()) {
      return OTHER;
    }
    int first = payload.at(0);
    if (first >= 0x40 && first <= 0x7F) {
      return COAP;
    }
    if ((first >= 0x14 && first <= 0x1A) || (first >= 0x20 && first <= 0x3F)) {
      return DTLS;
    }
    return first >= 0x80 && first <= 0xBF ? COMPACT : OTHER;
  }
}
