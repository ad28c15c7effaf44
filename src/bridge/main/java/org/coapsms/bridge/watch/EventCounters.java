package org.coapsms.bridge.watch;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Noted;
import org.coapsms.runtime.EngineWatcher;

/** Counts what the engine notices, by kind, from the start of the bridge. Thread-safe. */
public final class EventCounters implements EngineWatcher {
  private final Map<EventKind, LongAdder> counts = new EnumMap<>(EventKind.class);

  public EventCounters() {
    for (EventKind kind : EventKind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  @Override
  public void noted(Instant at, Noted noted) {
    LongAdder count = counts.get(noted.kind());
    if (count != null) {
      count.increment();
    }
  }

  public long count(EventKind kind) {
    LongAdder count = counts.get(kind);
    return count == null ? 0 : count.sum();
  }

  /** All counters, also those that are zero. */
  public Map<EventKind, Long> counts() {
    Map<EventKind, Long> now = new EnumMap<>(EventKind.class);
    counts.forEach((kind, count) -> now.put(kind, count.sum()));
    return now;
  }
}
