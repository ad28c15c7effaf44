package org.coapsms.engine.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Is one segment of an outgoing message with everything that was tried for it.
 *
 * @param part from 1
 * @param stage whether it has to leave
 * @param notBefore when a waiting segment may be tried again
 */
public record OutgoingSegment(
    int part, Stage stage, Optional<Instant> notBefore, List<Attempt> attempts) {

  /** Where a segment stands. */
  public enum Stage {
    /** Waits for its turn at the carrier. */
    QUEUED,
    /** Waits for a cause to pass. */
    WAITING,
    /** With the carrier or the network. */
    OUT,
    /** Shall not leave any more. */
    STOPPED
  }

  public OutgoingSegment {
    attempts = List.copyOf(attempts);
  }

  static OutgoingSegment queued(int part) {
    return new OutgoingSegment(part, Stage.QUEUED, Optional.empty(), List.of());
  }

  OutgoingSegment queued() {
    return new OutgoingSegment(part, Stage.QUEUED, Optional.empty(), attempts);
  }

  OutgoingSegment waiting(Instant until) {
    return new OutgoingSegment(part, Stage.WAITING, Optional.of(until), attempts);
  }

  OutgoingSegment stopped() {
    return new OutgoingSegment(part, Stage.STOPPED, Optional.empty(), attempts);
  }

  OutgoingSegment out(Attempt attempt) {
    List<Attempt> more = new ArrayList<>(attempts);
    more.add(attempt);
    return new OutgoingSegment(part, Stage.OUT, Optional.empty(), more);
  }

  OutgoingSegment with(Attempt changed) {
    List<Attempt> others = new ArrayList<>(attempts);
    others.replaceAll(attempt -> attempt.id().equals(changed.id()) ? changed : attempt);
    return new OutgoingSegment(part, stage, notBefore, others);
  }

  Optional<Attempt> attempt(SubmissionId id) {
    return attempts.stream().filter(attempt -> attempt.id().equals(id)).findFirst();
  }

  /** Whether some copy of this segment may be with the device, now or later. */
  public boolean mayArrive() {
    return attempts.stream().anyMatch(Attempt::mayArrive);
  }

  boolean mayArriveAfterAll() {
    return attempts.stream().anyMatch(a -> a.state() != Attempt.State.REFUSED);
  }

  public boolean delivered() {
    return attempts.stream().anyMatch(a -> a.state() == Attempt.State.DELIVERED);
  }

  /** When a receipt first claimed its delivery, if one did. */
  Optional<Instant> deliveredAt() {
    return attempts.stream()
        .flatMap(attempt -> attempt.deliveredAt().stream())
        .min(Comparator.naturalOrder());
  }

  /** The newest submission that was accepted and of which nothing final is known. */
  Optional<Attempt> newestAccepted() {
    return attempts.stream()
        .filter(a -> a.state() == Attempt.State.ACCEPTED && !a.messageId().isEmpty())
        .max(Comparator.comparing(Attempt::at));
  }

  int withoutWord(boolean replaced) {
    int last = replaced ? attempts.size() - 1 : attempts.size();
    return (int)
        attempts.stream()
            .limit(Math.max(0, last))
            .filter(a -> a.state() == Attempt.State.ACCEPTED)
            .count();
  }

  /** Whether the carrier has answered for it, clearly or not. */
  boolean settled() {
    return stage == Stage.OUT
        && attempts.stream().noneMatch(a -> a.state() == Attempt.State.IN_DOUBT);
  }
}
