package org.coapsms.runtime;

/** Says that changes could not be made to last; nothing may be done that depends on them. */
public final class StoreUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String what, Throwable cause) {
    super(what, cause);
  }

  public StoreUnavailable(String what) {
    super(what);
  }
}
