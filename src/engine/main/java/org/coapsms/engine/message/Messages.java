package org.coapsms.engine.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.engine.Action;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;

/**
 * Sends messages of opaque octets as segments and follows each segment to its outcome. Not
 * thread-safe; owned by the engine.
 */
public final class Messages {
  private record Place(long message, int part) {}

  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final RandomGenerator random;
  private final References references;
  private final MessageEvents events;
  private final Map<CarrierId, CarrierQueue> queues = new LinkedHashMap<>();
  private final Map<SubmissionId, Place> places = new HashMap<>();
  private final Map<Subscriber, Instant> lastLeft = new HashMap<>();
  private final Receipts receipts;

  public Messages(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      RandomGenerator random,
      References references,
      ReceiptBook book,
      SegmentRule segmentRule,
      Latency latency,
      MessageEvents events) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.random = random;
    this.references = references;
    this.events = events;
    this.receipts =
        new Receipts(this, ledger, outputs, directory, book, segmentRule, latency, events);
    directory.carriers().values().stream()
        .sorted(Comparator.comparing(terms -> terms.id().name()))
        .forEach(terms -> queues.put(terms.id(), new CarrierQueue(terms)));
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
    enqueue(message);
    return message;
  }

  public Optional<String> tooLarge(Subscriber to, Bytes octets) {
    DeviceProfile profile = directory.profile(to);
    return Segmentation.tooLarge(profile.framing(), octets.size(), profile.maxSegments());
  }

  public Optional<OutgoingMessage> find(long id) {
    return ledger.find(OutgoingMessage.key(id), OutgoingMessage.class);
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
    enqueue(again);
  }

  /** Lets nothing more of a message leave. What has left cannot be called back. */
  public void stop(long id) {
    find(id)
        .filter(OutgoingMessage::unsent)
        .ifPresent(
            message ->
                ledger.put(
                    message.map(
                        segment ->
                            segment.stage() == OutgoingSegment.Stage.OUT
                                ? segment
                                : segment.stopped())));
  }

  /** Forgets a message; receipts for it are then nobody's. */
  public void forget(long id) {
    find(id)
        .ifPresent(
            message -> {
              message
                  .segments()
                  .forEach(
                      segment ->
                          segment
                              .attempts()
                              .forEach(
                                  attempt -> {
                                    Place place = places.remove(attempt.id());
                                    if (place != null
                                        && attempt.state() == Attempt.State.IN_DOUBT) {
                                      queue(message.carrier()).answered();
                                    }
                                    receipts.forget(message.carrier(), attempt);
                                  }));
              ledger.remove(message.key());
            });
  }

  /** The first carrier of the list that can take something now, else the first. */
  public CarrierId choose(List<CarrierId> inOrder) {
    return inOrder.stream().filter(this::available).findFirst().orElse(inOrder.get(0));
  }

  public boolean available(CarrierId carrier) {
    CarrierQueue queue = queues.get(carrier);
    return queue != null && queue.available();
  }

  /** Whether so much waits for a carrier already that no request should be added. */
  public boolean full(CarrierId carrier) {
    return queue(carrier).full();
  }

  /** The rate at which a carrier is fed at present, in segments a second; empty: no limit. */
  public Optional<Double> rate(CarrierId carrier) {
    return Optional.ofNullable(queues.get(carrier)).flatMap(queue -> queue.pacing().rate());
  }

  public void receipt(Instant now, Receipt receipt) {
    receipts.arrived(now, receipt);
  }

  public void availability(Instant now, CarrierId carrier, boolean available) {
    CarrierQueue queue = queue(carrier);
    if (queue.available() == available) {
      return;
    }
    queue.available(available);
    outputs.note(
        available ? EventKind.CARRIER_AVAILABLE : EventKind.CARRIER_UNAVAILABLE, carrier.name());
    if (!available) {
      outgoing().filter(message -> message.carrier().equals(carrier)).forEach(this::moveIfUnsent);
    }
  }

  /** Takes in how busy a carrier's network says it is, from 0 to 100. */
  public void congestion(Instant now, CarrierId carrier, int level) {
    Pacing pacing = queue(carrier).pacing();
    Optional<Double> before = pacing.rate();
    pacing.congested(now, level);
    if (!pacing.rate().equals(before)) {
      noteSlowed(carrier);
    }
  }

  /** Takes in what became of a submission. */
  public void outcome(Instant now, SubmissionId id, SubmissionOutcome outcome) {
    Optional<OutgoingMessage> found = messageOf(id);
    if (found.isEmpty()) {
      outputs.note(EventKind.OUTCOME_UNMATCHED, id + " " + outcome);
      return;
    }
    OutgoingMessage message = found.get();
    OutgoingSegment segment = segmentOf(message, id);
    Attempt attempt = segment.attempt(id).orElseThrow();
    boolean first = attempt.state() == Attempt.State.IN_DOUBT;
    if (first) {
      queue(message.carrier()).answered();
    } else if (attempt.state() == Attempt.State.UNKNOWN
        && !(outcome instanceof SubmissionOutcome.Unknown)) {
      outputs.note(EventKind.OUTCOME_CORRECTED, message.to(), outcome.toString());
    } else {
      return;
    }
    if (outcome instanceof SubmissionOutcome.Accepted accepted) {
      accepted(now, message, segment, attempt, accepted, first);
    } else if (outcome instanceof SubmissionOutcome.Refused refused) {
      refused(now, message, segment.with(attempt.with(Attempt.State.REFUSED)), refused);
    } else if (outcome instanceof SubmissionOutcome.Unknown unknown) {
      unknown(now, message, segment.with(attempt.with(Attempt.State.UNKNOWN)), unknown);
    }
  }

  /** Hands over what may leave now. */
  public void drain(Instant now) {
    for (CarrierQueue queue : queues.values()) {
      Optional<CarrierQueue.Ticket> ticket = queue.next(now);
      while (ticket.isPresent()) {
        leave(now, queue, ticket.get());
        ticket = queue.next(now);
      }
    }
  }

  /** When a queued segment may leave although nothing else happens. */
  public Optional<Instant> nextTimeout(Instant now) {
    return queues.values().stream()
        .flatMap(queue -> queue.nextTimeout(now).stream())
        .min(Comparator.naturalOrder());
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
        .forEach(s -> queue(again.carrier()).add(again.priority(), ticket(again, s)));
  }

  /** Takes over what the store remembered; what was in doubt when it stopped stays unknown. */
  public void recover(Instant now) {
    List<OutgoingMessage> all = outgoing().toList();
    for (OutgoingMessage message : all) {
      for (OutgoingSegment segment : message.segments()) {
        segment.attempts().forEach(attempt -> index(message, segment, attempt));
      }
      enqueue(message);
    }
    for (OutgoingMessage message : all) {
      for (OutgoingSegment segment : message.segments()) {
        for (Attempt attempt : segment.attempts()) {
          if (attempt.state() == Attempt.State.IN_DOUBT) {
            queue(message.carrier()).left(now);
            outcome(now, attempt.id(), new SubmissionOutcome.Unknown("restarted meanwhile"));
          }
        }
      }
    }
  }

  /** Lets a segment leave once more, alone, under its message's reference. */
  void again(Instant at, OutgoingMessage message, OutgoingSegment segment) {
    ledger.put(message.with(segment.waiting(at)));
  }

  Optional<OutgoingMessage> messageOf(SubmissionId id) {
    return Optional.ofNullable(places.get(id)).flatMap(place -> find(place.message()));
  }

  OutgoingSegment segmentOf(OutgoingMessage message, SubmissionId id) {
    Place place = places.get(id);
    if (place == null) {
      throw new IllegalStateException("no such submission: " + id);
    }
    return message.segment(place.part());
  }

  private void accepted(
      Instant now,
      OutgoingMessage message,
      OutgoingSegment segment,
      Attempt attempt,
      SubmissionOutcome.Accepted accepted,
      boolean first) {
    queue(message.carrier()).pacing().accepted();
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
    CarrierQueue queue = queue(message.carrier());
    switch (refused.cause()) {
      case PERMANENT -> {
        OutgoingMessage changed = message.with(segment.stopped());
        ledger.put(changed);
        events.undeliverable(
            now, changed, new MessageEvents.Undeliverable(refused.reason(), true, false));
      }
      case SUBSCRIBER_BUSY ->
          ledger.put(message.with(segment.waiting(now.plus(Backoff.subscriber(segment)))));
      case CARRIER_BUSY -> {
        queue.pacing().throttled(now);
        noteSlowed(message.carrier());
        requeue(message.with(segment.queued()), segment);
      }
      case LOCAL -> {
        if (queue.available()) {
          ledger.put(message.with(segment.waiting(now.plus(Backoff.local(segment)))));
        } else {
          OutgoingMessage changed = message.with(segment.queued());
          requeue(changed, segment);
          moveIfUnsent(changed);
        }
      }
    }
  }

  private void noteSlowed(CarrierId carrier) {
    outputs.note(
        EventKind.CARRIER_SLOWED, carrier + " to " + rate(carrier).orElse(0.0) + " a second");
  }

  private void requeue(OutgoingMessage message, OutgoingSegment segment) {
    ledger.put(message);
    queue(message.carrier()).addFirst(message.priority(), ticket(message, segment));
  }

  /**
   * Moves a message of which nothing can have left to another carrier of its route. It gets a new
   * reference there; its octets may stay, since no device has seen them.
   */
  private void moveIfUnsent(OutgoingMessage message) {
    if (message.anyMayArrive() || !message.unsent()) {
      return;
    }
    directory
        .route(message.to())
        .flatMap(route -> route.carriers().stream().filter(this::available).findFirst())
        .filter(other -> events.mayMove(message, other))
        .ifPresent(
            other -> {
              OutgoingMessage moved =
                  new OutgoingMessage(
                      message.id(),
                      message.owner(),
                      message.to(),
                      other,
                      message.priority(),
                      message.framing(),
                      references.next(message.to(), message.framing()),
                      message.octets(),
                      message.created(),
                      message.expires(),
                      message.segments().stream().map(OutgoingSegment::queued).toList());
              ledger.put(moved);
              enqueue(moved);
            });
  }

  private void leave(Instant now, CarrierQueue queue, CarrierQueue.Ticket ticket) {
    Optional<OutgoingMessage> found =
        find(ticket.message()).filter(m -> m.carrier().equals(queue.terms().id()));
    if (found.isEmpty()) {
      return;
    }
    OutgoingMessage message = found.get();
    OutgoingSegment segment = message.segment(ticket.part());
    if (segment.stage() != OutgoingSegment.Stage.QUEUED) {
      return;
    }
    if (!message.expires().isAfter(now)) {
      stop(message.id());
      return;
    }
    Instant earliest = earliest(message, segment);
    if (earliest.isAfter(now)) {
      ledger.put(message.with(segment.waiting(earliest)));
      return;
    }
    queue.left(now);
    if (!directory.profile(message.to()).minimumGap().isZero()) {
      lastLeft.put(message.to(), now);
    }
    Attempt attempt = Attempt.begin(new SubmissionId(random.nextLong(Long.MAX_VALUE)), now);
    outputs.note(
        segment.attempts().isEmpty() ? EventKind.SEGMENT_SUBMITTED : EventKind.SEGMENT_REPEATED,
        message.to(),
        segment.part() + "/" + message.segments().size() + " via " + message.carrier());
    OutgoingSegment out = segment.out(attempt);
    ledger.put(message.with(out));
    index(message, out, attempt);
    outputs.act(
        new Action.Submit(
            new Submission(
                attempt.id(),
                message.carrier(),
                message.to().address(),
                DataCoding.OCTETS_8BIT,
                Segmentation.segment(
                    message.framing(), message.octets(), message.reference(), segment.part()),
                Duration.between(now, message.expires()),
                true,
                segment.part() < message.segments().size())));
  }

  private Instant earliest(OutgoingMessage message, OutgoingSegment segment) {
    Duration gap = directory.profile(message.to()).minimumGap();
    Instant last = lastLeft.get(message.to());
    return segment.part() > 1 || gap.isZero() || last == null ? Instant.MIN : last.plus(gap);
  }

  private void index(OutgoingMessage message, OutgoingSegment segment, Attempt attempt) {
    places.put(attempt.id(), new Place(message.id(), segment.part()));
    if (!attempt.messageId().isEmpty()) {
      receipts.accepted(message.carrier(), attempt.messageId(), attempt.id());
    }
  }

  private void enqueue(OutgoingMessage message) {
    message.segments().stream()
        .filter(segment -> segment.stage() == OutgoingSegment.Stage.QUEUED)
        .forEach(
            segment -> queue(message.carrier()).add(message.priority(), ticket(message, segment)));
  }

  private Stream<OutgoingMessage> outgoing() {
    return ledger.entries().stream()
        .filter(OutgoingMessage.class::isInstance)
        .map(OutgoingMessage.class::cast);
  }

  private static CarrierQueue.Ticket ticket(OutgoingMessage message, OutgoingSegment segment) {
    return new CarrierQueue.Ticket(message.id(), segment.part());
  }

  private CarrierQueue queue(CarrierId carrier) {
    return queues.computeIfAbsent(
        carrier,
        id -> new CarrierQueue(new CarrierTerms(id, Optional.empty(), 1, Optional.empty())));
  }
}
