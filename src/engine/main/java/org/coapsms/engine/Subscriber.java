package org.coapsms.engine;

import org.coapsms.codec.Address;

/**
 * Names who has the phone number: the address of a device on the SMS side.
 *
 * @param digits 1 to 15 digits of an E.164 number, without '+'
 */
public record Subscriber(String digits) {
  private static final int MAX_E164_DIGITS = 15;

  public Subscriber {
    if (digits.isEmpty()
        || digits.length() > MAX_E164_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("not an E.164 number: " + digits);
    }
  }

  /**
   * Reads a number with or without '+'.
   *
   * @throws IllegalArgumentException if what remains is not 1 to 15 digits
   */
  public static Subscriber of(String number) {
    return new Subscriber(number.startsWith("+") ? number.substring(1) : number);
  }

  public Address address() {
    return Address.international(digits);
  }

  @Override
  public String toString() {
    return "+" + digits;
  }
}
