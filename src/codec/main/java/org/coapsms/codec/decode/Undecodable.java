package org.coapsms.codec.decode;

import org.coapsms.codec.Malformed;

/** Says that a text holds no octets: it is neither hexadecimal nor a receipt. */
public final class Undecodable extends Malformed {
  private static final long serialVersionUID = 1L;

  public Undecodable(int offset, String what) {
    super(offset, what);
  }
}
