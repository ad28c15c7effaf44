package org.coapsms.engine.exchange;

/** Tells one request of a device from every other, also across restarts. */
public record DeviceRequestId(long value) {
  @Override
  public String toString() {
    return Long.toUnsignedString(value, 36);
  }
}
