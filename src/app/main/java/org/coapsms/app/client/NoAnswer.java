package org.coapsms.app.client;

/** Says why a request got no response. */
public final class NoAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  NoAnswer(String why) {
    super(why);
  }
}
