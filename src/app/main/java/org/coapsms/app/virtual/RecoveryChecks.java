package org.coapsms.app.virtual;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.engine.Engine;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;

/** Watches that a restart changes nothing: the store holds what the engine knows, at any time. */
final class RecoveryChecks {
  private final Checks checks;

  RecoveryChecks(Checks checks) {
    this.checks = checks;
  }

  /** Everything the engine knows is in the store, and nothing else: a restart changes nothing. */
  void recoverable(Engine live, VirtualStore store) {
    different(store.load(), live.entries())
        .ifPresent(key -> checks.broken("I8", "store and engine disagree about " + key));
  }

  /** Recovering twice from the same store gives the same, and forgets nothing of what is in it. */
  void recoveryIsRepeatable(Instant now, VirtualNode node) {
    Collection<Entry> once = node.recovered(now).entries();
    different(once, node.recovered(now).entries())
        .ifPresent(key -> checks.broken("I8", "two recoveries from one store differ in " + key));
    Set<EntryKey> keys = new HashSet<>();
    once.forEach(entry -> keys.add(entry.key()));
    node.store().load().stream()
        .filter(entry -> !keys.contains(entry.key()))
        .findFirst()
        .ifPresent(entry -> checks.broken("I8", "recovery forgot " + entry.key()));
  }

  /** Something that is not the same in both. */
  private static Optional<EntryKey> different(Collection<Entry> these, Collection<Entry> those) {
    Map<EntryKey, Entry> left = new HashMap<>();
    these.forEach(entry -> left.put(entry.key(), entry));
    for (Entry entry : those) {
      Entry other = left.remove(entry.key());
      // Mostly it is the very same object; comparing octets would take long.
      if (other != entry && !entry.equals(other)) {
        return Optional.of(entry.key());
      }
    }
    return left.keySet().stream().findFirst();
  }
}
