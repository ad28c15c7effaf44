package org.coapsms.simulator.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;

/**
 * Talks to one phone over an ideal network, in octets that Californium writes and reads: what both
 * ends of our own codec might get wrong alike, Californium gets right.
 */
final class FarEnd implements Terminal {
  static final Instant START = Instant.parse("2025-03-01T12:00:00Z");
  static final Address NUMBER = Address.unknown("10000");
  static final Address PHONE = Address.international("+491700000001");

  final MobileNetwork network = new MobileNetwork(RadioConditions.ideal(), new SplittableRandom(1));
  final Phone phone;
  final List<Message> heard = new ArrayList<>();
  final List<Integer> sizes = new ArrayList<>();
  private final TreeMap<Integer, Bytes> parts = new TreeMap<>();
  Instant now = START;
  private boolean marked = true;

  FarEnd() {
    this(PhoneBehaviour.defaults());
  }

  FarEnd(PhoneBehaviour behaviour) {
    phone = new Phone(PHONE, network, behaviour, new SplittableRandom(2));
    network.attach(phone);
    network.attach(this);
  }

  FarEnd bare() {
    marked = false;
    return this;
  }

  @Override
  public Address number() {
    return NUMBER;
  }

  @Override
  public void arrived(Instant at, Delivery delivery) {
    UserData data = delivery.message().userData();
    sizes.add(data.octets().size());
    boolean hasPort = data.header().ports().equals(Optional.of(new Ports(16, 5683, 5683)));
    if (hasPort != marked) {
      throw new AssertionError("wrong framing: " + data.header());
    }
    Optional<Concatenation> segment = data.header().concatenation();
    if (segment.isEmpty()) {
      heard.add(new UdpDataParser().parseMessage(data.octets().toArray()));
      return;
    }
    parts.put(segment.get().sequence(), data.octets());
    if (parts.size() == segment.get().total()) {
      Bytes whole = parts.values().stream().reduce(Bytes.EMPTY, Bytes::plus);
      parts.clear();
      heard.add(new UdpDataParser().parseMessage(whole.toArray()));
    }
  }

  static Request con(CoAP.Code code, int mid, String path) {
    return request(CoAP.Type.CON, code, mid, path);
  }

  static Request non(CoAP.Code code, int mid, String path) {
    return request(CoAP.Type.NON, code, mid, path);
  }

  /** Sends a message in one SMS and lets the network do what is due now. */
  void says(Message message) {
    send(octets(message), UserDataHeader.EMPTY);
    lets(Duration.ZERO);
  }

  /** Sends one SMS with the ports of this end's framing and more elements. */
  void send(Bytes payload, UserDataHeader more) {
    UserDataHeader header = marked ? more.plus(new Ports(16, 5683, 5683)) : more;
    ShortMessage sms = ShortMessage.ofOctets(NUMBER, PHONE, UserData.ofOctets(header, payload));
    network.submit(now, sms, Duration.ofHours(1), Optional.empty());
  }

  /** Lets time pass. */
  void lets(Duration time) {
    now = now.plus(time);
    network.handleTimeout(now);
  }

  /** What was heard since the last time, one line a message. */
  List<String> lines() {
    List<String> lines = heard.stream().map(FarEnd::line).toList();
    heard.clear();
    return lines;
  }

  /** The one message heard since the last time. */
  Message answer() {
    if (heard.size() != 1) {
      throw new AssertionError("not one answer: " + lines());
    }
    return heard.remove(0);
  }

  Response response() {
    return (Response) answer();
  }

  static Bytes octets(Message message) {
    UdpDataSerializer serializer = new UdpDataSerializer();
    if (message instanceof Request request) {
      return Bytes.copyOf(serializer.getByteArray(request));
    }
    return Bytes.copyOf(serializer.getByteArray(message));
  }

  static EmptyMessage ack(int mid) {
    EmptyMessage ack = new EmptyMessage(CoAP.Type.ACK);
    ack.setMID(mid);
    return ack;
  }

  static EmptyMessage reset(int mid) {
    EmptyMessage reset = new EmptyMessage(CoAP.Type.RST);
    reset.setMID(mid);
    return reset;
  }

  private static Request request(CoAP.Type type, CoAP.Code code, int mid, String path) {
    Request request = new Request(code, type);
    int question = path.indexOf('?');
    request.getOptions().setUriPath(question < 0 ? path : path.substring(0, question));
    if (question >= 0) {
      request.getOptions().setUriQuery(path.substring(question + 1));
    }
    request.setMID(mid);
    request.setToken(new byte[] {0x10, (byte) mid});
    return request;
  }

  private static String line(Message message) {
    String code =
        message instanceof Response response
            ? " " + response.getCode().text
            : message instanceof Request request ? " " + request.getCode() : " empty";
    String token = message.hasEmptyToken() ? "" : " " + message.getTokenString();
    return message.getType() + code + token.toLowerCase(Locale.ROOT);
  }
}
