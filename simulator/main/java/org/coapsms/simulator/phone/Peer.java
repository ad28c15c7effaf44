package org.coapsms.simulator.phone;

import org.coapsms.codec.Address;
import org.coapsms.codec.framing.Framing;

/**
 * Names the other end of a CoAP conversation, and how to reach it.
 *
 * @param port the peer's port; 0 in bare framing
 */
record Peer(Address number, Framing framing, int port) {
  static final int COAP_PORT = 5683;

  static Peer of(Address number, Framing framing) {
    return new Peer(number, framing, framing == Framing.MARKED ? COAP_PORT : 0);
  }
}
