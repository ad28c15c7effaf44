package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Optional;

/**
 * Is one submission of one segment and what has become of it.
 *
 * @param messageId the network's id once accepted, else empty
 * @param deliveredAt when a receipt claimed delivery, if one did
 */
public record Attempt(
    SubmissionId id, Instant at, State state, String messageId, Optional<Instant> deliveredAt) {

  /** How far a submission has come. */
  public enum State {
    /** Handed over, or about to be: it may be on its way. */
    IN_DOUBT,
    ACCEPTED,
    /** No clear answer came: it may have left. */
    UNKNOWN,
    REFUSED,
    DELIVERED,
    FAILED
  }

  static Attempt begin(SubmissionId id, Instant now) {
    return new Attempt(id, now, State.IN_DOUBT, "", Optional.empty());
  }

  Attempt with(State newState) {
    return new Attempt(id, at, newState, messageId, deliveredAt);
  }

  Attempt accepted(String newMessageId) {
    return new Attempt(id, at, State.ACCEPTED, newMessageId, deliveredAt);
  }

  Attempt delivered(Instant now) {
    return new Attempt(id, at, State.DELIVERED, messageId, deliveredAt.or(() -> Optional.of(now)));
  }

  /** Whether the device may have this segment, now or later. */
  boolean mayArrive() {
    return switch (state) {
      case IN_DOUBT, ACCEPTED, UNKNOWN, DELIVERED -> true;
      case REFUSED, FAILED -> false;
    };
  }
}
