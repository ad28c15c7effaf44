package org.coapsms.carrier.smpp;

import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandHeader;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.runtime.CarrierListener;

/**
 * Turns what an SMSC answers to submissions into their outcomes. Not thread-safe; the reader's own.
 */
final class Answers {
  private final CarrierListener listener;
  private final MessageIds ids;
  private final WireTraces traces;
  private final Window window;
  private final Congestion congestion;
  private boolean wasCongested;

  Answers(LinkSetting setting, WireTraces traces, Window window) {
    this.listener = setting.listener();
    this.ids = setting.ids();
    this.traces = traces;
    this.window = window;
    this.congestion = new Congestion(setting.config().window());
  }

  /** Takes a submit_sm_resp. */
  void submitAnswered(CommandHeader header, Bytes body) {
    String messageId = WireTraces.text(body);
    Congestion.level(body).ifPresent(this::adapt);
    boolean accepted = header.commandStatus() == CommandStatus.ESME_ROK;
    traces.received(
        header, accepted ? "id=" + messageId : CommandStatusTable.words(header.commandStatus()), 0);
    SubmissionOutcome outcome =
        accepted ? new Accepted(messageId) : CommandStatusTable.refused(header.commandStatus());
    Optional<Window.Answered> answered = window.answered(header.sequenceNumber());
    if (accepted) {
      // Before the outcome: a receipt may be right behind.
      answered.ifPresent(found -> ids.accepted(messageId, found.number()));
    }
    answered.ifPresent(found -> listener.submissionEnded(found.id(), outcome));
  }

  /** Takes a generic_nack that says which submission it is about. */
  void nacked(CommandHeader header) {
    SubmissionOutcome outcome = CommandStatusTable.nacked(header.commandStatus());
    window
        .answered(header.sequenceNumber())
        .filter(answered -> !(answered.late() && outcome instanceof Unknown))
        .ifPresent(answered -> listener.submissionEnded(answered.id(), outcome));
  }

  private void adapt(int level) {
    window.allow(congestion.after(level));
    boolean congested = level >= Congestion.CONGESTED;
    if (congested != wasCongested) {
      wasCongested = congested;
      listener.congested(level);
    }
  }
}
