package org.coapsms.codec;

/**
 * Walks through octets once, front to back, and turns every step beyond the end into the parser's
 * own error. Not thread-safe.
 *
 * @param <E> the error that this parser reports
 */
public final class OctetReader<E extends Malformed> {
  private final Bytes octets;
  private final Malformed.Factory<E> error;
  private int position;

  public OctetReader(Bytes octets, Malformed.Factory<E> error) {
    this.octets = octets;
    this.error = error;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return octets.size() - position;
  }

  public boolean hasMore() {
    return position < octets.size();
  }

  /** One octet, 0 to 255. */
  public int u8(String what) throws E {
    need(1, what);
    return octets.at(position++);
  }

  /** Two octets, most significant first. */
  public int u16(String what) throws E {
    need(2, what);
    return octets.at(position++) << 8 | octets.at(position++);
  }

  /** Four octets, most significant first, as an unsigned number. */
  public long u32(String what) throws E {
    need(4, what);
    return (long) octets.at(position++) << 24
        | octets.at(position++) << 16
        | octets.at(position++) << 8
        | octets.at(position++);
  }

  public Bytes bytes(int count, String what) throws E {
    need(count, what);
    Bytes slice = octets.slice(position, position + count);
    position += count;
    return slice;
  }

  /** All that is left, possibly nothing. */
  public Bytes rest() {
    Bytes slice = octets.from(position);
    position = octets.size();
    return slice;
  }

  /** An error at the octet that comes next. */
  public E here(String what) {
    return error.at(position, what);
  }

  /** An error at an octet already read. */
  public E at(int offset, String what) {
    return error.at(offset, what);
  }

  private void need(int count, String what) throws E {
    if (count < 0 || count > remaining()) {
      throw error.at(
          octets.size(), "ends before " + what + " (" + count + " needed at " + position + ")");
    }
  }
}
