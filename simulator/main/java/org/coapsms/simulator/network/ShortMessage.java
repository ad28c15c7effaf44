package org.coapsms.simulator.network;

import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;

/**
 * Holds one short message on its way through the simulated network, as SMS-SUBMIT, SMS-DELIVER and
 * SMPP's submit_sm all carry it.
 *
 * @param protocolId TP-PID
 */
public record ShortMessage(
    Address from, Address to, int protocolId, DataCoding dataCoding, UserData userData) {

  /** A message of eight-bit data with protocol identifier 0. */
  public static ShortMessage ofOctets(Address from, Address to, UserData userData) {
    return new ShortMessage(from, to, 0, DataCoding.OCTETS_8BIT, userData);
  }

  /** The octets that the user data needs on the air, header included; at most 140. */
  public int octetsOnAir() {
    return userData.encode(dataCoding).size();
  }
}
