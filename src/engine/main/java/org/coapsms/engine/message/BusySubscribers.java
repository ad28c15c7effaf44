package org.coapsms.engine.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.coapsms.engine.Subscriber;

/**
 * Tells one subscriber whose queue is full from a carrier that is busy and says so of everybody
 * (SMPP 0x14, CMS 27). Not thread-safe.
 */
final class BusySubscribers {
  /** The carrier is busy if so many subscribers are, of the latest submissions. */
  private static final int MANY = 8;

  private static final int LATEST = 16;

  /** Empty for a submission that was accepted. */
  private final Deque<Optional<Subscriber>> latest = new ArrayDeque<>();

  void accepted() {
    add(Optional.empty());
  }

  /** A subscriber was said to be busy; whether so many are that it must be the carrier. */
  boolean refused(Subscriber subscriber) {
    add(Optional.of(subscriber));
    boolean many = latest.stream().flatMap(Optional::stream).distinct().count() >= MANY;
    if (many) {
      latest.clear();
    }
    return many;
  }

  private void add(Optional<Subscriber> busy) {
    latest.addLast(busy);
    if (latest.size() > LATEST) {
      latest.removeFirst();
    }
  }
}
