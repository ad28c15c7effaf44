package org.coapsms.app.demo;

import java.time.Instant;

/**
 * Is one leg on the way of a request or its answer.
 *
 * @param carrier what the middle of the picture is called on this way
 * @param towardsDevice whether it goes from left to right
 * @param octets 0 where a size says nothing
 * @param what in words of a newcomer
 */
record Leg(
    Instant at,
    Hop hop,
    Carrier carrier,
    boolean towardsDevice,
    int octets,
    String what,
    Step step) {

  /** Between which two it happens. */
  enum Hop {
    /** A CoAP client and the bridge. */
    CLIENT,
    /** The CoAP server that answers devices, and the bridge. */
    SERVER,
    /** The bridge and its way into the mobile network. */
    CARRIER,
    /** The mobile network and the phone. */
    RADIO,
    /** Inside the bridge. */
    BRIDGE
  }

  /** What the picture shows between bridge and phone. */
  enum Carrier {
    SMSC,
    MODEM,
    NONE
  }

  /** What it means for who counts short messages. */
  enum Step {
    SUBMITTED_BY_BRIDGE,
    SUBMITTED_BY_PHONE,
    ARRIVED,
    REPORTED,
    OTHER
  }
}
