package org.coapsms.codec.decode;

import java.util.List;

/**
 * Names one part of a message.
 *
 * @param name in the words of its specification
 * @param value as a person reads it; empty if the children say it all
 * @param from its first octet, counted from 0 in the whole input
 * @param to behind its last octet
 * @param children the parts that it consists of, possibly none
 */
public record Field(String name, String value, int from, int to, List<Field> children) {
  public Field {
    children = List.copyOf(children);
  }

  /** The octets that it covers, such as {@code 0}, {@code 2-8}, or nothing if it covers none. */
  String range() {
    if (from == to) {
      return "";
    }
    return to - from == 1 ? Integer.toString(from) : from + "-" + (to - 1);
  }
}
