package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the messages of which nobody knows whether they have left, until a late answer or a
 * status report shows that one did.
 */
final class Doubts {
  private static final int MOST = 64;

  /** Reports that come later are of no use to anybody. */
  private static final Duration LONGEST = Duration.ofDays(2);

  /** How many references a modem may have used up meanwhile, for refused ones and by others. */
  private static final int NEAR = 8;

  private static final int REFERENCES = 256;

  /** National and international forms of a number end alike. */
  private static final int COMPARED_DIGITS = 8;

  /** Where the modem stood when it fell silent; -1 while no reference was seen. */
  private record Doubt(SubmissionId id, Address to, Instant since, int lastReference) {}

  private final Deque<Doubt> doubts = new ArrayDeque<>();
  private final @Nullable Address[] recipients = new @Nullable Address[REFERENCES];
  private final long[] acceptedAs = new long[REFERENCES];
  private long acceptedCount;
  private int lastReference = -1;
  private final List<SmsStatusReport> overtaking = new ArrayList<>();
  private boolean transferring;
  private @Nullable SubmissionId awaited;

  /** The network took a message under this reference. */
  void accepted(int reference, Address recipient) {
    lastReference = reference % REFERENCES;
    recipients[lastReference] = recipient;
    acceptedAs[lastReference] = ++acceptedCount;
    transferring = false;
    awaited = null;
  }

  /**
   * The message may have left; the reference under which it did, if a report has overtaken its
   * answer.
   *
   * @param lateAnswer whether its answer may still come
   */
  Optional<Integer> begin(Instant now, Submission submission, boolean lateAnswer) {
    transferring = false;
    doubts.removeIf(doubt -> now.isAfter(doubt.since().plus(LONGEST)));
    if (doubts.size() == MOST) {
      doubts.removeFirst();
    }
    doubts.add(new Doubt(submission.id(), submission.destination(), now, lastReference));
    awaited = lateAnswer ? submission.id() : null;
    Optional<Integer> overtaken =
        overtaking.stream()
            .filter(report -> endedByReport(report).equals(Optional.of(submission.id())))
            .map(SmsStatusReport::messageReference)
            .findFirst();
    overtaking.clear();
    return overtaken;
  }

  /** A message is on its way: a report about it may come before its answer. */
  void transferBegun() {
    overtaking.clear();
    transferring = true;
  }

  /** The next message is on its way: what comes from now on is its answer. */
  void answersAreOver() {
    awaited = null;
  }

  /** A reference came too late: the message that it belongs to, if that is certain. */
  Optional<SubmissionId> endedByLateAnswer(int reference) {
    SubmissionId id = awaited;
    awaited = null;
    if (id == null) {
      return Optional.empty();
    }
    for (Doubt doubt : doubts) {
      if (doubt.id().equals(id)) {
        accepted(reference, doubt.to());
      }
    }
    doubts.removeIf(doubt -> doubt.id().equals(id));
    return Optional.of(id);
  }

  /**
   * A status report names a reference. If no accepted message to its recipient has it, and it fits
   * one in doubt, then that one has left.
   */
  Optional<SubmissionId> endedByReport(SmsStatusReport report) {
    int reference = report.messageReference();
    if (isAboutAnAcceptedOne(reference % REFERENCES, report.recipient())) {
      return Optional.empty();
    }
    Iterator<Doubt> each = doubts.iterator();
    while (each.hasNext()) {
      Doubt doubt = each.next();
      if (isSame(doubt.to(), report.recipient()) && fits(doubt, reference, report)) {
        each.remove();
        accepted(reference, doubt.to());
        return Optional.of(doubt.id());
      }
    }
    if (transferring && overtaking.size() < MOST) {
      overtaking.add(report);
    }
    return Optional.empty();
  }

  private boolean isAboutAnAcceptedOne(int reference, Address recipient) {
    Address known = recipients[reference];
    boolean recent = acceptedCount - acceptedAs[reference] < REFERENCES - NEAR;
    return known != null && recent && isSame(known, recipient);
  }

  /** Reports of an earlier run, or of another program, must not pass for ours. */
  private static boolean fits(Doubt doubt, int reference, SmsStatusReport report) {
    int distance = Math.floorMod(reference - doubt.lastReference(), REFERENCES);
    boolean near = doubt.lastReference() >= 0 && distance > 0 && distance <= NEAR;
    Optional<Instant> submitted = report.timestamp().instant();
    boolean then =
        submitted
            .filter(at -> at.isAfter(doubt.since().minus(Duration.ofMinutes(10))))
            .filter(at -> at.isBefore(doubt.since().plus(Duration.ofMinutes(2))))
            .isPresent();
    return near || (doubt.lastReference() < 0 && then);
  }

  private static boolean isSame(Address a, Address b) {
    return ending(a).equals(ending(b));
  }

  private static String ending(Address address) {
    String value = address.value();
    return value.substring(Math.max(0, value.length() - COMPARED_DIGITS));
  }
}
