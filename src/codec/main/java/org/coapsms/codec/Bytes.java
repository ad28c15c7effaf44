package org.coapsms.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** Holds octets that never change, so that a record can carry them. Thread-safe. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** Holds the low eight bits of each value. */
  public static Bytes of(int... octets) {
    byte[] copy = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      copy[i] = (byte) octets[i];
    }
    return new Bytes(copy);
  }

  public static Bytes copyOf(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
  }

  public static Bytes copyOf(byte[] octets, int from, int to) {
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(octets, from, to));
  }

  /**
   * Reads hexadecimal digits of either case; white space between octets is skipped.
   *
   * @throws IllegalArgumentException for any other character or an odd number of digits
   */
  public static Bytes fromHex(CharSequence hex) {
    StringBuilder digits = new StringBuilder(hex.length());
    hex.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> digits.append((char) c));
    return new Bytes(HexFormat.of().parseHex(digits));
  }

  /** Holds one octet a character; a character beyond US-ASCII becomes '?'. */
  public static Bytes ofAscii(String text) {
    return new Bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  public static Bytes ofUtf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return octets.length;
  }

  public boolean isEmpty() {
    return octets.length == 0;
  }

  /** The octet at a position, 0 to 255. */
  public int at(int position) {
    return octets[position] & 0xFF;
  }

  /** The octets of [from, to). */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, octets.length);
    return from == 0 && to == octets.length ? this : copyOf(octets, from, to);
  }

  /** All octets behind the first {@code from}. */
  public Bytes from(int from) {
    return slice(from, octets.length);
  }

  public Bytes plus(Bytes more) {
    byte[] joined = Arrays.copyOf(octets, octets.length + more.octets.length);
    System.arraycopy(more.octets, 0, joined, octets.length, more.octets.length);
    return new Bytes(joined);
  }

  public byte[] toArray() {
    return octets.clone();
  }

  /** Lower-case hexadecimal digits without spaces. */
  public String toHex() {
    return HexFormat.of().formatHex(octets);
  }

  /** The octets as UTF-8 text; what is not UTF-8 becomes U+FFFD. */
  public String toUtf8() {
    return new String(octets, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
