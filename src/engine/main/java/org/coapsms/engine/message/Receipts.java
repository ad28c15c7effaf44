package org.coapsms.engine.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.route.Directory;

/**
 * Draws from receipts what they are worth: evidence about one segment's way, never an
 * acknowledgement. Not thread-safe.
 */
final class Receipts {
  /** An SMSC may schedule its last try this long after the validity has ended. */
  private static final Duration NETWORK_MARGIN = Duration.ofMinutes(2);

  private final Places places;
  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final ReceiptBook book;
  private final SegmentRule segmentRule;
  private final Latency latency;
  private final MessageEvents events;

  Receipts(
      Places places,
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      ReceiptBook book,
      SegmentRule segmentRule,
      Latency latency,
      MessageEvents events) {
    this.places = places;
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.book = book;
    this.segmentRule = segmentRule;
    this.latency = latency;
    this.events = events;
  }

  void accepted(CarrierId carrier, String messageId, SubmissionId id) {
    book.accepted(carrier, messageId, id);
  }

  void forget(CarrierId carrier, Attempt attempt) {
    book.forget(carrier, attempt.messageId(), attempt.id());
  }

  void unpark(Instant now, CarrierId carrier, String messageId) {
    book.unpark(carrier, messageId).forEach(receipt -> arrived(now, receipt));
  }

  void arrived(Instant now, Receipt receipt) {
    List<ReceiptBook.Candidate> candidates =
        book.named(receipt).stream().flatMap(id -> candidate(id).stream()).toList();
    if (candidates.isEmpty()) {
      if (!receipt.solicited()) {
        book.park(now, receipt);
      }
      return;
    }
    Optional<SubmissionId> match = book.match(receipt, candidates);
    if (match.isEmpty()) {
      return;
    }
    OutgoingMessage message = places.messageOf(match.get()).orElseThrow();
    OutgoingSegment segment = places.segmentOf(message, match.get());
    outputs.note(EventKind.RECEIPT_MATCHED, message.to(), receipt.state() + " " + receipt.detail());
    Attempt attempt = segment.attempt(match.get()).orElseThrow();
    switch (receipt.state()) {
      case DELIVERED -> delivered(now, message, segment, attempt, receipt);
      case STILL_TRYING -> stillTrying(now, message, attempt);
      case FAILED_PERMANENT, FAILED_TEMPORARY -> failed(now, message, segment, attempt, receipt);
      case UNCONFIRMED -> {
        // No evidence of anything: the retransmission timer goes on.
      }
    }
  }

  private void stillTrying(Instant now, OutgoingMessage message, Attempt attempt) {
    // Receipts overtake one another: after the last word nothing is still being tried.
    if (attempt.state() == Attempt.State.ACCEPTED) {
      events.stillTrying(now, message, message.expires().plus(NETWORK_MARGIN));
    }
  }

  private void delivered(
      Instant now,
      OutgoingMessage message,
      OutgoingSegment segment,
      Attempt attempt,
      Receipt receipt) {
    boolean before = message.delivered();
    if (attempt.state() != Attempt.State.DELIVERED && !receipt.solicited()) {
      latency.delivered(
          message.carrier(),
          directory.profile(message.to()).name(),
          Duration.between(attempt.at(), now));
    }
    OutgoingSegment known = segment.with(attempt.delivered(now));
    // A copy that still waits is not needed any more.
    OutgoingSegment changed = known.stage() == OutgoingSegment.Stage.OUT ? known : known.stopped();
    OutgoingMessage delivered = message.with(changed);
    ledger.put(delivered);
    if (!before && delivered.delivered()) {
      events.deliveryClaimed(now, delivered);
    }
  }

  private void failed(
      Instant now,
      OutgoingMessage message,
      OutgoingSegment segment,
      Attempt attempt,
      Receipt receipt) {
    if (attempt.state() == Attempt.State.DELIVERED || attempt.state() == Attempt.State.FAILED) {
      return;
    }
    OutgoingSegment known = segment.with(attempt.with(Attempt.State.FAILED));
    OutgoingMessage changed = message.with(known);
    ledger.put(changed);
    if (known.mayArrive() || known.stage() != OutgoingSegment.Stage.OUT) {
      return;
    }
    boolean permanent = receipt.state() == ReceiptState.FAILED_PERMANENT;
    long failures =
        known.attempts().stream().filter(a -> a.state() == Attempt.State.FAILED).count();
    Instant again = now.plus(Backoff.failed(known));
    Duration reassembly = directory.profile(message.to()).timing().reassemblyTime();
    Optional<Instant> until = permanent ? Optional.empty() : events.againUntil(again, changed);
    if (until.isPresent() && segmentRule.mayGoAlone(again, changed, failures, reassembly)) {
      // Alone, under its message's reference.
      ledger.put(changed.expiringBy(until.get()).with(known.waiting(again)));
      return;
    }
    boolean wholeMay =
        until.isPresent()
            && failures <= SegmentRule.MOST_REPEATS
            && again.isBefore(changed.expires());
    OutgoingMessage stopped = changed.with(known.stopped());
    ledger.put(stopped);
    events.undeliverable(
        now, stopped, new MessageEvents.Undeliverable(receipt.detail(), permanent, wholeMay));
  }

  private Optional<ReceiptBook.Candidate> candidate(SubmissionId id) {
    return places
        .messageOf(id)
        .map(
            message -> {
              Attempt attempt = places.segmentOf(message, id).attempt(id).orElseThrow();
              return new ReceiptBook.Candidate(
                  id, message.to(), attempt.state() == Attempt.State.ACCEPTED);
            });
  }
}
