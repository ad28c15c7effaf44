package org.coapsms.codec.at;

/** Groups a modem's errors by what they say about the short message that was to be sent. */
public enum CauseClass {
  /** Refused for good: the number or the message itself. */
  PERMANENT,
  /** Refused for now; this subscriber is to be left alone for a while. */
  SUBSCRIBER,
  /** Refused for now; the network is to be given time. */
  CARRIER,
  /** Nothing left the modem: SIM, registration, memory, settings, another command running. */
  LOCAL,
  /** The network may have the message. */
  UNKNOWN_OUTCOME
}
