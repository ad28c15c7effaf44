package org.coapsms.codec.smpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;

/** Holds the optional parameters of a PDU in their order, those of vendors too. */
public record Tlvs(List<Tlv> list) {
  public static final Tlvs EMPTY = new Tlvs(List.of());

  public Tlvs {
    list = List.copyOf(list);
  }

  public static Tlvs of(Tlv... list) {
    return new Tlvs(List.of(list));
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public Tlvs plus(Tlv tlv) {
    List<Tlv> more = new ArrayList<>(list);
    more.add(tlv);
    return new Tlvs(more);
  }

  /** The first parameter with this tag. */
  public Optional<Tlv> find(int tag) {
    return list.stream().filter(tlv -> tlv.tag() == tag).findFirst();
  }

  public Optional<Bytes> octets(int tag) {
    return find(tag).map(Tlv::value);
  }

  /** The text of a parameter, without its NUL. */
  public Optional<String> text(int tag) {
    return find(tag).map(Tlv::asText);
  }

  /** The number in a parameter of exactly one octet. */
  public Optional<Integer> u8(int tag) {
    return octets(tag).filter(value -> value.size() == 1).map(value -> value.at(0));
  }

  /** The number in a parameter of exactly two octets. */
  public Optional<Integer> u16(int tag) {
    return octets(tag)
        .filter(value -> value.size() == 2)
        .map(value -> value.at(0) << 8 | value.at(1));
  }

  /** The number in a parameter of exactly four octets. */
  public Optional<Long> u32(int tag) {
    return octets(tag)
        .filter(value -> value.size() == 4)
        .map(value -> Long.parseLong(value.toHex(), 16));
  }
}
