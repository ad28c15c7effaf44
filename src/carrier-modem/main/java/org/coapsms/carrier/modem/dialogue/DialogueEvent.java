package org.coapsms.carrier.modem.dialogue;

import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.runtime.WireTrace;

/** Something that has happened between the modem and us. */
public sealed interface DialogueEvent {

  /** A submission has its outcome. */
  record SubmissionEnded(SubmissionId id, SubmissionOutcome outcome) implements DialogueEvent {}

  /** A status report has arrived; answer with {@link Dialogue#handleCommitted}. */
  record ReceiptArrived(long handle, Receipt receipt) implements DialogueEvent {}

  /** A message has arrived; answer with {@link Dialogue#handleCommitted}. */
  record SmsArrived(long handle, IncomingSms sms) implements DialogueEvent {}

  /** The modem can or cannot send from now on, or its detail has changed. */
  record AvailabilityChanged(boolean available, String detail) implements DialogueEvent {}

  /** A line or a TPDU has crossed the wire. */
  record Traced(WireTrace trace) implements DialogueEvent {}

  /** Another profile fits the modem: go on with {@link Dialogue#speaking}. */
  record Recognised(ModemProfile profile) implements DialogueEvent {}

  /** After trouble, the modem has worked well for some time. */
  record Recovered() implements DialogueEvent {}

  /** The line must be closed: nothing said over it is understood, or the wrong modem says it. */
  record LineUnusable(String reason, Remedy remedy) implements DialogueEvent {}

  /** Says how to go on. */
  enum Remedy {
    /** Open it again. */
    REOPEN,
    /** Nobody answers, or another modem: try another port or speed, if there is one. */
    ANOTHER_PORT,
    /** Nothing has helped: leave it alone for a while. */
    QUARANTINE
  }
}
