package org.coapsms.engine.message;

import org.coapsms.engine.EntryKey;

/** Names what an outgoing message serves, so that its fate can be told there. */
public record Owner(Kind kind, long id) {

  /** What a message can serve. */
  public enum Kind {
    CLIENT_EXCHANGE,
    DEVICE_REQUEST,
    /** An Empty ACK: nobody waits for its fate. */
    NOBODY
  }

  public static final Owner NOBODY = new Owner(Kind.NOBODY, 0);

  /** The entry of the exchange or request that this message serves. */
  public EntryKey entry() {
    return switch (kind) {
      case CLIENT_EXCHANGE -> new EntryKey(EntryKey.Kind.CLIENT_EXCHANGE, Long.toString(id));
      case DEVICE_REQUEST -> new EntryKey(EntryKey.Kind.DEVICE_REQUEST, Long.toString(id));
      case NOBODY -> throw new IllegalStateException("an owner that is nobody has no entry");
    };
  }
}
