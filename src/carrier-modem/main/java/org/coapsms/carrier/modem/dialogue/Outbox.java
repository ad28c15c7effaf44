package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.codec.tpdu.SmsSubmit;
import org.coapsms.codec.tpdu.SmscPdu;
import org.coapsms.codec.tpdu.ValidityPeriod;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.modem.profile.ModemProfile;
import org.jspecify.annotations.Nullable;

/** Sends one submission after the other and gives each exactly one outcome. */
final class Outbox implements Job {

  /** TS 27.005 §3.5.6: until nothing is sent for a few seconds. */
  private static final String KEEP_LINK = "AT+CMMS=1";

  /** Minutes of sending on most modems; who hands over more should wait or use more modems. */
  static final int CAPACITY = 64;

  /** A busy modem is left alone for 1, 2, 4 and 8 s; then others may have the message. */
  private static final int ATTEMPTS = 5;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final ModemProfile profile;
  private final EventQueue events;
  private final Doubts doubts;
  private final Deque<Submission> queue = new ArrayDeque<>();
  private @Nullable Submission open;
  private @Nullable SmsSubmit openSubmit;
  private @Nullable Instant notBefore;
  private int attempt;
  private boolean burstOpen;
  private boolean burstRefused;
  private int failures;
  private @Nullable AtAnswer telling;

  Outbox(ModemProfile profile, EventQueue events, Doubts doubts) {
    this.profile = profile;
    this.events = events;
    this.doubts = doubts;
  }

  /** The modem starts anew and has forgotten what was set. */
  void restart() {
    burstOpen = false;
    burstRefused = false;
    failures = 0;
    telling = null;
  }

  void submit(Submission submission) {
    if (queue.size() >= CAPACITY) {
      end(submission, new Refused(Cause.LOCAL, CAPACITY + " segments are waiting already"));
    } else {
      queue.add(submission);
    }
  }

  /** Nothing can leave for now: what has not been written is refused. */
  void refuseAll(String reason) {
    while (!queue.isEmpty()) {
      end(queue.remove(), new Refused(Cause.LOCAL, reason));
    }
    notBefore = null;
    attempt = 0;
  }

  /** How many messages in a row have failed for reasons of the modem's own. */
  int failures() {
    return failures;
  }

  /** The last failure, once: it may tell of more than of its message. */
  Optional<AtAnswer> takeFailure() {
    Optional<AtAnswer> told = Optional.ofNullable(telling);
    telling = null;
    return told;
  }

  /** A reference that came too late: the last unknown outcome is known after all. */
  void handleLateReference(int reference) {
    doubts.endedByLateAnswer(reference).ifPresent(id -> accept(id, reference));
  }

  /** A status report may be about a message of which nobody knew whether it had left. */
  void handleReport(SmsStatusReport report) {
    doubts.endedByReport(report).ifPresent(id -> accept(id, report.messageReference()));
  }

  private void accept(SubmissionId id, int reference) {
    Accepted accepted = new Accepted(Integer.toString(reference));
    events.add(new DialogueEvent.SubmissionEnded(id, accepted));
  }

  /** The open submission leaves now. */
  void transferBegun() {
    doubts.transferBegun();
    if (openSubmit != null) {
      int octets = openSubmit.encode().size();
      events.trace(true, "SMS-SUBMIT", TpduText.of(openSubmit), octets);
    }
  }

  @Override
  public Optional<Instant> nextTimeout() {
    return queue.isEmpty() ? Optional.empty() : Optional.ofNullable(notBefore);
  }

  @Override
  public Optional<AtCommand> nextCommand(Instant now) {
    if (notBefore != null && now.isBefore(notBefore)) {
      return Optional.empty();
    }
    notBefore = null;
    if (wantsBurst()) {
      return Optional.of(AtCommand.plain(KEEP_LINK));
    }
    while (!queue.isEmpty()) {
      Submission next = queue.remove();
      try {
        AtCommand command = command(next);
        open = next;
        doubts.answersAreOver();
        return Optional.of(command);
      } catch (IllegalArgumentException unencodable) {
        end(next, new Refused(Cause.PERMANENT, String.valueOf(unencodable.getMessage())));
      }
    }
    return Optional.empty();
  }

  /** More follows: the network may keep the radio link for it, which halves the time. */
  private boolean wantsBurst() {
    Submission next = queue.peek();
    boolean possible = profile.sending().moreMessages().contains(1) && !burstRefused;
    return next != null && next.moreToSend() && possible && !burstOpen;
  }

  private AtCommand command(Submission next) {
    SmsSubmit submit =
        new SmsSubmit(
            false,
            false,
            next.receiptRequested(),
            0, // the modem counts by itself and tells in +CMGS
            next.destination(),
            0,
            next.dataCoding(),
            ValidityPeriod.Relative.atMost(next.validity()),
            next.userData());
    // The length counts the TPDU alone, not the service centre's octets in front (TS 27.005
    // §3.5.1).
    SmscPdu pdu = SmscPdu.of(submit.encode());
    Bytes octets = pdu.encode();
    openSubmit = submit;
    return AtCommand.transfer(
        "AT+CMGS=" + pdu.tpduLength(),
        "+CMGS:",
        (profile.sending().serviceCentreOctets() ? octets : pdu.tpdu())
            .toHex()
            .toUpperCase(Locale.ROOT),
        profile.sending().promptTimeout(),
        profile.sending().resultTimeout());
  }

  @Override
  public void handleAnswer(Instant now, AtAnswer answer) {
    if (answer.command().text().equals(KEEP_LINK)) {
      burstOpen = answer.ok();
      burstRefused = !answer.ok();
      return;
    }
    Submission ended = open;
    if (ended == null) {
      throw new IllegalStateException("no submission is open for " + answer);
    }
    open = null;
    boolean again =
        SendOutcome.worthAnotherTry(answer, profile)
            || (attempt == 0
                && (SendOutcome.showsSpoiltPdu(answer) || SendOutcome.wasNotHeard(answer)));
    if (again && ++attempt < ATTEMPTS) {
      queue.addFirst(ended);
      notBefore = now.plus(FIRST_RETRY.multipliedBy(1L << (attempt - 1)));
      return;
    }
    attempt = 0;
    burstOpen &= ended.moreToSend();
    SubmissionOutcome outcome = SendOutcome.of(answer, profile);
    Optional<Integer> reported =
        outcome instanceof Unknown
            ? doubts.begin(now, ended, answer.ending() == AtAnswer.Ending.SILENCE)
            : Optional.empty();
    note(ended, answer, outcome);
    end(ended, reported.<SubmissionOutcome>map(r -> new Accepted(r.toString())).orElse(outcome));
  }

  private void note(Submission ended, AtAnswer answer, SubmissionOutcome outcome) {
    if (outcome instanceof Accepted) {
      failures = 0;
      SendOutcome.reference(answer)
          .ifPresent(reference -> doubts.accepted(reference, ended.destination()));
      return;
    }
    telling = answer;
    if (outcome instanceof Unknown) {
      failures++;
    } else if (outcome instanceof Refused refused) {
      failures = refused.cause() == Cause.LOCAL ? failures + 1 : 0;
    }
  }

  private void end(Submission submission, SubmissionOutcome outcome) {
    events.add(new DialogueEvent.SubmissionEnded(submission.id(), outcome));
  }
}
