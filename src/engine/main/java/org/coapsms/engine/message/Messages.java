package org.coapsms.engine.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.Action;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;

/**
 * Sends messages of opaque octets as segments and follows each segment to its outcome. Not
 * thread-safe; owned by the engine.
 */
public final class Messages {
  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final RandomGenerator random;
  private final References references;
  private final Carriers carriers;
  private final Places places;
  private final Receipts receipts;
  private final Handover handover;
  private final Outcomes outcomes;

  public Messages(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      RandomGenerator random,
      Carriers carriers,
      References references,
      ReceiptBook book,
      SegmentRule segmentRule,
      Latency latency,
      MessageEvents events) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.random = random;
    this.carriers = carriers;
    this.references = references;
    this.places = new Places(ledger);
    this.receipts =
        new Receipts(places, ledger, outputs, directory, book, segmentRule, latency, events);
    this.handover =
        new Handover(ledger, outputs, directory, random, carriers, places, this::moveIfUnsent);
    this.outcomes =
        new Outcomes(
            ledger, outputs, directory, carriers, places, handover, receipts, references, events);
  }

  /** Sends octets to a subscriber under a new reference; they leave as the carrier allows. */
  public OutgoingMessage send(
      Instant now,
      Owner owner,
      Subscriber to,
      CarrierId carrier,
      Priority priority,
      Bytes octets,
      Instant expires) {
    DeviceProfile profile = directory.profile(to);
    OutgoingMessage message =
        new OutgoingMessage(
            random.nextLong(Long.MAX_VALUE),
            owner,
            to,
            carrier,
            priority,
            profile.framing(),
            references.next(to, profile.framing()),
            octets,
            now,
            expires,
            OutgoingMessage.queuedSegments(profile.framing().parts(octets.size())));
    ledger.put(message);
    handover.enqueue(message);
    return message;
  }

  public Optional<String> tooLarge(Subscriber to, Bytes octets) {
    DeviceProfile profile = directory.profile(to);
    return Segmentation.tooLarge(profile.framing(), octets.size(), profile.maxSegments());
  }

  public Optional<OutgoingMessage> find(long id) {
    return places.message(id);
  }

  /** Whether every segment without a receipt may go once more alone. */
  public boolean maySendMissingAgain(OutgoingMessage message) {
    return message.segments().stream()
        .filter(segment -> !segment.delivered())
        .allMatch(
            segment -> segment.settled() && segment.attempts().size() <= SegmentRule.MOST_REPEATS);
  }

  /** Sends those segments again of which no receipt came, alone, under the same reference. */
  public void sendMissingAgain(OutgoingMessage message) {
    OutgoingMessage again =
        message.map(segment -> segment.delivered() ? segment : segment.queued());
    ledger.put(again);
    handover.enqueue(again);
  }

  /**
   * Asks the carrier what became of every accepted segment of which no final word came; whether
   * there was one and the carrier answers such questions.
   */
  public boolean ask(Instant now, OutgoingMessage message) {
    if (!carriers.queue(message.carrier()).terms().answersQueries()
        || !carriers.usable(now, message.carrier())) {
      return false;
    }
    List<Query> queries =
        message.segments().stream()
            .filter(segment -> !segment.delivered())
            .flatMap(segment -> segment.newestAccepted().stream())
            .map(a -> new Query(message.carrier(), a.messageId(), message.to().address()))
            .toList();
    queries.forEach(query -> outputs.act(new Action.Ask(query)));
    if (!queries.isEmpty()) {
      outputs.note(
          EventKind.CARRIER_ASKED, message.to(), queries.size() + " of " + message.parts());
    }
    return !queries.isEmpty();
  }

  /** Lets nothing more of a message leave. What has left cannot be called back. */
  public void stop(long id) {
    find(id)
        .filter(OutgoingMessage::unsent)
        .ifPresent(
            message -> {
              handover.withdraw(message);
              ledger.put(message.stopped());
            });
  }

  /** Forgets a message; receipts for it are then nobody's. */
  public void forget(long id) {
    find(id)
        .ifPresent(
            message -> {
              message.segments().stream()
                  .flatMap(segment -> segment.attempts().stream())
                  .forEach(attempt -> forget(message, attempt));
              ledger.remove(message.key());
            });
  }

  public void receipt(Instant now, Receipt receipt) {
    receipts.arrived(now, receipt);
  }

  /** A subscriber sent something, and so can be reached now. */
  public void heard(Instant now, Subscriber from) {
    handover.heard(now, from);
  }

  public void availability(Instant now, CarrierId carrier, boolean available) {
    CarrierQueue queue = carriers.queue(carrier);
    if (queue.available() == available) {
      return;
    }
    queue.available(available);
    outputs.note(
        available ? EventKind.CARRIER_AVAILABLE : EventKind.CARRIER_UNAVAILABLE, carrier.name());
    // What waits for a carrier that is away goes to one that has come, or that is left.
    places
        .all()
        .filter(message -> !carriers.usable(now, message.carrier()))
        .forEach(message -> moveIfUnsent(now, message));
  }

  /** Takes in how busy a carrier's network says it is, from 0 to 100. */
  public void congestion(Instant now, CarrierId carrier, int level) {
    carriers.congestion(now, carrier, level);
  }

  /** Takes in what became of a submission. */
  public void outcome(Instant now, SubmissionId id, SubmissionOutcome outcome) {
    outcomes.ended(now, id, outcome);
  }

  /** Hands over what may leave now. */
  public void drain(Instant now) {
    handover.drain(now);
  }

  /** When a queued segment may leave although nothing else happens. */
  public Optional<Instant> nextTimeout(Instant now) {
    return handover.nextTimeout(now);
  }

  /** Looks after a message of which a segment waits or whose time has ended. */
  public void due(Instant now, OutgoingMessage message) {
    if (!message.unsent()) {
      forget(message.id());
      return;
    }
    if (!message.expires().isAfter(now)) {
      stop(message.id());
      return;
    }
    OutgoingMessage again =
        message.map(
            segment ->
                segment.notBefore().filter(at -> !at.isAfter(now)).isPresent()
                    ? segment.queued()
                    : segment);
    ledger.put(again);
    again.segments().stream()
        .filter(s -> s.stage() == OutgoingSegment.Stage.QUEUED)
        .filter(s -> message.segment(s.part()).stage() != OutgoingSegment.Stage.QUEUED)
        .forEach(s -> handover.enqueue(again, s));
  }

  /** Takes over what the store remembered; what was in doubt when it stopped stays unknown. */
  public void recover(Instant now) {
    carriers.recover(now);
    List<OutgoingMessage> all = places.all().toList();
    for (OutgoingMessage message : all) {
      for (OutgoingSegment segment : message.segments()) {
        segment.attempts().forEach(attempt -> index(message, segment, attempt));
      }
      handover.enqueue(message);
    }
    for (OutgoingMessage message : all) {
      for (OutgoingSegment segment : message.segments()) {
        for (Attempt attempt : segment.attempts()) {
          if (attempt.state() == Attempt.State.IN_DOUBT) {
            carriers.queue(message.carrier()).left(now);
            outcome(now, attempt.id(), new SubmissionOutcome.Unknown("restarted meanwhile"));
          }
        }
      }
    }
  }

  private boolean moveIfUnsent(Instant now, OutgoingMessage message) {
    return outcomes.moveIfUnsent(now, message);
  }

  private void index(OutgoingMessage message, OutgoingSegment segment, Attempt attempt) {
    places.add(attempt.id(), message, segment);
    if (!attempt.messageId().isEmpty()) {
      receipts.accepted(message.carrier(), attempt.messageId(), attempt.id());
    }
  }

  private void forget(OutgoingMessage message, Attempt attempt) {
    if (places.remove(attempt.id()) && attempt.state() == Attempt.State.IN_DOUBT) {
      carriers.queue(message.carrier()).answered();
    }
    receipts.forget(message.carrier(), attempt);
  }
}
