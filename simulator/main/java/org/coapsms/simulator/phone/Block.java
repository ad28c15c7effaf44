package org.coapsms.simulator.phone;

import org.coapsms.codec.coap.CoapOption;

/**
 * Holds the value of a Block1 or Block2 option.
 *
 * <pre>
 *   | NUM ...      | M | SZX |     RFC 7959, 2.2;  size = 2^(SZX+4)
 * </pre>
 */
record Block(int number, boolean more, int size) {
  private static final long MAX_VALUE = 0xFF_FFFF;

  /**
   * Reads an option.
   *
   * @throws IllegalArgumentException for the reserved SZX 7 or more than three octets
   */
  static Block of(CoapOption option) {
    long value = option.asUint();
    if (value > MAX_VALUE || (value & 7) == 7) {
      throw new IllegalArgumentException("no block: " + option);
    }
    return new Block((int) (value >>> 4), (value & 8) != 0, 1 << ((value & 7) + 4));
  }

  CoapOption option(int optionNumber) {
    int szx = Integer.numberOfTrailingZeros(size) - 4;
    return CoapOption.uint(optionNumber, ((long) number << 4) | (more ? 8 : 0) | szx);
  }
}
