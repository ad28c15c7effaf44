package org.coapsms.codec.tpdu;

import org.coapsms.codec.Malformed;

/** Says that octets are not the short message, header or user data that they should be. */
public final class MalformedTpdu extends Malformed {
  private static final long serialVersionUID = 1L;

  public MalformedTpdu(int offset, String what) {
    super(offset, what);
  }
}
