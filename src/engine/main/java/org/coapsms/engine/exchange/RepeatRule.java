package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.message.OutgoingMessage;
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

  /** Whether one more copy may leave now, given those that were sent. */
  protected Verdict judge(
      Instant now,
      CoapType type,
      CoapCode method,
      DeviceProfile profile,
      List<OutgoingMessage> copies,
      Duration leg) {
    boolean mayHaveArrived = copies.stream().anyMatch(OutgoingMessage::mayArrive);
    if (!mayHaveArrived) {
      return Verdict.yes();
    }
    if (type == CoapType.NON) {
      return Verdict.no("a NON is repeated only on proof of loss");
    }
    DeviceProfile.Deduplication deduplication = profile.deduplication();
    Optional<Instant> windowEnd =
        copies.stream()
            .flatMap(copy -> copy.firstLeft().stream())
            .min(Instant::compareTo)
            .map(first -> first.plus(deduplication.lifetime()));
    boolean inWindow = windowEnd.filter(end -> now.plus(leg).isBefore(end)).isPresent();
    if (inWindow) {
      return Verdict.by(windowEnd.orElseThrow());
    }
    if (deduplication.lifetime().isZero()
        && deduplication.onUnknown() == OnUnknown.FAIL
        && copies.stream().anyMatch(OutgoingMessage::outcomeUnknown)) {
      return Verdict.no("it may have left and the device does not deduplicate");
    }
    return idempotent(method)
        ? Verdict.yes()
        : Verdict.no("an earlier copy may have been executed and this method is not idempotent");
  }

  /**
   * When the next copy is due: one doubled ACK_TIMEOUT after the last one left, but early enough to
   * arrive while the device still knows it for a copy, if that is at least one ACK_TIMEOUT away.
   */
  protected Instant when(
      Instant now,
      Instant firstLeft,
      Duration ackTimeout,
      int copies,
      DeviceProfile profile,
      Duration leg) {
    Instant doubled = now.plus(ackTimeout.multipliedBy(1L << Math.min(16, copies)));
    Instant lastHarmless = firstLeft.plus(profile.deduplication().lifetime()).minus(leg);
    boolean roomBefore = !lastHarmless.isBefore(now.plus(profile.timing().ackTimeoutFloor()));
    return roomBefore && lastHarmless.isBefore(doubled) ? lastHarmless : doubled;
  }

  /** RFC 7252 §5.1: whether doing it twice is the same as doing it once. */
  protected boolean idempotent(CoapCode method) {
    return !method.equals(CoapCode.POST) && !method.equals(CoapCode.PATCH);
  }
}
