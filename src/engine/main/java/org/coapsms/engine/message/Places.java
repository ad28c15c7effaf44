package org.coapsms.engine.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.coapsms.engine.Ledger;

/** Finds outgoing messages, also by the submissions of their segments. Not thread-safe. */
final class Places {
  private record Place(long message, int part) {}

  private final Ledger ledger;
  private final Map<SubmissionId, Place> bySubmission = new HashMap<>();

  Places(Ledger ledger) {
    this.ledger = ledger;
  }

  void add(SubmissionId id, OutgoingMessage message, OutgoingSegment segment) {
    bySubmission.put(id, new Place(message.id(), segment.part()));
  }

  /** Whether there was anything to forget. */
  boolean remove(SubmissionId id) {
    return bySubmission.remove(id) != null;
  }

  Optional<OutgoingMessage> message(long id) {
    return ledger.find(OutgoingMessage.key(id), OutgoingMessage.class);
  }

  Optional<OutgoingMessage> messageOf(SubmissionId id) {
    return Optional.ofNullable(bySubmission.get(id)).flatMap(place -> message(place.message()));
  }

  OutgoingSegment segmentOf(OutgoingMessage message, SubmissionId id) {
    Place place = bySubmission.get(id);
    if (place == null) {
      throw new IllegalStateException("no such submission: " + id);
    }
    return message.segment(place.part());
  }

  Stream<OutgoingMessage> all() {
    return ledger.entries().stream()
        .filter(OutgoingMessage.class::isInstance)
        .map(OutgoingMessage.class::cast);
  }
}
