package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/**
 * Plays a device that has nothing but SMS: it joins segments, answers CoAP and keeps what else
 * arrives. Not thread-safe; owned by the network's thread.
 */
public final class Phone implements Terminal {
  private static final int INBOX = 1_000;

  private final Address number;
  private final MobileNetwork network;
  private final PhoneBehaviour behaviour;
  private final HandsetReassembly reassembly;
  private final SegmentSender sender;
  private final CoapEndpoint coap;
  private final ArrayDeque<Received> inbox = new ArrayDeque<>();
  private boolean on = true;

  /** A phone that still has to be attached to the network. */
  public Phone(
      Address number, MobileNetwork network, PhoneBehaviour behaviour, RandomGenerator random) {
    this.number = number;
    this.network = network;
    this.behaviour = behaviour;
    this.reassembly = new HandsetReassembly(behaviour.sms());
    int bits = behaviour.sms().concatenationBits();
    this.sender = new SegmentSender(number, network, bits, random.nextInt(1 << bits));
    this.coap = new CoapEndpoint(behaviour, random, network::at, this::send);
  }

  @Override
  public Address number() {
    return number;
  }

  @Override
  public void arrived(Instant now, Delivery delivery) {
    ShortMessage message = delivery.message();
    UserData userData = message.userData();
    Optional<Ports> ports = userData.header().ports();
    // Data coding first: text is not CoAP, whatever its port.
    boolean octets = message.dataCoding().alphabet() == Alphabet.OCTETS;
    boolean marked = ports.isPresent() && ports.get().destination() == Peer.COAP_PORT;
    boolean bare = ports.isEmpty() && behaviour.sms().acceptsBare();
    if (!octets || !(marked || bare)) {
      keep(now, message);
      return;
    }
    Peer peer =
        marked
            ? new Peer(message.from(), Framing.MARKED, ports.get().source())
            : new Peer(message.from(), Framing.BARE, 0);
    Optional<Concatenation> segment = userData.header().concatenation();
    Optional<Bytes> whole =
        segment.isEmpty()
            ? Optional.of(userData.octets())
            : reassembly.accept(now, message.from().value(), segment.get(), userData.octets());
    if (whole.isPresent()) {
      wholeArrived(now, message, peer, whole.get());
    }
  }

  private void wholeArrived(Instant now, ShortMessage message, Peer peer, Bytes whole) {
    // Without a port only the first octet tells CoAP (version 1) from other binary messages.
    if (peer.framing() == Framing.BARE && (whole.isEmpty() || whole.at(0) >>> 6 != 1)) {
      keep(now, message);
    } else {
      coap.handle(now, peer, whole);
    }
  }

  /**
   * Sends a CoAP request of the phone's own, to a bridge's number; what left.
   *
   * @throws IllegalStateException if the phone is off
   */
  public CoapMessage request(Instant now, PhoneRequest request, ResponseListener listener) {
    requireOn();
    Peer peer = Peer.of(request.to(), behaviour.sms().framing());
    return coap.request(now, peer, request, listener);
  }

  /**
   * Sends one short message as it is given.
   *
   * @throws IllegalStateException if the phone is off
   */
  public void send(Instant now, ShortMessage message) {
    requireOn();
    sender.submit(now, message);
  }

  /**
   * Takes the phone off the network, which keeps its messages; its memory is lost as in a reboot.
   */
  public void switchOff(Instant now) {
    on = false;
    network.switchOff(number);
    coap.reboot(now);
  }

  public void switchOn(Instant now) {
    on = true;
    network.switchOn(now, number);
  }

  public boolean isOn() {
    return on;
  }

  /** Forgets open exchanges and duplicates and starts with other Message IDs; segments are kept. */
  public void reboot(Instant now) {
    coap.reboot(now);
  }

  /** Tells a listener of every execution from now on. */
  public void watch(ExecutionListener listener) {
    coap.watch(listener);
  }

  /** How often each method of each resource was executed; duplicates do not count. */
  public Map<Execution, Integer> executions() {
    return coap.executions();
  }

  /** How often one method of one resource was executed, such as {@code "/test", GET}. */
  public int executions(String resource, CoapCode method) {
    return coap.executions().getOrDefault(new Execution(resource, method), 0);
  }

  /** The latest messages that were not for the CoAP endpoint, oldest first. */
  public List<Received> inbox() {
    return List.copyOf(inbox);
  }

  /** How many messages lack segments. */
  public int partialSets() {
    return reassembly.partialSets();
  }

  /** How many observations of this phone's resources are open. */
  public int observers() {
    return coap.observers();
  }

  private void send(Instant now, Peer peer, CoapMessage message) {
    if (on) {
      sender.send(now, peer, message.encode());
    }
  }

  private void keep(Instant now, ShortMessage message) {
    if (inbox.size() == INBOX) {
      inbox.removeFirst();
    }
    inbox.addLast(new Received(now, message));
  }

  private void requireOn() {
    if (!on) {
      throw new IllegalStateException(number + " is switched off");
    }
  }
}
