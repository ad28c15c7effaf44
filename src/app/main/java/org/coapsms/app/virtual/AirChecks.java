package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.SmsSubmit;
import org.coapsms.codec.tpdu.ValidityPeriod;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.engine.message.Attempt;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Submission;

/**
 * Watches what leaves for the network: recorded first, for a device of ours, no more of it than
 * must be, under numbers that nothing else has, and as it was meant.
 */
final class AirChecks {
  /** One of so many segments is written as a TPDU and read again, which takes long. */
  private static final int WIRE_SAMPLE = 8;

  private static final Duration GRACE = Duration.ofSeconds(1);

  private record Identifier(Subscriber device, String kind, Object value) {}

  private record Use(long by, Instant at) {}

  private final Checks checks;
  private final VirtualDirectory directory;
  private final Map<Identifier, Use> uses = new HashMap<>();
  private final Map<Long, Long> newestMessage = new HashMap<>();
  private int submissions;

  AirChecks(Checks checks, VirtualDirectory directory) {
    this.checks = checks;
    this.directory = directory;
  }

  /** A segment was handed to a carrier. */
  void submitted(Instant now, Submission submission, VirtualStore store) {
    Optional<OutgoingMessage> message = store.messageOf(submission.id());
    if (message.isEmpty()) {
      checks.broken("I3", "submission " + submission.id() + " left before it was recorded");
      return;
    }
    if (!directory.isDevice(submission.destination())) {
      checks.broken("I9", "an SMS to " + submission.destination());
    }
    if (submissions++ % WIRE_SAMPLE == 0) {
      wireTruth(submission);
    }
    Checks.exchangeOf(message.get())
        .ifPresent(exchange -> oneSegmentOnly(now, exchange, message.get(), store));
    submission
        .userData()
        .header()
        .concatenation()
        .ifPresent(
            part ->
                used(
                    now,
                    new Identifier(message.get().to(), "reference", part.reference()),
                    message.get().id(),
                    directory.referenceMemory()));
  }

  /** An exchange was committed with the numbers that it has on the air. */
  void committed(Instant now, ClientExchange exchange) {
    if (exchange.progress().messages().isEmpty()) {
      return;
    }
    used(
        now,
        new Identifier(exchange.subscriber(), "token", exchange.request().token()),
        exchange.id(),
        directory.exchangeLifetime());
    used(
        now,
        new Identifier(exchange.subscriber(), "Message ID", exchange.request().messageId()),
        exchange.id(),
        directory.exchangeLifetime());
  }

  /** Where all but one segment arrived and that one has failed for now, it alone goes again. */
  private void oneSegmentOnly(
      Instant now, long exchange, OutgoingMessage leaving, VirtualStore store) {
    Duration open = directory.profile().timing().reassemblyTime();
    Long before = newestMessage.put(exchange, leaving.id());
    if (before == null || before == leaving.id() || leaving.segments().size() == 1) {
      return;
    }
    store
        .message(before)
        .filter(
            old ->
                old.firstLeft().filter(at -> now.isBefore(at.plus(open.dividedBy(2)))).isPresent())
        .filter(old -> now.isBefore(old.expires()))
        .filter(old -> old.deliveredSegments() == old.segments().size() - 1)
        .filter(old -> old.carrier().equals(leaving.carrier()))
        .stream()
        .flatMap(old -> old.segments().stream())
        .filter(segment -> !segment.delivered())
        .filter(segment -> segment.attempts().size() == 1)
        .filter(segment -> segment.attempts().get(0).state() == Attempt.State.FAILED)
        .findFirst()
        .ifPresent(
            segment ->
                checks.broken("I3", "a whole message again although one segment was missing"));
  }

  private void used(Instant now, Identifier number, long by, Duration lifetime) {
    Use before = uses.get(number);
    if (before != null && before.by() != by && now.isBefore(before.at().plus(lifetime))) {
      checks.broken("I2", number.kind() + " " + number.value() + " is used again");
    }
    if (before == null || before.by() != by) {
      uses.put(number, new Use(by, now));
    }
  }

  private void wireTruth(Submission submission) {
    SmsSubmit sent =
        new SmsSubmit(
            false,
            false,
            true,
            0,
            submission.destination(),
            0,
            submission.dataCoding(),
            ValidityPeriod.Relative.atMost(submission.validity().plus(GRACE)),
            submission.userData());
    try {
      if (!SmsSubmit.decode(sent.encode()).equals(sent)) {
        checks.broken("I10", "a TPDU reads otherwise than it was written");
      }
    } catch (MalformedTpdu e) {
      checks.broken("I10", e.toString());
    }
  }
}
