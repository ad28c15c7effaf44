package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;

/** Says how far a link has come, and since when. Thread-safe. */
final class LinkState {
  enum Phase {
    CONNECTING,
    BINDING,
    BOUND,
    DRAINING,
    ENDED
  }

  @GuardedBy("this")
  private Phase phase = Phase.CONNECTING;

  @GuardedBy("this")
  private long since = System.nanoTime();

  synchronized boolean in(Phase expected) {
    return phase == expected;
  }

  /** Goes on, if this is where it stands. */
  synchronized boolean enter(Phase from, Phase to) {
    if (phase != from) {
      return false;
    }
    phase = to;
    since = System.nanoTime();
    return true;
  }

  /** Ends, and says how long it was bound: zero if never, empty if it had ended before. */
  synchronized Optional<Duration> end() {
    if (phase == Phase.ENDED) {
      return Optional.empty();
    }
    boolean wasBound = phase == Phase.BOUND || phase == Phase.DRAINING;
    phase = Phase.ENDED;
    return Optional.of(wasBound ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO);
  }

  /** Why it should be given up, if the bind takes longer than it may. */
  synchronized Optional<String> overdueBind(long nanoTime, Duration longest) {
    boolean overdue = phase == Phase.BINDING && nanoTime - since > longest.toNanos();
    return overdue ? Optional.of("no answer to bind within " + longest) : Optional.empty();
  }
}
