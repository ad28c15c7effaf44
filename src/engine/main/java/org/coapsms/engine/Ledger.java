package org.coapsms.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Holds everything the engine remembers, knows what changed since the last commit and which entry
 * is due next. Not thread-safe; owned by the engine's loop.
 */
public final class Ledger {
  private record Due(Instant at, long order, EntryKey key) {}

  // In order of arrival, so that one seed gives one history.
  private final Map<EntryKey, Entry> entries = new LinkedHashMap<>();
  private final Map<EntryKey, Due> dueByKey = new HashMap<>();
  private final TreeSet<Due> dues =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private final Map<EntryKey, Change> changes = new LinkedHashMap<>();
  private long order;

  /** Remembers the entry in place of what its key held. */
  public void put(Entry entry) {
    load(entry);
    changes.put(entry.key(), new Change.Put(entry));
  }

  /** Takes over an entry that the store already holds. */
  public void load(Entry entry) {
    entries.put(entry.key(), entry);
    reschedule(entry.key(), entry.due());
  }

  public void remove(EntryKey key) {
    if (entries.remove(key) != null) {
      reschedule(key, Optional.empty());
      changes.put(key, new Change.Remove(key));
    }
  }

  /** The entry under a key, if it is of that type. */
  public <T extends Entry> Optional<T> find(EntryKey key, Class<T> type) {
    return Optional.ofNullable(entries.get(key)).filter(type::isInstance).map(type::cast);
  }

  public Collection<Entry> entries() {
    return List.copyOf(entries.values());
  }

  public int size() {
    return entries.size();
  }

  public Optional<Instant> nextDue() {
    return dues.isEmpty() ? Optional.empty() : Optional.of(dues.first().at());
  }

  /** The entry that has been due longest, if one is due. */
  public Optional<Entry> firstDue(Instant now) {
    if (dues.isEmpty() || dues.first().at().isAfter(now)) {
      return Optional.empty();
    }
    return Optional.ofNullable(entries.get(dues.first().key()));
  }

  /** What the store must take over; asking makes it forgotten here. */
  public List<Change> takeChanges() {
    List<Change> taken = new ArrayList<>(changes.values());
    changes.clear();
    return taken;
  }

  private void reschedule(EntryKey key, Optional<Instant> at) {
    Due old = dueByKey.remove(key);
    if (old != null) {
      dues.remove(old);
    }
    at.ifPresent(
        instant -> {
          Due due = new Due(instant, order++, key);
          dueByKey.put(key, due);
          dues.add(due);
        });
  }
}
