package org.coapsms.codec.coap;

import org.coapsms.codec.Malformed;

/** Says that octets are no CoAP message: a message format error in the words of RFC 7252 §3. */
public final class MalformedCoap extends Malformed {
  private static final long serialVersionUID = 1L;

  public MalformedCoap(int offset, String what) {
    super(offset, what);
  }
}
