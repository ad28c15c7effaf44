package org.coapsms.engine.message;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.engine.CarrierId;

/**
 * Learns how long answers take through each carrier from requests that were sent only once (Karn's
 * rule, as in RFC 6298 §3). Not persistent: it learns anew after a restart. Not thread-safe.
 */
public final class Latency {
  private static final int LEAST_SAMPLES = 8;
  private static final int MOST_SAMPLES = 128;

  private record Key(CarrierId carrier, String profile) {}

  private final Map<Key, Deque<Duration>> samples = new HashMap<>();

  /** Takes in how long the answer to an unrepeated request took. */
  public void sample(CarrierId carrier, String profile, Duration roundTrip) {
    Deque<Duration> recent =
        samples.computeIfAbsent(new Key(carrier, profile), k -> new ArrayDeque<>());
    recent.addLast(roundTrip);
    if (recent.size() > MOST_SAMPLES) {
      recent.removeFirst();
    }
  }

  /** The round trip that 95 of 100 answers keep; empty until enough has been seen. */
  public Optional<Duration> roundTripP95(CarrierId carrier, String profile) {
    Deque<Duration> recent = samples.get(new Key(carrier, profile));
    if (recent == null || recent.size() < LEAST_SAMPLES) {
      return Optional.empty();
    }
    return Optional.of(
        recent.stream()
            .sorted()
            .skip((long) Math.ceil(recent.size() * 0.95) - 1)
            .findFirst()
            .orElseThrow());
  }
}
