package org.coapsms.simulator.network;

import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Keeps what is to happen, in order of time and, at the same time, in order of entry. */
final class Timeline {
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long order;

  void at(Instant when, Consumer<Instant> action) {
    entries.add(new Entry(when, order++, action));
  }

  Optional<Instant> next() {
    Entry first = entries.peek();
    return first == null ? Optional.empty() : Optional.of(first.when());
  }

  /** Performs what is due, each at its own time, so that one long jump equals many small steps. */
  void run(Instant now) {
    for (Entry first = entries.peek();
        first != null && !first.when().isAfter(now);
        first = entries.peek()) {
      entries.remove();
      first.action().accept(first.when());
    }
  }

  private record Entry(Instant when, long order, Consumer<Instant> action)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = when.compareTo(other.when);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
