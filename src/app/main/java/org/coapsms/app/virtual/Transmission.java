package org.coapsms.app.virtual;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Says how a CoAP client repeats and gives up; names and meaning as in RFC 7252 §4.8.
 *
 * @param exchangeLifetime how long it waits for a separate response, counted from its request
 * @param patience how long after its user asked it gives up whatever happens; absent: never
 */
record Transmission(
    Duration ackTimeout,
    double ackRandomFactor,
    int maxRetransmit,
    Duration exchangeLifetime,
    Optional<Duration> patience) {

  /** The values of RFC 7252 §4.8, which libraries have unless told otherwise. */
  static Transmission stock() {
    return new Transmission(
        Duration.ofSeconds(2), 1.5, 4, Duration.ofSeconds(247), Optional.empty());
  }

  /** LwM2M's SMS binding: sent once, then waited for. */
  static Transmission once(Duration patience) {
    return new Transmission(patience, 1, 0, patience, Optional.of(patience));
  }

  /** RFC 7252 §4.2: between ACK_TIMEOUT and ACK_TIMEOUT * ACK_RANDOM_FACTOR. */
  Duration firstTimeout(RandomGenerator random) {
    double factor = 1 + random.nextDouble() * (ackRandomFactor - 1);
    return Duration.ofNanos((long) (ackTimeout.toNanos() * factor));
  }
}
