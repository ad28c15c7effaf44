package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.coap.CoapMessage;

/** Learns how a phone's own request ended. Called once on the network's thread. */
@FunctionalInterface
public interface ResponseListener {
  /**
   * Takes the outcome.
   *
   * @param response present exactly if there was one
   */
  void ended(Instant now, Outcome outcome, Optional<CoapMessage> response);

  /** How a request ended. */
  enum Outcome {
    RESPONSE,
    RESET,
    /** All copies of a confirmable request went unacknowledged. */
    UNACKNOWLEDGED,
    /** The response did not come in time. */
    TIMED_OUT,
    /** The phone was switched off or rebooted first. */
    FORGOTTEN
  }
}
