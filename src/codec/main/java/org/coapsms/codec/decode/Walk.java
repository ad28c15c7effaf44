package org.coapsms.codec.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.coapsms.codec.Bytes;

/**
 * Goes along octets that a parser has accepted, and notes which field covers which of them. Not
 * thread-safe.
 */
final class Walk {
  private final Bytes octets;
  private final List<Field> fields = new ArrayList<>();
  private final int end;
  private int position;

  Walk(Bytes octets) {
    this(octets, 0, octets.size());
  }

  private Walk(Bytes octets, int position, int end) {
    this.octets = octets;
    this.position = position;
    this.end = end;
  }

  /** The octet so many places ahead. */
  int peek(int ahead) {
    return octets.at(position + ahead);
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  /** The next octets, without going on. */
  Bytes ahead(int size) {
    return octets.slice(position, position + size);
  }

  List<Field> fields() {
    return fields;
  }

  /** The next {@code size} octets are one field. */
  void take(int size, String name, Object value) {
    take(size, name, value, inside -> {});
  }

  /** The next {@code size} octets are one field, whose parts another walk along them notes. */
  void take(int size, String name, Object value, Consumer<Walk> parts) {
    Walk inside = new Walk(octets, position, position + size);
    parts.accept(inside);
    fields.add(new Field(name, value.toString(), position, position + size, inside.fields));
    position += size;
  }
}
