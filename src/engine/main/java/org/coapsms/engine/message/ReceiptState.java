package org.coapsms.engine.message;

/** What a receipt claims. A claim, not proof: receipts are faked, late and contradictory. */
public enum ReceiptState {
  DELIVERED,
  /** The network goes on trying. */
  STILL_TRYING,
  /** The network gave up and trying again is of no use. */
  FAILED_PERMANENT,
  /** The network gave up or the validity ended; the cause may pass. */
  FAILED_TEMPORARY,
  /** Forwarded, accepted or unknown (TP-ST 0x01, ACCEPTD, UNKNOWN): no evidence of anything. */
  UNCONFIRMED
}
