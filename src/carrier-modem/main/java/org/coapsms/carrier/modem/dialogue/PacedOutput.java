package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.coapsms.codec.Bytes;

/** Cuts what is written into pieces that a slow modem can take. */
final class PacedOutput {
  private final int atMost;
  private final Duration gap;
  private final Deque<Bytes> waiting = new ArrayDeque<>();
  private final Deque<Bytes> due = new ArrayDeque<>();
  private Instant notBefore = Instant.MIN;

  /**
   * Begins with nothing to write.
   *
   * @param atMost octets of a piece
   * @param gap from one piece to the next
   */
  PacedOutput(int atMost, Duration gap) {
    this.atMost = atMost;
    this.gap = gap;
  }

  void write(Instant now, Bytes octets) {
    for (int from = 0; from < octets.size(); from += atMost) {
      waiting.add(octets.slice(from, Math.min(octets.size(), from + atMost)));
    }
    release(now);
  }

  /** Lets go what may be written by now. */
  void release(Instant now) {
    while (!waiting.isEmpty() && !now.isBefore(notBefore)) {
      due.add(waiting.remove());
      notBefore = now.plus(gap);
    }
  }

  void clear() {
    waiting.clear();
    due.clear();
  }

  /** Forgets what waits for its time; whether there was anything. */
  boolean dropWaiting() {
    boolean any = !waiting.isEmpty();
    waiting.clear();
    return any;
  }

  /** When the next piece may be written; empty if none waits. */
  Optional<Instant> nextTimeout() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(notBefore);
  }

  Optional<Bytes> poll() {
    return Optional.ofNullable(due.poll());
  }
}
