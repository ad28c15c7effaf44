package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.route.Directory;

/**
 * Draws the consequences of what carriers say of submissions: accepted, refused, or unknown, which
 * is never taken for either. Not thread-safe.
 */
final class Outcomes {
  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final Carriers carriers;
  private final Places places;
  private final Handover handover;
  private final Receipts receipts;
  private final References references;
  private final MessageEvents events;

  Outcomes(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      Carriers carriers,
      Places places,
      Handover handover,
      Receipts receipts,
      References references,
      MessageEvents events) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.carriers = carriers;
    this.places = places;
    this.handover = handover;
    this.receipts = receipts;
    this.references = references;
    this.events = events;
  }

  /** Takes in what became of a submission. */
  void ended(Instant now, SubmissionId id, SubmissionOutcome outcome) {
    Optional<OutgoingMessage> found = places.messageOf(id);
    if (found.isEmpty()) {
      outputs.note(EventKind.OUTCOME_UNMATCHED, id + " " + outcome);
      return;
    }
    OutgoingMessage message = found.get();
    OutgoingSegment segment = places.segmentOf(message, id);
    Attempt attempt = segment.attempt(id).orElseThrow();
    boolean first = attempt.state() == Attempt.State.IN_DOUBT;
    if (first) {
      carriers.queue(message.carrier()).answered();
    } else if (attempt.state() == Attempt.State.UNKNOWN
        && !(outcome instanceof SubmissionOutcome.Unknown)) {
      outputs.note(EventKind.OUTCOME_CORRECTED, message.to(), outcome.toString());
    } else {
      return;
    }
    if (outcome instanceof SubmissionOutcome.Accepted accepted) {
      accepted(now, message, segment, attempt, accepted, first);
    } else if (outcome instanceof SubmissionOutcome.Refused refused) {
      carriers.givenBack(attempt.at(), message.carrier());
      refused(now, message, segment.with(attempt.with(Attempt.State.REFUSED)), refused);
    } else if (outcome instanceof SubmissionOutcome.Unknown unknown) {
      unknown(now, message, segment.with(attempt.with(Attempt.State.UNKNOWN)), unknown);
    }
  }

  /**
   * Moves a message of which every segment was refused, or none was handed over, to another carrier
   * of its route; whether it did. A receipt's "failed" is not enough: it may be a lie. It gets a
   * new reference there, and new octets if they would mean something else there.
   */
  boolean moveIfUnsent(Instant now, OutgoingMessage message) {
    if (message.begun() || !message.unsent()) {
      return false;
    }
    Optional<OutgoingMessage> moved =
        directory
            .route(message.to())
            .flatMap(route -> carriers.usableFor(now, message.to(), route))
            .filter(other -> !other.equals(message.carrier()))
            .filter(other -> !carriers.closedFor(now, other, message.parts()).isAfter(now))
            .flatMap(
                other ->
                    events
                        .octetsThrough(now, message, other)
                        .map(
                            octets ->
                                message.moved(
                                    other,
                                    references.next(message.to(), message.framing()),
                                    octets)));
    moved.ifPresent(
        there -> {
          outputs.note(
              EventKind.MESSAGE_MOVED,
              message.to(),
              "from " + message.carrier() + " to " + there.carrier());
          handover.withdraw(message);
          ledger.put(there);
          handover.enqueue(there);
        });
    return moved.isPresent();
  }

  private void accepted(
      Instant now,
      OutgoingMessage message,
      OutgoingSegment segment,
      Attempt attempt,
      SubmissionOutcome.Accepted accepted,
      boolean first) {
    carriers.queue(message.carrier()).pacing().accepted();
    carriers.queue(message.carrier()).busySubscribers().accepted();
    OutgoingMessage changed = message.with(segment.with(attempt.accepted(accepted.messageId())));
    ledger.put(changed);
    outputs.note(
        EventKind.SEGMENT_ACCEPTED,
        message.to(),
        message.carrier() + " id " + accepted.messageId());
    receipts.accepted(message.carrier(), accepted.messageId(), attempt.id());
    if (first && changed.settled()) {
      events.left(now, changed);
    }
    receipts.unpark(now, message.carrier(), accepted.messageId());
  }

  private void unknown(
      Instant now,
      OutgoingMessage message,
      OutgoingSegment segment,
      SubmissionOutcome.Unknown unknown) {
    OutgoingMessage changed = message.with(segment);
    ledger.put(changed);
    outputs.note(EventKind.OUTCOME_UNKNOWN, message.to(), unknown.reason());
    if (changed.settled()) {
      events.left(now, changed);
    }
  }

  private void refused(
      Instant now,
      OutgoingMessage message,
      OutgoingSegment segment,
      SubmissionOutcome.Refused refused) {
    outputs.note(
        EventKind.SEGMENT_REFUSED, message.to(), refused.cause() + ": " + refused.reason());
    switch (refused.cause()) {
      case PERMANENT -> {
        OutgoingMessage changed = message.with(segment.stopped());
        ledger.put(changed);
        events.undeliverable(
            now, changed, new MessageEvents.Undeliverable(refused.reason(), true, false));
      }
      case SUBSCRIBER_BUSY -> {
        if (carriers.queue(message.carrier()).busySubscribers().refused(message.to())) {
          carriers.throttled(now, message.carrier());
        }
        ledger.put(message.with(segment.waiting(now.plus(Backoff.subscriber(segment)))));
      }
      case CARRIER_BUSY -> {
        carriers.throttled(now, message.carrier());
        requeue(message.with(segment.queued()), segment);
      }
      case LOCAL -> {
        if (carriers.queue(message.carrier()).available()) {
          ledger.put(message.with(segment.waiting(now.plus(Backoff.local(segment)))));
        } else {
          OutgoingMessage changed = message.with(segment.queued());
          requeue(changed, segment);
          moveIfUnsent(now, changed);
        }
      }
    }
  }

  private void requeue(OutgoingMessage message, OutgoingSegment segment) {
    ledger.put(message);
    handover.enqueueFirst(message, segment);
  }
}
