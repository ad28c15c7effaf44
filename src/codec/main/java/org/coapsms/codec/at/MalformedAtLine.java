package org.coapsms.codec.at;

import org.coapsms.codec.Malformed;

/**
 * Says that a modem's answer does not have the form that it should; the offset counts characters.
 */
public final class MalformedAtLine extends Malformed {
  private static final long serialVersionUID = 1L;

  public MalformedAtLine(int offset, String what) {
    super(offset, what);
  }
}
