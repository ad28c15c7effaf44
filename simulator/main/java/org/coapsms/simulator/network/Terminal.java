package org.coapsms.simulator.network;

import java.time.Instant;
import org.coapsms.codec.Address;

/**
 * Owns a number: a phone, an SMSC's account, a modem's SIM. Called on the network's thread only.
 */
public interface Terminal {
  Address number();

  void arrived(Instant now, Delivery delivery);
}
