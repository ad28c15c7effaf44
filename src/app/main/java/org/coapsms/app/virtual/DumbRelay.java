package org.coapsms.app.virtual;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.Subscriber;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/**
 * Turns every datagram into a short message and every short message into a datagram, and remembers
 * nothing. The IP side costs no time and loses nothing; only messages of one segment are passed.
 */
final class DumbRelay implements Terminal {
  /** Who gets what devices send. */
  @FunctionalInterface
  interface Receiver {
    void received(Instant now, Subscriber device, CoapMessage message);
  }

  private final Address number;
  private final MobileNetwork network;
  private Receiver receiver = (now, device, message) -> {};

  DumbRelay(Address number, MobileNetwork network) {
    this.number = number;
    this.network = network;
  }

  @Override
  public Address number() {
    return number;
  }

  void connect(Receiver newReceiver) {
    receiver = newReceiver;
  }

  /** Sends a short message without asking for a receipt. */
  void send(Instant now, Subscriber device, CoapMessage message) {
    UserData userData =
        UserData.ofOctets(Framing.MARKED.header(Framing.COAP_PORTS), message.encode());
    network.submit(
        now,
        ShortMessage.ofOctets(number, device.address(), userData),
        MobileNetwork.DEFAULT_VALIDITY,
        Optional.empty());
  }

  @Override
  public void arrived(Instant now, Delivery delivery) {
    ShortMessage message = delivery.message();
    CoapMessage coap;
    try {
      coap = CoapMessage.decode(message.userData().octets());
    } catch (MalformedCoap e) {
      return; // a datagram that no CoAP client would heed
    }
    receiver.received(now, Subscriber.of(message.from().value()), coap);
  }
}
