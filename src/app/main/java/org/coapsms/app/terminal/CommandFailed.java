package org.coapsms.app.terminal;

/** Says why a command did not do what it was told; the process then ends with status 1. */
public final class CommandFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Fails with a reason.
   *
   * @param reason what standard error shows, for people; may have several lines
   */
  public CommandFailed(String reason) {
    super(reason);
  }

  public CommandFailed(String reason, Throwable cause) {
    super(reason, cause);
  }
}
