package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Latency.Wait;
import org.coapsms.engine.message.Messages;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;

/**
 * Tells when an exchange must be looked at again because nothing came, and what may then be done:
 * send missing segments again, send the whole message again, or wait on. Not thread-safe.
 */
final class Repetition {
  /** A receipt follows the arrival it speaks of within this time, on any network that was seen. */
  private static final Duration RECEIPT_LAG = Duration.ofSeconds(15);

  /** So much of a message must have its receipts for the rest to be taken for lost. */
  private static final int LEAST_DELIVERED_SHARE = 2;

  private final Directory directory;
  private final Messages messages;
  private final Timing timing;
  private final RepeatRule rule;
  private final ReceiptTrust trust;

  Repetition(
      Directory directory, Messages messages, Timing timing, RepeatRule rule, ReceiptTrust trust) {
    this.directory = directory;
    this.messages = messages;
    this.timing = timing;
    this.rule = rule;
    this.trust = trust;
  }

  /** When to look at an exchange whose newest copy has just left or been delivered. */
  Optional<Instant> next(Instant now, ClientExchange exchange, OutgoingMessage newest) {
    DeviceProfile profile = directory.profile(exchange.subscriber());
    if (exchange.request().type() != CoapType.CON
        || (mayNotRepeat(exchange, profile) && !mayBeRepaired(newest, profile))) {
      return Optional.empty();
    }
    CarrierId carrier = newest.carrier();
    Wait wait = wait(newest, profile);
    Optional<Instant> windowEnd =
        evidence(exchange, profile)
            .claimedSince()
            .map(since -> since.plus(profile.deduplication().lifetime()));
    Instant at =
        rule.when(
            now,
            wait,
            exchange.progress().copies(),
            windowEnd.map(end -> end.minus(timing.leg(carrier, profile))),
            windowEnd.map(end -> end.minus(timing.medianLeg(carrier, profile))));
    Instant lastUseful =
        later(
            exchange.deadline().minus(timing.fullRoundTrip(exchange, carrier)),
            now.plus(profile.timing().ackTimeoutFloor()));
    if (profile.timing().ackTimeout().isEmpty() && lastUseful.isBefore(at)) {
      at = lastUseful;
    }
    Instant due = at;
    return Optional.of(
        exchange.progress().times().holdUntil().filter(hold -> hold.isAfter(due)).orElse(due));
  }

  /** Whether one more copy of the whole message may leave. */
  RepeatRule.Verdict judge(Instant now, ClientExchange exchange) {
    DeviceProfile profile = directory.profile(exchange.subscriber());
    if (mayNotRepeat(exchange, profile)) {
      return RepeatRule.Verdict.no("it has been repeated often enough");
    }
    CarrierId carrier = exchange.progress().carrier().orElseThrow();
    return rule.judge(
        now,
        exchange.request().type(),
        exchange.request().code(),
        profile,
        evidence(exchange, profile),
        timing.medianLeg(carrier, profile));
  }

  /**
   * Whether only some segments of the newest copy are missing, on a carrier whose receipts are sure
   * and while the device still keeps the others.
   */
  boolean isRepairable(Instant now, ClientExchange exchange) {
    DeviceProfile profile = directory.profile(exchange.subscriber());
    return newest(exchange)
        .filter(copy -> mayBeRepaired(copy, profile))
        .filter(copy -> copy.deliveredSegments() * LEAST_DELIVERED_SHARE >= copy.segments().size())
        .flatMap(OutgoingMessage::firstLeft)
        .filter(first -> now.isBefore(first.plus(profile.timing().reassemblyTime())))
        .isPresent();
  }

  /** Until when a copy that the network gave up must have arrived if it goes again. */
  Optional<Instant> againUntil(Instant at, ClientExchange exchange, OutgoingMessage message) {
    // Alone a segment of several completes nothing that the device has not.
    if (rule.idempotent(exchange.request().code()) || message.segments().size() > 1) {
      return Optional.of(message.expires());
    }
    DeviceProfile profile = directory.profile(exchange.subscriber());
    return message
        .firstLeft()
        .map(first -> first.plus(profile.deduplication().lifetime()))
        .filter(end -> at.plus(timing.medianLeg(message.carrier(), profile)).isBefore(end));
  }

  /** Whether the whole message may be done again as if it were another. */
  boolean idempotent(ClientExchange exchange) {
    return rule.idempotent(exchange.request().code());
  }

  List<OutgoingMessage> copies(ClientExchange exchange) {
    return exchange.progress().messages().stream()
        .flatMap(id -> messages.find(id).stream())
        .toList();
  }

  Optional<OutgoingMessage> newest(ClientExchange exchange) {
    List<Long> all = exchange.progress().messages();
    return all.isEmpty() ? Optional.empty() : messages.find(all.get(all.size() - 1));
  }

  private static boolean mayNotRepeat(ClientExchange exchange, DeviceProfile profile) {
    return exchange.progress().copies() >= profile.timing().maxRetransmit();
  }

  private boolean mayBeRepaired(OutgoingMessage copy, DeviceProfile profile) {
    return copy.segments().size() > 1
        && !copy.delivered()
        && timing.receiptsAreSure(copy.carrier(), profile)
        && messages.maySendMissingAgain(copy);
  }

  private Wait wait(OutgoingMessage newest, DeviceProfile profile) {
    Optional<Duration> fixed = profile.timing().ackTimeout();
    if (fixed.isPresent()) {
      // RFC 7252 §4.2: never sooner than ACK_TIMEOUT.
      return new Wait(fixed.get(), fixed.get());
    }
    if (newest.delivered() && trust.trusts(newest.carrier())) {
      return timing.returnWait(newest.carrier(), profile);
    }
    return timing.receiptsAreSure(newest.carrier(), profile) && trust.trusts(newest.carrier())
        ? timing.receiptWait(newest.carrier(), profile)
        : timing.roundTripWait(newest.carrier(), profile);
  }

  private RepeatRule.Evidence evidence(ClientExchange exchange, DeviceProfile profile) {
    // What must not be done twice believes no receipt.
    boolean idempotent = rule.idempotent(exchange.request().code());
    List<OutgoingMessage> possible =
        copies(exchange).stream()
            .filter(copy -> idempotent ? copy.mayArrive() : copy.mayArriveAfterAll())
            .toList();
    List<OutgoingMessage> claimed =
        possible.stream().filter(copy -> copy.delivered() && trust.trusts(copy.carrier())).toList();
    boolean allSure =
        possible.stream().allMatch(copy -> timing.receiptsAreSure(copy.carrier(), profile));
    // Where receipts are sure, only what has one can have arrived.
    List<OutgoingMessage> likely = allSure ? claimed : possible;
    return new RepeatRule.Evidence(
        !possible.isEmpty(),
        !claimed.isEmpty(),
        claimed.isEmpty() && allSure,
        possible.stream().flatMap(copy -> copy.firstLeft().stream()).min(Instant::compareTo),
        likely.stream().flatMap(copy -> likelyArrival(copy).stream()).min(Instant::compareTo),
        possible.size() > claimed.size(),
        possible.stream().anyMatch(OutgoingMessage::outcomeUnknown),
        timing.windowIsUsable(
            exchange.progress().carrier().orElseThrow(),
            profile,
            possible.isEmpty() ? 1 : possible.get(0).segments().size()));
  }

  private static Optional<Instant> likelyArrival(OutgoingMessage copy) {
    return copy.firstLeft()
        .map(left -> copy.deliveredAt().map(at -> later(left, at.minus(RECEIPT_LAG))).orElse(left));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
