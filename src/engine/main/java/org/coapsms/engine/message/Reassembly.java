package org.coapsms.engine.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;

/**
 * Joins the segments of incoming messages: in any order, repeated, those of many senders and
 * references mixed (TS 23.040 §9.2.3.24.1). Bounded per sender and in all. Not thread-safe.
 */
public class Reassembly {
  /** How many incomplete messages one sender may have; beyond that its oldest is dropped. */
  public static final int MOST_PER_SENDER = 4;

  /** How many incomplete messages all senders may have together. */
  public static final int MOST_IN_ALL = 10_000;

  private final Ledger ledger;
  private final Outputs outputs;
  private final Map<Subscriber, Set<EntryKey>> bySender = new HashMap<>();
  private final LinkedHashSet<EntryKey> oldestFirst = new LinkedHashSet<>();

  public Reassembly(Ledger ledger, Outputs outputs) {
    this.ledger = ledger;
    this.outputs = outputs;
  }

  /** Takes over what the store remembered. */
  protected void recover(PartialMessage partial) {
    index(partial);
  }

  /** The whole message once its last missing segment has arrived. */
  protected Optional<Bytes> accept(
      Instant now,
      Subscriber from,
      int port,
      Optional<Concatenation> place,
      Bytes octets,
      Duration patience) {
    if (place.isEmpty() || place.get().total() == 1) {
      return Optional.of(octets);
    }
    Concatenation part = place.get();
    EntryKey key = PartialMessage.key(from, port, part);
    PartialMessage partial =
        ledger
            .find(key, PartialMessage.class)
            .filter(open -> agrees(open, part, octets))
            .orElseGet(() -> begin(now, from, port, part, patience));
    PartialMessage more = partial.with(part.sequence(), octets);
    if (more.complete()) {
      forget(more);
      return Optional.of(more.whole());
    }
    index(more);
    ledger.put(more);
    return Optional.empty();
  }

  /** Gives up a message whose missing segments did not come in time. */
  protected void expire(PartialMessage partial) {
    forget(partial);
    outputs.note(
        EventKind.PARTIAL_ABANDONED,
        partial.from(),
        partial.parts().size() + " of " + partial.total() + " segments");
  }

  private boolean agrees(PartialMessage open, Concatenation part, Bytes octets) {
    Bytes known = open.parts().get(part.sequence());
    if (known == null || known.equals(octets)) {
      return true;
    }
    // The reference has been used again: what is old can never be completed.
    outputs.note(EventKind.PARTIAL_CONFLICTING, open.from(), "reference " + open.reference());
    return false;
  }

  private PartialMessage begin(
      Instant now, Subscriber from, int port, Concatenation part, Duration patience) {
    makeRoom(from);
    return new PartialMessage(
        from, port, part.bits(), part.reference(), part.total(), Map.of(), now, now.plus(patience));
  }

  private void makeRoom(Subscriber from) {
    List<EntryKey> own = new ArrayList<>(bySender.getOrDefault(from, Set.of()));
    if (own.size() >= MOST_PER_SENDER) {
      ledger.find(own.get(0), PartialMessage.class).ifPresent(this::expire);
    } else if (oldestFirst.size() >= MOST_IN_ALL) {
      ledger.find(oldestFirst.iterator().next(), PartialMessage.class).ifPresent(this::expire);
    }
  }

  private void index(PartialMessage partial) {
    oldestFirst.add(partial.key());
    bySender.computeIfAbsent(partial.from(), s -> new LinkedHashSet<>()).add(partial.key());
  }

  private void forget(PartialMessage partial) {
    EntryKey key = partial.key();
    oldestFirst.remove(key);
    bySender.computeIfPresent(
        partial.from(),
        (sender, keys) -> {
          keys.remove(key);
          return keys.isEmpty() ? null : keys;
        });
    ledger.remove(key);
  }
}
