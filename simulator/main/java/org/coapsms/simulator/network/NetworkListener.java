package org.coapsms.simulator.network;

import java.time.Instant;

/** Watches every short message. Called on the network's thread; must not call back. */
@FunctionalInterface
public interface NetworkListener {
  void happened(Instant now, Event event, long messageId, ShortMessage message);

  /** A step in the life of a short message. */
  enum Event {
    SUBMITTED,
    DELIVERED,
    DUPLICATED,
    LOST,
    HELD,
    EXPIRED,
    UNDELIVERABLE,
    REPORTED,
    REPORT_LOST
  }
}
