package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Latency;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;

/** Answers how long things take and may take, from profiles and from what has been learned. */
public final class Timing {
  /** How long one way is taken to last until carriers have shown more. */
  private static final Duration LEG_UNLEARNED = Duration.ofSeconds(60);

  private final Directory directory;
  private final Latency latency;

  public Timing(Directory directory, Latency latency) {
    this.directory = directory;
    this.latency = latency;
  }

  /** Learns from an exchange that was sent only once. */
  void answered(ClientExchange exchange, Duration roundTrip) {
    exchange
        .progress()
        .carrier()
        .ifPresent(
            carrier ->
                latency.sample(
                    carrier, directory.profile(exchange.subscriber()).name(), roundTrip));
  }

  Duration ackTimeout(CarrierId carrier, DeviceProfile profile) {
    return Lifetimes.of(profile, roundTrip(carrier, profile)).ackTimeout();
  }

  /** One way through a carrier, which 95 of 100 messages keep. */
  Duration leg(CarrierId carrier, DeviceProfile profile) {
    return roundTrip(carrier, profile).map(p95 -> p95.dividedBy(2)).orElse(LEG_UNLEARNED);
  }

  /** What of an exchange's time must be left for the answer's way back. */
  Duration returnLeg(ClientExchange exchange, CarrierId carrier, Instant now) {
    Duration leg = leg(carrier, directory.profile(exchange.subscriber()));
    Duration quarter = Duration.between(now, exchange.deadline()).dividedBy(4);
    return leg.compareTo(quarter) < 0 ? leg : quarter;
  }

  /** How long our ACK to a device may wait for the response to ride on it. */
  Duration ackHold(CarrierId carrier, DeviceProfile profile) {
    return profile
        .timing()
        .ackHold()
        .orElseGet(
            () -> {
              Duration roundTrip = roundTrip(carrier, profile).orElse(LEG_UNLEARNED);
              Duration hold = profile.timing().deviceAckTimeout().minus(roundTrip);
              return hold.isNegative() ? Duration.ZERO : hold;
            });
  }

  /** How long a finished exchange's Message ID and token must be known. */
  Duration memory(ClientExchange exchange) {
    DeviceProfile profile = directory.profile(exchange.subscriber());
    return Lifetimes.of(profile, Optional.empty()).exchangeLifetime();
  }

  private Optional<Duration> roundTrip(CarrierId carrier, DeviceProfile profile) {
    return latency.roundTripP95(carrier, profile.name());
  }
}
