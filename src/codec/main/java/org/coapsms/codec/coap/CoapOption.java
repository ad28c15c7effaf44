package org.coapsms.codec.coap;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetWriter;

/**
 * Holds one option of a message; an option that occurs twice is two of these.
 *
 * @param number 0 to 65535
 * @param value at most 65804 octets, what the format can express
 */
public record CoapOption(int number, Bytes value) {
  private static final int MAX_LENGTH = 269 + 0xFFFF;

  public CoapOption {
    if (number < 0 || number > 0xFFFF) {
      throw new IllegalArgumentException("an option number has 16 bits, not " + number);
    }
    if (value.size() > MAX_LENGTH) {
      throw new IllegalArgumentException("an option of " + value.size() + " octets");
    }
  }

  /** An option with a non-negative number in the fewest octets; none for zero. */
  public static CoapOption uint(int number, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("an option value is not negative: " + value);
    }
    OctetWriter octets = new OctetWriter();
    for (int shift = (64 - Long.numberOfLeadingZeros(value) + 7) / 8 * 8 - 8;
        shift >= 0;
        shift -= 8) {
      octets.u8((int) (value >>> shift));
    }
    return new CoapOption(number, octets.toBytes());
  }

  public static CoapOption string(int number, String value) {
    return new CoapOption(number, Bytes.ofUtf8(value));
  }

  /** An option without a value, such as If-None-Match. */
  public static CoapOption empty(int number) {
    return new CoapOption(number, Bytes.EMPTY);
  }

  /** The value as a number; leading zeros are allowed, too large ones give Long.MAX_VALUE. */
  public long asUint() {
    long number = 0;
    for (int i = 0; i < value.size(); i++) {
      if (number > Long.MAX_VALUE >>> 8) {
        return Long.MAX_VALUE;
      }
      number = number << 8 | value.at(i);
    }
    return number;
  }

  /** The value as UTF-8 text; what is not UTF-8 becomes U+FFFD. */
  public String asString() {
    return value.toUtf8();
  }

  /** The option as a person reads it, such as {@code Uri-Path=test} or {@code ETag=0x1a2b}. */
  @Override
  public String toString() {
    String name = CoapOptionNumber.name(number);
    return switch (CoapOptionNumber.kind(number)) {
      case EMPTY -> value.isEmpty() ? name : name + "=0x" + value.toHex();
      case OPAQUE -> name + "=0x" + value.toHex();
      case UINT -> name + "=" + asUint();
      case STRING -> name + "=" + asString();
    };
  }
}
