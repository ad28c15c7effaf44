package org.coapsms.engine;

/** Names one thing that the engine remembers. */
public record EntryKey(Kind kind, String id) {

  /** What kinds of things the engine remembers. */
  public enum Kind {
    SUBSCRIBER,
    CARRIER_USAGE,
    CLIENT_EXCHANGE,
    DEVICE_REQUEST,
    OUTGOING_MESSAGE,
    PARTIAL_MESSAGE,
    PARKED_RECEIPT
  }
}
