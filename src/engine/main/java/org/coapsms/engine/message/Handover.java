package org.coapsms.engine.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.engine.Action;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.Sleep;

/**
 * Hands segments to their carriers as windows, paces and quotas allow, and not to devices that
 * sleep or want a pause. Not thread-safe.
 */
final class Handover {
  /** Moves what a carrier cannot take to another one. */
  interface Rerouting {
    /** Whether there was another one. */
    boolean move(Instant now, OutgoingMessage message);
  }

  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final RandomGenerator random;
  private final Carriers carriers;
  private final Places places;
  private final Rerouting reroute;
  private final Map<Subscriber, Instant> lastLeft = new HashMap<>();
  private final Map<Subscriber, Instant> lastHeard = new HashMap<>();

  Handover(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      RandomGenerator random,
      Carriers carriers,
      Places places,
      Rerouting reroute) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.random = random;
    this.carriers = carriers;
    this.places = places;
    this.reroute = reroute;
  }

  /** Hands over what may leave now. */
  void drain(Instant now) {
    for (CarrierQueue queue : carriers.queues()) {
      Optional<CarrierQueue.Ticket> ticket = queue.next(now);
      while (ticket.isPresent()) {
        leave(now, queue, ticket.get());
        ticket = queue.next(now);
      }
    }
  }

  /** When a queued segment may leave although nothing else happens. */
  Optional<Instant> nextTimeout(Instant now) {
    return carriers.queues().stream()
        .flatMap(queue -> queue.nextTimeout(now).stream())
        .min(Comparator.naturalOrder());
  }

  /** Queues every segment that waits for its turn. */
  void enqueue(OutgoingMessage message) {
    message.segments().stream()
        .filter(segment -> segment.stage() == OutgoingSegment.Stage.QUEUED)
        .forEach(segment -> enqueue(message, segment));
  }

  void enqueue(OutgoingMessage message, OutgoingSegment segment) {
    carriers.queue(message.carrier()).add(message.priority(), ticket(message, segment));
  }

  void enqueueFirst(OutgoingMessage message, OutgoingSegment segment) {
    carriers.queue(message.carrier()).addFirst(message.priority(), ticket(message, segment));
  }

  /** Takes those segments of a message out of their carrier's queue that wait for their turn. */
  void withdraw(OutgoingMessage message) {
    message.segments().stream()
        .filter(segment -> segment.stage() == OutgoingSegment.Stage.QUEUED)
        .forEach(segment -> carriers.queue(message.carrier()).remove(ticket(message, segment)));
  }

  /** A device sent something: it is awake, and what waits for it may leave. */
  void heard(Instant now, Subscriber from) {
    if (directory.profile(from).sleep().isEmpty()) {
      return;
    }
    lastHeard.put(from, now);
    for (OutgoingMessage message : places.all().filter(m -> m.to().equals(from)).toList()) {
      OutgoingMessage awake =
          message.map(
              segment ->
                  segment.stage() == OutgoingSegment.Stage.WAITING ? segment.queued() : segment);
      if (!awake.equals(message)) {
        ledger.put(awake);
        awake.segments().stream()
            .filter(s -> !s.equals(message.segment(s.part())))
            .forEach(s -> enqueue(awake, s));
      }
    }
  }

  private void leave(Instant now, CarrierQueue queue, CarrierQueue.Ticket ticket) {
    Optional<OutgoingMessage> found =
        places.message(ticket.message()).filter(m -> m.carrier().equals(queue.terms().id()));
    if (found.isEmpty()) {
      return;
    }
    OutgoingMessage message = found.get();
    OutgoingSegment segment = message.segment(ticket.part());
    if (segment.stage() != OutgoingSegment.Stage.QUEUED) {
      return;
    }
    if (!message.expires().isAfter(now)) {
      ledger.put(message.stopped());
      return;
    }
    // A message that is begun should not wait for the next day with half of it at the device.
    Instant afforded =
        message.begun() ? now : carriers.closedFor(now, message.carrier(), message.parts());
    if (afforded.isAfter(now) && reroute.move(now, message)) {
      return;
    }
    Instant earliest = later(afforded, earliest(now, message));
    if (earliest.isAfter(now)) {
      outputs.note(EventKind.SEGMENT_HELD, message.to(), "until " + earliest);
      ledger.put(message.with(segment.waiting(earliest)));
      return;
    }
    submit(now, queue, message, segment);
  }

  private void submit(
      Instant now, CarrierQueue queue, OutgoingMessage message, OutgoingSegment segment) {
    queue.left(now);
    boolean spent = carriers.used(now, message.carrier());
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
    places.add(attempt.id(), message, out);
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
    if (spent) {
      places
          .all()
          .filter(other -> other.carrier().equals(message.carrier()))
          .forEach(other -> reroute.move(now, other));
    }
  }

  /** When a message may leave at the earliest, for its device's sake. */
  private Instant earliest(Instant now, OutgoingMessage message) {
    DeviceProfile profile = directory.profile(message.to());
    Instant awake =
        profile
            .sleep()
            .filter(sleep -> message.priority().compareTo(Priority.REQUEST) >= 0)
            .filter(sleep -> !listens(now, message.to(), sleep))
            .flatMap(sleep -> sleep.until(now))
            .orElse(now);
    Instant last = lastLeft.get(message.to());
    return message.begun() || last == null ? awake : later(awake, last.plus(profile.minimumGap()));
  }

  private boolean listens(Instant now, Subscriber device, Sleep sleep) {
    Instant heard = lastHeard.get(device);
    return heard != null && heard.plus(sleep.listening()).isAfter(now);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static CarrierQueue.Ticket ticket(OutgoingMessage message, OutgoingSegment segment) {
    return new CarrierQueue.Ticket(message.id(), segment.part());
  }
}
