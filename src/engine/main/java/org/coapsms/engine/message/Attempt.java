package org.coapsms.engine.message;

import java.time.Instant;

/**
 * Is one submission of one segment and what has become of it.
 *
 * @param messageId the network's id once accepted, else empty
 */
public record Attempt(SubmissionId id, Instant at, State state, String messageId) {

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

  Attempt with(State newState) {
    return new Attempt(id, at, newState, messageId);
  }

  Attempt accepted(String newMessageId) {
    return new Attempt(id, at, State.ACCEPTED, newMessageId);
  }

  /** Whether the device may have this segment, now or later. */
  boolean mayArrive() {
    return switch (state) {
      case IN_DOUBT, ACCEPTED, UNKNOWN, DELIVERED -> true;
      case REFUSED, FAILED -> false;
    };
  }
}
