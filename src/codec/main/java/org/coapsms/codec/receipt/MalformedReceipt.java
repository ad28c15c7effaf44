package org.coapsms.codec.receipt;

import org.coapsms.codec.Malformed;

/** Says that a text is no delivery receipt. */
public final class MalformedReceipt extends Malformed {
  private static final long serialVersionUID = 1L;

  public MalformedReceipt(int offset, String what) {
    super(offset, what);
  }
}
