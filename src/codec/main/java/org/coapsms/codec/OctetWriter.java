package org.coapsms.codec;

import java.io.ByteArrayOutputStream;

/** Collects octets in the order in which they go on the wire. Not thread-safe. */
public final class OctetWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes the low eight bits. */
  public OctetWriter u8(int value) {
    out.write(value);
    return this;
  }

  /** Writes the low sixteen bits, most significant octet first. */
  public OctetWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  /** Writes the low thirty-two bits, most significant octet first. */
  public OctetWriter u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  public OctetWriter bytes(Bytes octets) {
    byte[] array = octets.toArray();
    out.write(array, 0, array.length);
    return this;
  }

  public int size() {
    return out.size();
  }

  public Bytes toBytes() {
    return Bytes.copyOf(out.toByteArray());
  }
}
