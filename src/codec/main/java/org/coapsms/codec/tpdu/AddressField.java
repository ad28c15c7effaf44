package org.coapsms.codec.tpdu;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.OctetWriter;
import org.coapsms.codec.gsm7.GsmAlphabet;
import org.coapsms.codec.gsm7.Septets;

/**
 * Reads and writes addresses, TS 23.040 §9.1.2.5. In a TPDU the length counts semi-octets; in front
 * of one (the service centre's address of TS 24.011 §8.2.5.2) it counts octets and includes the
 * type.
 *
 * <pre>
 *   | length | 1 TON NPI | digits, low nibble first, 0xF at an odd end; or packed septets |
 * </pre>
 */
final class AddressField {
  private static final int MAX_SEMI_OCTETS = 20;
  private static final int MAX_SERVICE_CENTRE_OCTETS = 11;
  private static final String DIGITS = "0123456789*#abc";
  private static final int FILL = 0xF;

  private AddressField() {}

  static Address read(OctetReader<MalformedTpdu> reader, String whose) throws MalformedTpdu {
    int at = reader.position();
    int semiOctets = reader.u8("the length of " + whose);
    if (semiOctets > MAX_SEMI_OCTETS) {
      throw reader.at(at, whose + " of " + semiOctets + " digits");
    }
    int type = reader.u8("the type of " + whose);
    return value(reader, type, semiOctets, whose);
  }

  static void write(OctetWriter out, Address address) {
    int semiOctets = semiOctets(address);
    out.u8(semiOctets).u8(type(address)).bytes(value(address));
  }

  /** The address behind its length, which counts octets and is not 0. */
  static Address readServiceCentre(OctetReader<MalformedTpdu> reader, int length)
      throws MalformedTpdu {
    String whose = "the service centre's address";
    if (length > MAX_SERVICE_CENTRE_OCTETS) {
      throw reader.at(reader.position() - 1, whose + " of " + length + " octets");
    }
    int type = reader.u8("the type of " + whose);
    Address address = value(reader, type, (length - 1) * 2, whose);
    // Seven septets and eight take the same seven octets; the last "@" is then their filling.
    boolean filled = address.isAlphanumeric() && length == 8 && address.value().endsWith("@");
    return filled
        ? new Address(
            address.typeOfNumber(),
            address.numberingPlan(),
            address.value().substring(0, address.value().length() - 1))
        : address;
  }

  static void writeServiceCentre(OctetWriter out, Address address) {
    Bytes value = value(address);
    out.u8(1 + value.size()).u8(type(address)).bytes(value);
  }

  /**
   * Checks that the address has a form on the wire.
   *
   * @throws IllegalArgumentException if not
   */
  static void requireWritable(Address address) {
    if (address.typeOfNumber() < 0
        || address.typeOfNumber() > 7
        || address.numberingPlan() < 0
        || address.numberingPlan() > 15) {
      throw new IllegalArgumentException(
          "no type of address: %d, %d".formatted(address.typeOfNumber(), address.numberingPlan()));
    }
    if (semiOctets(address) > MAX_SEMI_OCTETS) {
      throw new IllegalArgumentException("too long for an address: " + address);
    }
    value(address);
  }

  private static Address value(
      OctetReader<MalformedTpdu> reader, int type, int semiOctets, String whose)
      throws MalformedTpdu {
    int at = reader.position();
    Bytes octets = reader.bytes((semiOctets + 1) / 2, whose);
    int typeOfNumber = type >>> 4 & 0x07;
    int numberingPlan = type & 0x0F;
    if (typeOfNumber == Address.ALPHANUMERIC) {
      String text = GsmAlphabet.decode(Septets.unpack(octets, semiOctets * 4 / 7));
      return new Address(typeOfNumber, numberingPlan, text);
    }
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < semiOctets; i++) {
      int digit = octets.at(i / 2) >>> (i % 2 * 4) & 0x0F;
      if (digit != FILL) {
        digits.append(DIGITS.charAt(digit));
      } else if (i != semiOctets - 1) {
        throw reader.at(at + i / 2, "a fill digit inside " + whose);
      }
    }
    return new Address(typeOfNumber, numberingPlan, digits.toString());
  }

  private static int type(Address address) {
    return 0x80 | address.typeOfNumber() << 4 | address.numberingPlan();
  }

  private static int semiOctets(Address address) {
    if (address.isAlphanumeric()) {
      return (GsmAlphabet.encode(address.value()).size() * 7 + 3) / 4;
    }
    return address.value().length();
  }

  private static Bytes value(Address address) {
    String value = address.value();
    if (address.isAlphanumeric()) {
      return Septets.pack(GsmAlphabet.encode(value));
    }
    byte[] octets = new byte[(value.length() + 1) / 2];
    for (int i = 0; i < octets.length; i++) {
      int low = digit(value, i * 2);
      int high = i * 2 + 1 < value.length() ? digit(value, i * 2 + 1) : FILL;
      octets[i] = (byte) (high << 4 | low);
    }
    return Bytes.copyOf(octets);
  }

  private static int digit(String value, int position) {
    int digit = DIGITS.indexOf(value.charAt(position));
    if (digit < 0) {
      throw new IllegalArgumentException("no digit of an address at " + position + ": " + value);
    }
    return digit;
  }
}
