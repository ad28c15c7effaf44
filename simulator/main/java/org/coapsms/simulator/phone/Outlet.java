package org.coapsms.simulator.phone;

import java.time.Instant;
import org.coapsms.codec.coap.CoapMessage;

/** Takes the messages that leave the CoAP endpoint. */
@FunctionalInterface
interface Outlet {
  void send(Instant now, Peer peer, CoapMessage message);
}
