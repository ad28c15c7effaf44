package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.Subscriber;

/** Is a message of which segments are missing. */
record PartialMessage(
    Subscriber from,
    int port,
    int bits,
    int reference,
    int total,
    Map<Integer, Bytes> parts,
    Instant since,
    Instant expires)
    implements Entry {

  PartialMessage {
    parts = Map.copyOf(parts);
  }

  /** An 8-bit and a 16-bit reference of equal value are different messages. */
  static EntryKey key(Subscriber from, int port, Concatenation concatenation) {
    return new EntryKey(
        EntryKey.Kind.PARTIAL_MESSAGE,
        from.digits()
            + "/"
            + port
            + "/"
            + concatenation.bits()
            + "/"
            + concatenation.reference()
            + "/"
            + concatenation.total());
  }

  @Override
  public EntryKey key() {
    return key(from, port, new Concatenation(bits, reference, total, 1));
  }

  @Override
  public Optional<Subscriber> conversation() {
    return Optional.of(from);
  }

  @Override
  public Optional<Instant> due() {
    return Optional.of(expires);
  }

  PartialMessage with(int part, Bytes octets) {
    Map<Integer, Bytes> more = new TreeMap<>(parts);
    more.put(part, octets);
    return new PartialMessage(from, port, bits, reference, total, more, since, expires);
  }

  boolean complete() {
    return parts.size() == total;
  }

  Bytes whole() {
    return new TreeMap<>(parts).values().stream().reduce(Bytes.EMPTY, Bytes::plus);
  }
}
