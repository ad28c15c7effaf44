package org.coapsms.engine.exchange;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.engine.route.DeviceProfile;

/**
 * Derives RFC 7252 §4.8.2's times from what a device profile sets, for one ACK_TIMEOUT. MAX_LATENCY
 * is the longest validity in use and a margin, since an SMSC may try once more after its end.
 */
public record Lifetimes(
    Duration ackTimeout,
    Duration maxLatency,
    Duration maxTransmitSpan,
    Duration maxTransmitWait,
    Duration exchangeLifetime) {
  private static final Duration LATENCY_MARGIN = Duration.ofMinutes(2);

  /** With a learned round trip, if there is one. */
  public static Lifetimes of(DeviceProfile profile, Optional<Duration> roundTripP95) {
    DeviceProfile.Timing timing = profile.timing();
    Duration ackTimeout = ackTimeout(timing, roundTripP95);
    Duration maxLatency = timing.deadline().plus(LATENCY_MARGIN);
    long doublings = 1L << Math.min(16, timing.maxRetransmit());
    Duration span = ackTimeout.multipliedBy(doublings - 1);
    Duration wait = ackTimeout.multipliedBy(2 * doublings - 1);
    Duration formula = span.plus(maxLatency.multipliedBy(2)).plus(ackTimeout);
    // The simple formula holds only while the last wait is below MAX_LATENCY.
    return new Lifetimes(
        ackTimeout, maxLatency, span, wait, formula.compareTo(wait) > 0 ? formula : wait);
  }

  private static Duration ackTimeout(DeviceProfile.Timing timing, Optional<Duration> roundTripP95) {
    return timing
        .ackTimeout()
        .orElseGet(
            () ->
                roundTripP95
                    .map(p95 -> max(p95, timing.ackTimeoutFloor()))
                    .orElse(timing.ackTimeoutUnlearned()));
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
