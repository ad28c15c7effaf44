package org.coapsms.codec.coap;

/** Tells how a message wants to be acknowledged (RFC 7252 §4). */
public enum CoapType {
  CON(0),
  NON(1),
  ACK(2),
  RST(3);

  private final int bits;

  CoapType(int bits) {
    this.bits = bits;
  }

  /** The type of the two lowest bits; higher bits are ignored. */
  public static CoapType of(int bits) {
    return switch (bits & 0x03) {
      case 0 -> CON;
      case 1 -> NON;
      case 2 -> ACK;
      default -> RST;
    };
  }

  /** The value of the type field, 0 to 3. */
  public int bits() {
    return bits;
  }
}
