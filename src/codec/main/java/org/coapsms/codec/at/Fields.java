package org.coapsms.codec.at;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Holds what stands behind a colon, cut at the commas that are outside quotes. */
record Fields(List<String> raw) {
  private static final int LONGEST_NUMBER = 9;

  static Fields of(String text) {
    List<String> fields = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    fields.add(text.substring(start).strip());
    return new Fields(fields);
  }

  int count() {
    return raw.size();
  }

  /** A field without its quotes; nothing if there is no such field. */
  String text(int index) {
    if (index >= raw.size()) {
      return "";
    }
    String field = raw.get(index);
    int end = field.length() > 1 && field.endsWith("\"") ? field.length() - 1 : field.length();
    return field.startsWith("\"") ? field.substring(1, Math.max(1, end)) : field;
  }

  /** A field that is a whole number, quoted or not, perhaps negative. */
  OptionalInt number(int index) {
    return number(text(index));
  }

  static OptionalInt number(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    boolean number =
        text.length() > digits
            && text.length() - digits <= LONGEST_NUMBER
            && text.chars().skip(digits).allMatch(c -> c >= '0' && c <= '9');
    return number ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  boolean isQuoted(int index) {
    return index < raw.size() && raw.get(index).startsWith("\"");
  }
}
