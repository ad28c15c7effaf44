package org.coapsms.codec.tpdu;

import org.coapsms.codec.Bytes;

/**
 * Says which application a short message is for and from, TS 23.040 §9.2.3.24.3 and §9.2.3.24.4.
 *
 * <pre>
 *   | 0x04 | 2 | destination               | source               |
 *   | 0x05 | 4 | destination, high and low | source, high and low |
 * </pre>
 *
 * @param bits the width of both numbers, 8 or 16
 * @param destination the receiver's port
 * @param source the sender's port
 */
public record Ports(int bits, int destination, int source) implements InformationElement {
  public static final int IDENTIFIER_8BIT = 0x04;
  public static final int IDENTIFIER_16BIT = 0x05;

  public Ports {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("a port has 8 or 16 bits: " + bits);
    }
    if (destination < 0 || source < 0 || (destination | source) >>> bits != 0) {
      throw new IllegalArgumentException(
          "ports of " + bits + " bits: " + destination + ", " + source);
    }
  }

  @Override
  public int identifier() {
    return bits == 8 ? IDENTIFIER_8BIT : IDENTIFIER_16BIT;
  }

  @Override
  public Bytes data() {
    return bits == 8
        ? Bytes.of(destination, source)
        : Bytes.of(destination >>> 8, destination, source >>> 8, source);
  }

  static boolean isValid(int identifier, Bytes data) {
    return (identifier == IDENTIFIER_8BIT && data.size() == 2)
        || (identifier == IDENTIFIER_16BIT && data.size() == 4);
  }

  static Ports read(Bytes data) {
    return data.size() == 2
        ? new Ports(8, data.at(0), data.at(1))
        : new Ports(16, data.at(0) << 8 | data.at(1), data.at(2) << 8 | data.at(3));
  }
}
