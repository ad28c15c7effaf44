package org.coapsms.runtime;

import java.util.concurrent.CompletableFuture;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;

/**
 * Hears what a carrier has to say. May be called from any thread; never blocks and never throws.
 */
public interface CarrierListener {

  /** The outcome of a submission; an Unknown may be corrected once, later. */
  void submissionEnded(SubmissionId id, SubmissionOutcome outcome);

  /**
   * A receipt arrived. {@code committed} becomes true when the store has it and the network may be
   * told so, false when it could not be kept and the network should bring it again.
   */
  void receiptArrived(Receipt receipt, CompletableFuture<Boolean> committed);

  /** A short message arrived; {@code committed} as for receipts. */
  void smsArrived(IncomingSms sms, CompletableFuture<Boolean> committed);

  void availabilityChanged(boolean available, String detail);

  /**
   * The network said how busy it is, on crossing the level at which it wants less: 0 idle to 100
   * congested, from 90 on too much (SMPP 5.0, congestion_state). Whoever paces it slows down.
   */
  default void congested(int level) {}

  /** One unit of wire traffic, for people who watch. */
  default void trace(WireTrace line) {}
}
