package org.coapsms.engine.message;

/** Tells one submission from every other, also across restarts. */
public record SubmissionId(long value) {
  @Override
  public String toString() {
    return Long.toUnsignedString(value, 36);
  }
}
