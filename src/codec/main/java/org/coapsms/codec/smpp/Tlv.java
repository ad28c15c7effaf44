package org.coapsms.codec.smpp;

import java.nio.charset.StandardCharsets;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetWriter;

/**
 * Holds one optional parameter (SMPP 3.4 §3.2.4).
 *
 * @param tag 0 to 0xFFFF, see {@link TlvTag}
 * @param value at most 65535 octets
 */
public record Tlv(int tag, Bytes value) {
  public Tlv {
    Fields.u16(tag, "tag");
    if (value.size() > 0xFFFF) {
      throw new IllegalArgumentException("an optional parameter of " + value.size() + " octets");
    }
  }

  public static Tlv u8(int tag, int value) {
    return new Tlv(tag, Bytes.of(Fields.u8(value, TlvTag.name(tag))));
  }

  public static Tlv u16(int tag, int value) {
    return new Tlv(tag, new OctetWriter().u16(Fields.u16(value, TlvTag.name(tag))).toBytes());
  }

  public static Tlv u32(int tag, long value) {
    return new Tlv(tag, new OctetWriter().u32(value).toBytes());
  }

  /** A C-octet string: the text and a NUL. */
  public static Tlv text(int tag, String text) {
    return new Tlv(tag, Bytes.copyOf((text + '\0').getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The value as text, without the NULs at its end, which not every peer writes. */
  public String asText() {
    int end = value.size();
    while (end > 0 && value.at(end - 1) == 0) {
      end--;
    }
    return new String(value.slice(0, end).toArray(), StandardCharsets.ISO_8859_1);
  }
}
