package org.coapsms.engine.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.framing.Framing;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.Subscriber;

/**
 * Is a message of opaque octets on its way to a subscriber: one copy under one reference.
 *
 * @param reference the concatenation reference, also where one segment is enough
 * @param expires when none of its segments may leave any more
 */
public record OutgoingMessage(
    long id,
    Owner owner,
    Subscriber to,
    CarrierId carrier,
    Priority priority,
    Framing framing,
    int reference,
    Bytes octets,
    Instant created,
    Instant expires,
    List<OutgoingSegment> segments)
    implements Entry {

  public OutgoingMessage {
    segments = List.copyOf(segments);
  }

  static EntryKey key(long id) {
    return new EntryKey(EntryKey.Kind.OUTGOING_MESSAGE, Long.toString(id));
  }

  static List<OutgoingSegment> queuedSegments(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(OutgoingSegment::queued).toList();
  }

  @Override
  public EntryKey key() {
    return key(id);
  }

  @Override
  public Optional<Subscriber> conversation() {
    return Optional.of(to);
  }

  /** When the next waiting segment may be tried, or when what has not left must be stopped. */
  @Override
  public Optional<Instant> due() {
    if (!unsent()) {
      return owner.equals(Owner.NOBODY) ? Optional.of(forgetAt()) : Optional.empty();
    }
    return segments.stream()
        .flatMap(segment -> segment.notBefore().stream())
        .min(Comparator.naturalOrder())
        .filter(at -> at.isBefore(expires))
        .or(() -> Optional.of(expires));
  }

  /** When a message that nobody follows need not be known any more, even for its receipts. */
  Instant forgetAt() {
    return expires.plus(ReceiptBook.PATIENCE);
  }

  OutgoingSegment segment(int part) {
    return segments.get(part - 1);
  }

  OutgoingMessage with(OutgoingSegment changed) {
    return map(segment -> segment.part() == changed.part() ? changed : segment);
  }

  OutgoingMessage map(UnaryOperator<OutgoingSegment> change) {
    List<OutgoingSegment> changed = new ArrayList<>(segments);
    changed.replaceAll(change);
    return new OutgoingMessage(
        id, owner, to, carrier, priority, framing, reference, octets, created, expires, changed);
  }

  OutgoingMessage expiringBy(Instant latest) {
    return new OutgoingMessage(
        id,
        owner,
        to,
        carrier,
        priority,
        framing,
        reference,
        octets,
        created,
        latest.isBefore(expires) ? latest : expires,
        segments);
  }

  /** Lets nothing more of it leave. */
  OutgoingMessage stopped() {
    return map(
        segment -> segment.stage() == OutgoingSegment.Stage.OUT ? segment : segment.stopped());
  }

  /** The same for another carrier, under another reference, all of it still to leave. */
  OutgoingMessage moved(CarrierId other, int newReference, Bytes newOctets) {
    return new OutgoingMessage(
        id,
        owner,
        to,
        other,
        priority,
        framing,
        newReference,
        newOctets,
        created,
        expires,
        segments.stream().map(OutgoingSegment::queued).toList());
  }

  int parts() {
    return segments.size();
  }

  /** Whether any of it was handed over and not refused. */
  public boolean begun() {
    return firstLeft().isPresent();
  }

  /** Whether a segment still has to leave. */
  public boolean unsent() {
    return segments.stream()
        .anyMatch(
            segment ->
                segment.stage() == OutgoingSegment.Stage.QUEUED
                    || segment.stage() == OutgoingSegment.Stage.WAITING);
  }

  /** Whether every segment has left or may have left. */
  boolean settled() {
    return segments.stream().allMatch(OutgoingSegment::settled);
  }

  /** Whether the device may get the whole message from this copy. */
  public boolean mayArrive() {
    return segments.stream().allMatch(OutgoingSegment::mayArrive);
  }

  /** The same if no receipt's "failed" is believed. */
  public boolean mayArriveAfterAll() {
    return segments.stream().allMatch(OutgoingSegment::mayArriveAfterAll);
  }

  /** Whether any segment of this copy may be on its way or with the device. */
  public boolean anyMayArrive() {
    return segments.stream().anyMatch(OutgoingSegment::mayArrive);
  }

  public boolean delivered() {
    return segments.stream().allMatch(OutgoingSegment::delivered);
  }

  /** Whether it is not known of some segment whether it left. */
  public boolean outcomeUnknown() {
    return segments.stream()
        .flatMap(segment -> segment.attempts().stream())
        .anyMatch(attempt -> attempt.state() == Attempt.State.UNKNOWN);
  }

  /** When the first segment was handed over, if one was. */
  public Optional<Instant> firstLeft() {
    return segments.stream()
        .flatMap(segment -> segment.attempts().stream())
        .filter(attempt -> attempt.state() != Attempt.State.REFUSED)
        .map(Attempt::at)
        .min(Comparator.naturalOrder());
  }

  /** When the last segment was handed over, if one was. */
  public Optional<Instant> lastLeft() {
    return segments.stream()
        .flatMap(segment -> segment.attempts().stream())
        .filter(Attempt::mayArrive)
        .map(Attempt::at)
        .max(Comparator.naturalOrder());
  }

  /** When receipts had claimed the delivery of every segment; empty unless they have. */
  public Optional<Instant> deliveredAt() {
    return delivered()
        ? segments.stream()
            .flatMap(segment -> segment.deliveredAt().stream())
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** Whether some segment was handed over more than once. */
  public boolean anyRepeated() {
    return segments.stream().anyMatch(segment -> segment.attempts().size() > 1);
  }

  /** How many segments a receipt claims to be delivered. */
  public int deliveredSegments() {
    return (int) segments.stream().filter(OutgoingSegment::delivered).count();
  }

  /**
   * How many submissions left and were never heard of again.
   *
   * @param replaced whether only those count behind which the same segment was sent again
   */
  public int withoutWord(boolean replaced) {
    return segments.stream().mapToInt(segment -> segment.withoutWord(replaced)).sum();
  }
}
