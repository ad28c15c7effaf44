package org.coapsms.codec.gsm7;

import org.coapsms.codec.Bytes;

/**
 * Packs septets into octets, TS 23.038 §6.1.2.1: the first septet fills the low bits of the first
 * octet, and what does not fit goes to the low bits of the next.
 *
 * <pre>
 *   octet 0: b0 a6 a5 a4 a3 a2 a1 a0     octet 1: c1 c0 b6 b5 b4 b3 b2 b1     …
 * </pre>
 *
 * Fill bits move the first septet up, so that text behind a user data header starts on a septet
 * boundary counted from the header's beginning (TS 23.040 §9.2.3.24).
 */
public final class Septets {
  private Septets() {}

  /** How many octets hold so many septets. */
  public static int octets(int septets) {
    return (septets * 7 + 7) / 8;
  }

  /** How many whole septets fit into so many octets. */
  public static int capacity(int octets) {
    return octets * 8 / 7;
  }

  /** How many septets cover so many octets, the last one perhaps only in part. */
  public static int covering(int octets) {
    return (octets * 8 + 6) / 7;
  }

  /** How many fill bits bring text behind so many octets to a septet boundary: 0 to 6. */
  public static int fillBits(int octetsBefore) {
    return (7 - octetsBefore * 8 % 7) % 7;
  }

  public static Bytes pack(Bytes septets) {
    return pack(septets, 0);
  }

  /** Packs septets, given one in an octet, behind {@code fillBits} zero bits. */
  public static Bytes pack(Bytes septets, int fillBits) {
    byte[] packed = new byte[(fillBits + septets.size() * 7 + 7) / 8];
    for (int i = 0; i < septets.size(); i++) {
      int bit = fillBits + i * 7;
      int shifted = (septets.at(i) & 0x7F) << bit % 8;
      packed[bit / 8] |= (byte) shifted;
      if (shifted > 0xFF) {
        packed[bit / 8 + 1] |= (byte) (shifted >>> 8);
      }
    }
    return Bytes.copyOf(packed);
  }

  public static Bytes unpack(Bytes packed, int count) {
    return unpack(packed, count, 0);
  }

  /** The first {@code count} septets behind the fill bits, or as many as there are. */
  public static Bytes unpack(Bytes packed, int count, int fillBits) {
    int available = Math.max(0, (packed.size() * 8 - fillBits) / 7);
    byte[] septets = new byte[Math.min(count, available)];
    for (int i = 0; i < septets.length; i++) {
      int bit = fillBits + i * 7;
      int window = packed.at(bit / 8);
      if (bit / 8 + 1 < packed.size()) {
        window |= packed.at(bit / 8 + 1) << 8;
      }
      septets[i] = (byte) (window >>> bit % 8 & 0x7F);
    }
    return Bytes.copyOf(septets);
  }
}
