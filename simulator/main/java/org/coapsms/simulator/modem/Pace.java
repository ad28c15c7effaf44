package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.coapsms.codec.Bytes;

/**
 * Lets octets take their time on one direction of a line, in order. Not thread-safe; owned by the
 * network's thread.
 */
final class Pace {
  /** Octets that arrive together where single ones would be too many events. */
  private static final int SLICE = 8;

  private static final Duration FINE = Duration.ofMillis(1);

  private final BiConsumer<Instant, Consumer<Instant>> at;
  private final BiConsumer<Instant, Bytes> to;

  /** When the line is free for the next octet. */
  private Instant free = Instant.MIN;

  /**
   * Makes an idle line.
   *
   * @param at does something at a time
   * @param to where octets arrive
   */
  Pace(BiConsumer<Instant, Consumer<Instant>> at, BiConsumer<Instant, Bytes> to) {
    this.at = at;
    this.to = to;
  }

  /** Sends octets, each of which takes so long. */
  void send(Instant now, Bytes octets, Duration each) {
    if (each.isZero() && !free.isAfter(now)) {
      to.accept(now, octets);
      return;
    }
    int slice = each.compareTo(FINE) < 0 ? SLICE : 1;
    for (int i = 0; i < octets.size(); i += slice) {
      Bytes piece = octets.slice(i, Math.min(octets.size(), i + slice));
      free = (free.isAfter(now) ? free : now).plus(each.multipliedBy(piece.size()));
      at.accept(free, then -> to.accept(then, piece));
    }
  }

  /** Sends nothing before that time. */
  void pauseUntil(Instant time) {
    free = free.isAfter(time) ? free : time;
  }
}
