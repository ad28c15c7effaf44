package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.Latency.Wait;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.DeviceProfile.OnUnknown;

/**
 * Decides whether and when a whole message may go again. A copy has the same Message ID and a new
 * concatenation reference; the device knows it for a copy only while its deduplication lasts.
 */
public class RepeatRule {

  /**
   * What the rule says.
   *
   * @param allowed whether a copy may leave
   * @param arriveBy when the copy must have arrived so as to be harmless, where that matters
   * @param reason why not, for people
   */
  public record Verdict(boolean allowed, Optional<Instant> arriveBy, String reason) {
    static Verdict yes() {
      return new Verdict(true, Optional.empty(), "");
    }

    static Verdict by(Instant latest) {
      return new Verdict(true, Optional.of(latest), "");
    }

    static Verdict no(String reason) {
      return new Verdict(false, Optional.empty(), reason);
    }
  }

  /**
   * Is what is known of the copies that were sent before.
   *
   * @param possible whether any of them may be with the device, now or later
   * @param claimed whether a carrier that is trusted claims that one of them is
   * @param presumedLost whether all of them lack receipts that would have come
   * @param since the earliest time at which one of them can have arrived
   * @param claimedSince the earliest time at which one of them is likely to have arrived
   * @param underWay whether one of them may still be on its way, to arrive whenever it likes
   * @param outcomeUnknown whether it is not known of one of them whether it left
   * @param windowUsable whether a copy usually arrives while the device still knows the first one
   */
  public record Evidence(
      boolean possible,
      boolean claimed,
      boolean presumedLost,
      Optional<Instant> since,
      Optional<Instant> claimedSince,
      boolean underWay,
      boolean outcomeUnknown,
      boolean windowUsable) {}

  /** Whether one more copy may leave now, given those that were sent; it takes {@code leg}. */
  protected Verdict judge(
      Instant now,
      CoapType type,
      CoapCode method,
      DeviceProfile profile,
      Evidence evidence,
      Duration leg) {
    if (!evidence.possible()) {
      return Verdict.yes();
    }
    if (type == CoapType.NON) {
      return Verdict.no("a NON is repeated only on proof of loss");
    }
    boolean idempotent = idempotent(method);
    boolean windowIsUseless = evidence.claimed() && !evidence.windowUsable();
    if (idempotent && (evidence.presumedLost() || windowIsUseless)) {
      return Verdict.yes();
    }
    Duration lifetime = profile.deduplication().lifetime();
    // What must not be done twice trusts no estimate.
    Optional<Instant> since = idempotent ? evidence.claimedSince() : evidence.since();
    Optional<Instant> windowEnd = since.map(first -> first.plus(lifetime));
    boolean inWindow = windowEnd.filter(end -> now.plus(leg).isBefore(end)).isPresent();
    if (inWindow && (idempotent || !evidence.underWay())) {
      return Verdict.by(windowEnd.orElseThrow());
    }
    if (lifetime.isZero()
        && profile.deduplication().onUnknown() == OnUnknown.FAIL
        && evidence.outcomeUnknown()) {
      return Verdict.no("it may have left and the device does not deduplicate");
    }
    if (!idempotent) {
      return Verdict.no(
          "an earlier copy may be or have been executed and this method is not idempotent");
    }
    return evidence.claimed()
        ? Verdict.no("the device has it and would no longer know a copy")
        : Verdict.yes();
  }

  /**
   * When the next copy is due: one wait after now, doubled for each copy, but early enough to
   * arrive while the device still knows it for a copy, if that is not too early to tell.
   *
   * @param safelyHarmless when a copy must leave so as to arrive in that time almost surely
   * @param barelyHarmless when a copy must leave so as to arrive in that time as likely as not
   */
  protected Instant when(
      Instant now,
      Wait wait,
      int copies,
      Optional<Instant> safelyHarmless,
      Optional<Instant> barelyHarmless) {
    Instant doubled = now.plus(wait.usual().multipliedBy(1L << Math.min(16, copies)));
    Instant least = now.plus(wait.least());
    if (barelyHarmless.isEmpty() || least.isAfter(barelyHarmless.get())) {
      return doubled;
    }
    Instant safely = safelyHarmless.filter(at -> at.isAfter(least)).orElse(least);
    return safely.isBefore(doubled) ? safely : doubled;
  }

  /** RFC 7252 §5.1: whether doing it twice is the same as doing it once. */
  protected boolean idempotent(CoapCode method) {
    return !method.equals(CoapCode.POST) && !method.equals(CoapCode.PATCH);
  }
}
