package org.coapsms.simulator.smsc;

import org.coapsms.codec.smpp.Pdu;

/** What a connection's reader hands to its session. */
sealed interface Inbound {
  /** A PDU that could be read. */
  record Understood(Pdu pdu, int octets) implements Inbound {}

  /**
   * Octets that are no PDU.
   *
   * @param status what the generic_nack must say
   * @param sequenceNumber that of the octets, 0 where it could not be read
   * @param framingLost whether nothing that follows can be understood either
   * @param why what is wrong and where
   */
  record Junk(int status, int sequenceNumber, boolean framingLost, String why) implements Inbound {}
}
