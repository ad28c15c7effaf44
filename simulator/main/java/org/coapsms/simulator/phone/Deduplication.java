package org.coapsms.simulator.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.coap.CoapMessage;
import org.jspecify.annotations.Nullable;

/** Recognises messages that came before, and knows what was said to them; RFC 7252 §4.5. */
final class Deduplication {
  private final Duration lifetime;
  private final Map<Key, Seen> seen = new LinkedHashMap<>();

  Deduplication(Duration lifetime) {
    this.lifetime = lifetime;
  }

  /** Whether the message is new; from now on it is not. */
  boolean isNew(Instant now, Peer peer, int messageId) {
    Iterator<Seen> oldest = seen.values().iterator();
    while (oldest.hasNext() && Ages.isOver(now, oldest.next().at, lifetime)) {
      oldest.remove();
    }
    return seen.putIfAbsent(new Key(peer, messageId), new Seen(now)) == null;
  }

  /** Notes what to say again if the message comes again. */
  void answered(Peer peer, int messageId, CoapMessage answer) {
    Seen entry = seen.get(new Key(peer, messageId));
    if (entry != null) {
      entry.answer = answer;
    }
  }

  /** What was said to the message; nothing yet, or nothing at all. */
  Optional<CoapMessage> answer(Peer peer, int messageId) {
    Seen entry = seen.get(new Key(peer, messageId));
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.answer);
  }

  private record Key(Peer peer, int messageId) {}

  private static final class Seen {
    private final Instant at;
    private @Nullable CoapMessage answer;

    Seen(Instant at) {
      this.at = at;
    }
  }
}
