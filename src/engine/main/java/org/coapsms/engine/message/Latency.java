package org.coapsms.engine.message;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.engine.CarrierId;

/**
 * Learns how long messages and answers take through each carrier, how often they are lost and how
 * surely receipts come. Round trips count only where nothing was sent twice (Karn's rule, as in RFC
 * 6298 §3); each receipt names its own submission and always counts. Not persistent: it learns anew
 * after a restart. Not thread-safe.
 */
public final class Latency {
  private static final int LEAST_SAMPLES = 3;

  private static final int ENOUGH_SAMPLES = 8;

  /** A missing answer is repeated when it is so many times likelier lost than late. */
  private static final double LIKELIER_LOST = 5;

  /** However little is lost: waiting any longer tells nothing more. */
  private static final double LEAST_TAIL = 1e-6;

  /** What a copy may risk to be unneeded in order to arrive while the device knows it for one. */
  private static final double INSURANCE_TAIL = 1e-5;

  private static final double ENOUGH_RECEIPTS = 16;
  private static final double MOST_RECEIPTS = 500;
  private static final double MISSING_RECEIPTS = 0.01;

  private record Key(CarrierId carrier, String profile) {}

  private static final class Seen {
    private final LogNormal out = new LogNormal();
    private final LogNormal back = new LogNormal();
    private final LogNormal roundTrip = new LogNormal();
    private final Odds outOdds = new Odds();
    private final Odds backOdds = new Odds();
    private double receipts;
    private double missing;
  }

  /** A wait as it should be, and the least that is defensible where the device's memory ends. */
  public record Wait(Duration usual, Duration least) {}

  private final Map<Key, Seen> all = new HashMap<>();

  /** A receipt said, so long after the submission, that a segment was delivered. */
  public void delivered(CarrierId carrier, String profile, Duration afterSubmission) {
    Seen seen = seen(carrier, profile);
    seen.out.add(afterSubmission);
    seen.outOdds.arrived();
  }

  /** A segment's receipt never came, and a copy had to follow. */
  public void vanished(CarrierId carrier, String profile) {
    seen(carrier, profile).outOdds.lost();
  }

  /** An answer came; the round trip only where nothing was sent twice. */
  public void answered(
      CarrierId carrier,
      String profile,
      Optional<Duration> roundTrip,
      Optional<Duration> afterDelivery) {
    Seen seen = seen(carrier, profile);
    roundTrip.ifPresent(seen.roundTrip::add);
    afterDelivery.ifPresent(seen.back::add);
    seen.backOdds.arrived();
  }

  /** A message was delivered, but its answer never came. */
  public void unanswered(CarrierId carrier, String profile) {
    seen(carrier, profile).backOdds.lost();
  }

  /** An answer that had been taken for lost came after all. */
  public void answeredAfterAll(CarrierId carrier, String profile) {
    seen(carrier, profile).backOdds.cameAfterAll();
  }

  /** An answered message had all its receipts. */
  public void receiptsCame(CarrierId carrier, String profile, int segments) {
    Seen seen = seen(carrier, profile);
    if (seen.receipts + seen.missing > MOST_RECEIPTS) {
      seen.receipts /= 2;
      seen.missing /= 2;
    }
    seen.receipts += segments;
  }

  /** An answered message had not all its receipts when its answer came. */
  public void receiptMissing(CarrierId carrier, String profile) {
    seen(carrier, profile).missing++;
  }

  /** A receipt that had been missing came after the answer. */
  public void receiptCameAfterAll(CarrierId carrier, String profile, int segments) {
    Seen seen = seen(carrier, profile);
    seen.missing = Math.max(0, seen.missing - 1);
    seen.receipts += segments;
  }

  /** Whether this carrier gives receipts so surely that a missing one means a lost segment. */
  public boolean receiptsAreSure(CarrierId carrier, String profile) {
    Seen seen = seen(carrier, profile);
    return seen.receipts >= ENOUGH_RECEIPTS
        && seen.missing <= MISSING_RECEIPTS * (seen.receipts + seen.missing)
        && seen.out.count() >= LEAST_SAMPLES;
  }

  /** How long a receipt may take before its segment is likelier lost than late. */
  public Optional<Wait> receiptWait(CarrierId carrier, String profile) {
    Seen seen = seen(carrier, profile);
    return wait(seen.out, seen.outOdds.ofLoss());
  }

  /** How long an answer may take after the receipt before it is likelier lost than late. */
  public Optional<Wait> returnWait(CarrierId carrier, String profile) {
    Seen seen = seen(carrier, profile);
    // The way there is the best guess for the way back until that is known.
    LogNormal back = seen.back.count() < LEAST_SAMPLES ? seen.out : seen.back;
    return wait(back, odds(seen));
  }

  /** How long an answer may take after the submission before it is likelier lost than late. */
  public Optional<Wait> roundTripWait(CarrierId carrier, String profile) {
    Seen seen = seen(carrier, profile);
    return wait(seen.roundTrip, odds(seen));
  }

  /** The round trip that 95 of 100 answers keep; empty until enough has been seen. */
  public Optional<Duration> roundTripP95(CarrierId carrier, String profile) {
    return quantile(seen(carrier, profile).roundTrip, 0.05, LEAST_SAMPLES);
  }

  /** The round trip that half of the answers keep. */
  public Optional<Duration> roundTripMedian(CarrierId carrier, String profile) {
    return quantile(seen(carrier, profile).roundTrip, 0.5, LEAST_SAMPLES);
  }

  /** The way to the device that all but {@code tail} of the receipts claim, with their own way. */
  public Optional<Duration> leg(CarrierId carrier, String profile, double tail) {
    return quantile(seen(carrier, profile).out, tail, 1);
  }

  /** A network that loses messages on the way there does so on the way back. */
  private static double odds(Seen seen) {
    return Math.max(seen.backOdds.ofLoss(), seen.backOdds.ofLossWith(seen.outOdds));
  }

  /** The median way to the device, once it is known well. */
  public Optional<Duration> knownLeg(CarrierId carrier, String profile) {
    return quantile(seen(carrier, profile).out, 0.5, ENOUGH_SAMPLES);
  }

  private static Optional<Wait> wait(LogNormal times, double loss) {
    if (times.count() < LEAST_SAMPLES) {
      return Optional.empty();
    }
    double tail = Math.max(LEAST_TAIL, loss / LIKELIER_LOST);
    return Optional.of(
        new Wait(times.quantile(tail), times.quantile(Math.max(tail, INSURANCE_TAIL))));
  }

  private static Optional<Duration> quantile(LogNormal times, double tail, int least) {
    return times.count() < least ? Optional.empty() : Optional.of(times.quantile(tail));
  }

  private Seen seen(CarrierId carrier, String profile) {
    return all.computeIfAbsent(new Key(carrier, profile), k -> new Seen());
  }
}
