package org.coapsms.engine.message;

/**
 * What is known of a submission. {@link Unknown} is a case of its own: no code may read it as
 * failed or as accepted. A carrier reports one outcome for each submission; it may correct an
 * {@link Unknown} later, once, when the clear answer arrives after all.
 */
public sealed interface SubmissionOutcome {

  /** The network took it. The id is what receipts will name; empty if the network gave none. */
  record Accepted(String messageId) implements SubmissionOutcome {}

  /** It certainly did not leave. */
  record Refused(Cause cause, String reason) implements SubmissionOutcome {}

  /** It may have left, but no clear answer came. */
  record Unknown(String reason) implements SubmissionOutcome {}

  /** How far a refusal reaches. */
  enum Cause {
    /** This segment, for good: bad number, barred. */
    PERMANENT,
    /** This subscriber, for now: SMPP 0x14, +CMS ERROR 27. */
    SUBSCRIBER_BUSY,
    /** This carrier, for now: SMPP 0x58, congestion, +CMS ERROR 42. */
    CARRIER_BUSY,
    /** Nothing reached the network: bind down, window full, SIM not ready. */
    LOCAL
  }
}
