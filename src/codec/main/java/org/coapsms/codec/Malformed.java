package org.coapsms.codec;

/**
 * Says that octets are not what they should be, and where. It is the only way in which a parser of
 * this module fails, whatever it is given.
 */
public abstract class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;
  private final String what;

  protected Malformed(int offset, String what) {
    super("octet " + offset + ": " + what);
    this.offset = offset;
    this.what = what;
  }

  /**
   * The position of the first octet that cannot be, counted from 0 in what the parser was given.
   */
  public final int offset() {
    return offset;
  }

  /** What is wrong there, in words. */
  public final String what() {
    return what;
  }

  /** How a parser makes its own kind of error. */
  @FunctionalInterface
  public interface Factory<E extends Malformed> {
    E at(int offset, String what);
  }
}
