package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.coapsms.codec.Bytes;
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

  /** Minutes of sending on most modems; who hands over more should wait or use more modems. */
  static final int CAPACITY = 64;

  private static final int ATTEMPTS = 3;
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final ModemProfile profile;
  private final EventQueue events;
  private final Deque<Submission> queue = new ArrayDeque<>();
  private @Nullable Submission open;
  private @Nullable SmsSubmit openSubmit;
  private @Nullable SubmissionId unanswered;
  private @Nullable Instant notBefore;
  private int attempt;
  private boolean networkLost;

  Outbox(ModemProfile profile, EventQueue events) {
    this.profile = profile;
    this.events = events;
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

  /** Whether an answer has shown, since the last call, that the network is gone. */
  boolean takeNetworkLoss() {
    boolean lost = networkLost;
    networkLost = false;
    return lost;
  }

  /** A reference that came too late: the last unknown outcome is known after all. */
  void handleLateReference(int reference) {
    SubmissionId late = unanswered;
    unanswered = null;
    if (late != null) {
      Accepted accepted = new Accepted(Integer.toString(reference));
      events.add(new DialogueEvent.SubmissionEnded(late, accepted));
    }
  }

  /** The open submission leaves now. */
  void traceTransfer() {
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
    while (!queue.isEmpty()) {
      Submission next = queue.remove();
      try {
        AtCommand command = command(next);
        open = next;
        unanswered = null;
        return Optional.of(command);
      } catch (IllegalArgumentException unencodable) {
        end(next, new Refused(Cause.PERMANENT, String.valueOf(unencodable.getMessage())));
      }
    }
    return Optional.empty();
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
    Submission ended = open;
    if (ended == null) {
      throw new IllegalStateException("no submission is open for " + answer);
    }
    open = null;
    if (SendOutcome.worthAnotherTry(answer, profile) && ++attempt < ATTEMPTS) {
      queue.addFirst(ended);
      notBefore = now.plus(RETRY);
      return;
    }
    attempt = 0;
    networkLost |= SendOutcome.showsNetworkLoss(answer);
    SubmissionOutcome outcome = SendOutcome.of(answer, profile);
    if (outcome instanceof Unknown && answer.ending() == AtAnswer.Ending.SILENCE) {
      unanswered = ended.id();
    }
    end(ended, outcome);
  }

  private void end(Submission submission, SubmissionOutcome outcome) {
    events.add(new DialogueEvent.SubmissionEnded(submission.id(), outcome));
  }
}
