package org.coapsms.engine;

/** Tells one request that a face handed in from every other. Chosen by the face. */
public record RequestId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
