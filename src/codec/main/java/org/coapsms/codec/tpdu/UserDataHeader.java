package org.coapsms.codec.tpdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.OctetWriter;

/**
 * Holds the information elements in front of user data, TS 23.040 §9.2.3.24, in the order in which
 * they came and with those that it does not know.
 *
 * <pre>
 *   | UDHL | identifier | length | data … | identifier | length | data … |
 * </pre>
 *
 * @param elements none means that there is no header, not even its length
 */
public record UserDataHeader(List<InformationElement> elements) {
  public static final UserDataHeader EMPTY = new UserDataHeader(List.of());

  /** The most that UDHL can say. */
  static final int MAX_LENGTH = 255;

  public UserDataHeader {
    elements = List.copyOf(elements);
    if (length(elements) > MAX_LENGTH) {
      throw new IllegalArgumentException("a header is at most 255 octets: " + elements);
    }
  }

  public static UserDataHeader of(InformationElement... elements) {
    return new UserDataHeader(List.of(elements));
  }

  /** Reads a header with its length and nothing behind it. */
  public static UserDataHeader decode(Bytes octets) throws MalformedTpdu {
    OctetReader<MalformedTpdu> reader = new OctetReader<>(octets, MalformedTpdu::new);
    UserDataHeader header = read(reader, octets.size());
    UserData.requireEnd(reader);
    return header;
  }

  /** Reads a header that must not reach beyond the position {@code end}. */
  static UserDataHeader read(OctetReader<MalformedTpdu> reader, int end) throws MalformedTpdu {
    int start = reader.position();
    int headerEnd = start + 1 + reader.u8("the user data header's length");
    if (headerEnd > end) {
      throw reader.at(start, "the user data header is longer than the user data");
    }
    List<InformationElement> elements = new ArrayList<>();
    while (reader.position() < headerEnd) {
      int identifier = reader.u8("an element's identifier");
      if (reader.position() == headerEnd) {
        throw reader.at(headerEnd - 1, "an information element without a length");
      }
      int length = reader.u8("an element's length");
      if (reader.position() + length > headerEnd) {
        throw reader.at(
            reader.position() - 1,
            "information element 0x%02X is longer than the header".formatted(identifier));
      }
      elements.add(InformationElement.of(identifier, reader.bytes(length, "an element's data")));
    }
    return new UserDataHeader(elements);
  }

  /** The header with its length; nothing if it has no elements. */
  public Bytes encode() {
    if (elements.isEmpty()) {
      return Bytes.EMPTY;
    }
    OctetWriter out = new OctetWriter().u8(length(elements));
    for (InformationElement element : elements) {
      Bytes data = element.data();
      out.u8(element.identifier()).u8(data.size()).bytes(data);
    }
    return out.toBytes();
  }

  /** How many octets {@link #encode} gives. */
  public int size() {
    return elements.isEmpty() ? 0 : 1 + length(elements);
  }

  public boolean isEmpty() {
    return elements.isEmpty();
  }

  /** The last usable concatenation element. */
  public Optional<Concatenation> concatenation() {
    return last(Concatenation.class);
  }

  /** The last port element. */
  public Optional<Ports> ports() {
    return last(Ports.class);
  }

  public UserDataHeader plus(InformationElement element) {
    List<InformationElement> more = new ArrayList<>(elements);
    more.add(element);
    return new UserDataHeader(more);
  }

  // Of elements that exclude each other the last one wins: TS 23.040 9.2.3.24.
  private <T extends InformationElement> Optional<T> last(Class<T> kind) {
    return elements.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((earlier, later) -> later);
  }

  private static int length(List<InformationElement> elements) {
    return elements.stream().mapToInt(element -> 2 + element.data().size()).sum();
  }
}
