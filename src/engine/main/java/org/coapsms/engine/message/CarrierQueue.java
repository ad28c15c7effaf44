package org.coapsms.engine.message;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.engine.route.CarrierTerms;

/**
 * Orders the segments that wait for one carrier and lets them go as its window and its pace allow.
 * Not persistent: what is queued is known from the messages. Not thread-safe.
 */
final class CarrierQueue {
  /** Every so many segments the lowest priority goes first, so that none waits for ever. */
  private static final int TURN_OF_THE_LAST = 8;

  /** How many segments may wait; beyond that requests are refused, which is better than later. */
  private static final int MOST_WAITING = 10_000;

  record Ticket(long message, int part) {}

  private final CarrierTerms terms;
  private final Pacing pacing;
  private final BusySubscribers busySubscribers = new BusySubscribers();
  private final Map<Priority, Deque<Ticket>> queues = new EnumMap<>(Priority.class);
  private boolean available;
  private Instant closedUntil = Instant.MIN;
  private int outstanding;
  private int turn;

  CarrierQueue(CarrierTerms terms) {
    this.terms = terms;
    this.pacing = new Pacing(terms.rate());
    for (Priority priority : Priority.values()) {
      queues.put(priority, new ArrayDeque<>());
    }
  }

  CarrierTerms terms() {
    return terms;
  }

  Pacing pacing() {
    return pacing;
  }

  BusySubscribers busySubscribers() {
    return busySubscribers;
  }

  boolean available() {
    return available;
  }

  void available(boolean isAvailable) {
    available = isAvailable;
  }

  /** Its quota allows nothing more until then. */
  void closedUntil(Instant until) {
    closedUntil = until;
  }

  /** Whether what is added now would leave as soon as its turn comes. */
  boolean usable(Instant now) {
    return available && !closedUntil.isAfter(now);
  }

  /** How many segments wait or have no outcome yet. */
  long load() {
    return (long) waiting() + outstanding;
  }

  boolean full() {
    return waiting() >= MOST_WAITING;
  }

  void add(Priority priority, Ticket ticket) {
    queue(priority).addLast(ticket);
  }

  void addFirst(Priority priority, Ticket ticket) {
    queue(priority).addFirst(ticket);
  }

  /** What shall not leave any more must not fill the queue of a carrier that is away. */
  void remove(Ticket ticket) {
    queues.values().forEach(queue -> queue.remove(ticket));
  }

  /** The next segment to hand over, if one may leave now. The caller says whether it did. */
  Optional<Ticket> next(Instant now) {
    if (!mayLeave() || closedUntil.isAfter(now) || pacing.next(now).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.ofNullable(pick().pollFirst());
  }

  void left(Instant now) {
    outstanding++;
    turn++;
    pacing.left(now);
  }

  void answered() {
    outstanding--;
  }

  /** When a waiting segment may leave although nothing else happens. */
  Optional<Instant> nextTimeout(Instant now) {
    if (!mayLeave()) {
      return Optional.empty();
    }
    Instant next = pacing.next(now);
    return Optional.of(closedUntil.isAfter(next) ? closedUntil : next);
  }

  private int waiting() {
    return queues.values().stream().mapToInt(Deque::size).sum();
  }

  private boolean mayLeave() {
    return available
        && outstanding < terms.window()
        && queues.values().stream().anyMatch(queue -> !queue.isEmpty());
  }

  private Deque<Ticket> pick() {
    Priority[] order = Priority.values();
    boolean lastFirst = turn % TURN_OF_THE_LAST == TURN_OF_THE_LAST - 1;
    for (int i = 0; i < order.length; i++) {
      Deque<Ticket> queue = queue(order[lastFirst ? order.length - 1 - i : i]);
      if (!queue.isEmpty()) {
        return queue;
      }
    }
    return queue(order[0]);
  }

  private Deque<Ticket> queue(Priority priority) {
    return queues.computeIfAbsent(priority, p -> new ArrayDeque<>());
  }
}
