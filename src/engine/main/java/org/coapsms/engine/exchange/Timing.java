package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Latency;
import org.coapsms.engine.message.Latency.Wait;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;

/** Answers how long things take and may take, from profiles and from what has been learned. */
public final class Timing {
  /** How long one way is taken to last until carriers have shown more. */
  private static final Duration LEG_UNLEARNED = Duration.ofSeconds(60);

  /** The wait for an answer and a copy's way, in median legs; with a repair, much more. */
  private static final int MEDIANS_FOR_ONE = 5;

  private static final int MEDIANS_FOR_MANY = 14;

  private final Directory directory;
  private final Latency latency;

  public Timing(Directory directory, Latency latency) {
    this.directory = directory;
    this.latency = latency;
  }

  /** Learns from an exchange that was answered. */
  void answered(Instant now, ClientExchange exchange, List<OutgoingMessage> copies) {
    OutgoingMessage newest = copies.get(copies.size() - 1);
    CarrierId carrier = newest.carrier();
    String profile = directory.profile(exchange.subscriber()).name();
    learnLosses(profile, copies, true);
    Optional<Duration> roundTrip = Optional.empty();
    Optional<Duration> afterDelivery = Optional.empty();
    if (copies.size() == 1) {
      Optional<Duration> sinceLeft =
          exchange.progress().sent().lastLeft().map(left -> Duration.between(left, now));
      // Karn's rule: what was sent twice has no round trip.
      roundTrip = sinceLeft.filter(any -> !newest.anyRepeated());
      // An answer right behind its receipt says little about the way back.
      afterDelivery =
          newest
              .deliveredAt()
              .map(at -> longer(Duration.between(at, now), sinceLeft.orElse(Duration.ZERO)));
      if (newest.delivered()) {
        latency.receiptsCame(carrier, profile, newest.segments().size());
      } else {
        latency.receiptMissing(carrier, profile);
      }
    }
    latency.answered(carrier, profile, roundTrip, afterDelivery);
  }

  /** Learns from an exchange that was never answered. */
  void unanswered(ClientExchange exchange, List<OutgoingMessage> copies) {
    learnLosses(directory.profile(exchange.subscriber()).name(), copies, false);
  }

  /** The last receipt of an exchange came after its answer. */
  void deliveredAfterAnswer(OutgoingMessage message) {
    latency.receiptCameAfterAll(
        message.carrier(), directory.profile(message.to()).name(), message.segments().size());
  }

  /**
   * An answer came again for a request that had been repeated: the first copy had done its work.
   */
  void answeredAfterAll(ClientExchange exchange) {
    exchange
        .progress()
        .carrier()
        .ifPresent(
            carrier ->
                latency.answeredAfterAll(carrier, directory.profile(exchange.subscriber()).name()));
  }

  boolean receiptsAreSure(CarrierId carrier, DeviceProfile profile) {
    return latency.receiptsAreSure(carrier, profile.name());
  }

  Wait receiptWait(CarrierId carrier, DeviceProfile profile) {
    return bounded(latency.receiptWait(carrier, profile.name()), profile);
  }

  Wait returnWait(CarrierId carrier, DeviceProfile profile) {
    return bounded(latency.returnWait(carrier, profile.name()), profile);
  }

  Wait roundTripWait(CarrierId carrier, DeviceProfile profile) {
    return bounded(latency.roundTripWait(carrier, profile.name()), profile);
  }

  /** An ACK_TIMEOUT for our own responses: what 95 of 100 round trips keep. */
  Duration ackTimeout(CarrierId carrier, DeviceProfile profile) {
    return Lifetimes.of(profile, roundTrip(carrier, profile)).ackTimeout();
  }

  /** One way through a carrier, which 95 of 100 messages keep. */
  Duration leg(CarrierId carrier, DeviceProfile profile) {
    return latency
        .leg(carrier, profile.name(), 0.05)
        .or(() -> roundTrip(carrier, profile).map(p95 -> p95.dividedBy(2)))
        .orElse(LEG_UNLEARNED);
  }

  /** One way through a carrier, which three of four messages keep. */
  Duration usualLeg(CarrierId carrier, DeviceProfile profile) {
    return latency.leg(carrier, profile.name(), 0.25).orElse(LEG_UNLEARNED);
  }

  /** One way through a carrier, which every other message keeps. */
  Duration medianLeg(CarrierId carrier, DeviceProfile profile) {
    return latency.leg(carrier, profile.name(), 0.5).orElse(LEG_UNLEARNED);
  }

  /** What of an exchange's time must be left for a copy and its answer. */
  Duration fullRoundTrip(ClientExchange exchange, CarrierId carrier) {
    return latency
        .roundTripMedian(carrier, directory.profile(exchange.subscriber()).name())
        .map(median -> median.multipliedBy(3).dividedBy(2))
        .orElseGet(() -> Duration.between(exchange.accepted(), exchange.deadline()).dividedBy(3));
  }

  /**
   * Whether a copy, repaired if need be, usually arrives while the device knows the first one.
   * Until much is known it is taken to do so: an execution too many is worse than a truthful
   * failure.
   */
  boolean windowIsUsable(CarrierId carrier, DeviceProfile profile, int segments) {
    int medians = segments == 1 ? MEDIANS_FOR_ONE : MEDIANS_FOR_MANY;
    return latency
        .knownLeg(carrier, profile.name())
        .map(median -> median.multipliedBy(medians))
        .filter(needed -> needed.compareTo(profile.deduplication().lifetime()) > 0)
        .isEmpty();
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
    DeviceProfile.Timing timing = profile.timing();
    // A route may allow more time than the profile, and then messages are valid for longer.
    Duration allowed = Duration.between(exchange.accepted(), exchange.deadline());
    DeviceProfile meant =
        profile.withTiming(timing.withDeadline(longest(timing.deadline(), allowed)));
    return Lifetimes.of(meant, Optional.empty()).exchangeLifetime();
  }

  private void learnLosses(String profile, List<OutgoingMessage> copies, boolean answered) {
    List<OutgoingMessage> claimed = copies.stream().filter(OutgoingMessage::delivered).toList();
    // A delivered copy behind which another had to be sent, or behind which nothing came.
    claimed.stream()
        .limit(answered ? Math.max(0, claimed.size() - 1) : claimed.size())
        .forEach(copy -> latency.unanswered(copy.carrier(), profile));
    for (OutgoingMessage copy : copies) {
      boolean newest = copy.equals(copies.get(copies.size() - 1));
      for (int i = copy.withoutWord(newest); i > 0; i--) {
        latency.vanished(copy.carrier(), profile);
      }
    }
  }

  private static Duration longer(Duration back, Duration roundTrip) {
    Duration least = roundTrip.dividedBy(4);
    return back.compareTo(least) > 0 ? back : least;
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Wait bounded(Optional<Wait> learned, DeviceProfile profile) {
    Duration floor = profile.timing().ackTimeoutFloor();
    Duration unlearned = profile.timing().ackTimeoutUnlearned();
    return learned
        .map(wait -> new Wait(atLeast(floor, wait.usual()), atLeast(floor, wait.least())))
        .orElse(new Wait(unlearned, unlearned));
  }

  private static Duration atLeast(Duration floor, Duration value) {
    return value.compareTo(floor) < 0 ? floor : value;
  }

  private Optional<Duration> roundTrip(CarrierId carrier, DeviceProfile profile) {
    return latency.roundTripP95(carrier, profile.name());
  }
}
