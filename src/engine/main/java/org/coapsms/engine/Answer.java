package org.coapsms.engine;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.coap.CoapMessage;

/** What became of a request: the other side's response, or the truth about why there is none. */
public sealed interface Answer {

  /**
   * The other side answered. Type, Message ID and token are the far leg's and mean nothing here.
   */
  record Response(CoapMessage message) implements Answer {}

  /**
   * There is no response.
   *
   * @param retryAfter when trying again may be of use, where that is known
   */
  record Failure(Reason reason, String detail, Optional<Duration> retryAfter) implements Answer {}

  /** What a missing response means; the faces turn it into their own codes. */
  enum Reason {
    /** No route allows this number: nothing left. */
    NOT_ALLOWED,
    /** Too much is waiting already: nothing left. */
    OVERLOADED,
    /** The deadline passed and nothing had left the bridge. */
    NOTHING_SENT,
    /** The request does not fit into the short messages that the device accepts: nothing left. */
    TOO_LARGE,
    /** The network refused it or could not deliver it. */
    UNDELIVERABLE,
    /** The device rejected the message with a Reset. */
    RESET,
    /** It was sent and may have been executed, but no answer came before the deadline. */
    TIMED_OUT
  }

  static Failure failure(Reason reason, String detail) {
    return new Failure(reason, detail, Optional.empty());
  }
}
