package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.coapsms.simulator.network.MobileNetwork;

/** Keeps things until another of their kind has gone ahead, or until their patience ends. */
final class HeldBack {
  private final MobileNetwork network;
  private final Deque<Consumer<Instant>> waiting = new ArrayDeque<>();

  HeldBack(MobileNetwork network) {
    this.network = network;
  }

  void add(Instant now, Duration patience, Consumer<Instant> action) {
    waiting.add(action);
    network.at(
        now.plus(patience),
        later -> {
          if (waiting.remove(action)) {
            action.accept(later);
          }
        });
  }

  /** Another has gone ahead. */
  void release(Instant now) {
    while (!waiting.isEmpty()) {
      waiting.remove().accept(now);
    }
  }
}
