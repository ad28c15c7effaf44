package org.coapsms.codec.smpp;

import org.coapsms.codec.Address;

/** Refuses numbers that do not fit the field of a PDU they are meant for. */
final class Fields {
  private Fields() {}

  static int u8(int value, String field) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException(field + " has 8 bits, not " + value);
    }
    return value;
  }

  static int u16(int value, String field) {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException(field + " has 16 bits, not " + value);
    }
    return value;
  }

  static void address(Address address, TextField field) {
    u8(address.typeOfNumber(), "TON of " + field.wireName());
    u8(address.numberingPlan(), "NPI of " + field.wireName());
    field.check(address.value());
  }
}
