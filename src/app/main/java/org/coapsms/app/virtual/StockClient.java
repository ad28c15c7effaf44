package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Subscriber;
import org.coapsms.simulator.network.MobileNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Plays a CoAP client library that knows nothing of short messages: RFC 7252 §4.2 and §5.2 in
 * virtual time, with NSTART 1 (§4.7).
 */
final class StockClient {
  private static final int TOKEN_SIZE = 4;

  private record Received(Subscriber device, int messageId) {}

  private static final class Exchange {
    final VirtualClient client;
    final CoapMessage request;
    final Instant sent;
    Duration timeout;
    int retransmissions;
    boolean acknowledged;

    Exchange(VirtualClient client, CoapMessage request, Instant sent, Duration timeout) {
      this.client = client;
      this.request = request;
      this.sent = sent;
      this.timeout = timeout;
    }

    boolean isOver() {
      return client.answer().isPresent();
    }
  }

  private final Transmission transmission;
  private final RandomGenerator random;
  private final MobileNetwork network;
  private final DumbRelay relay;
  private final Map<Subscriber, Queue<VirtualClient>> waiting = new HashMap<>();
  private final Map<Subscriber, Exchange> unacknowledged = new HashMap<>();
  private final Map<Bytes, Exchange> open = new HashMap<>();
  private final Set<Received> received = new HashSet<>();
  private int messageId;

  StockClient(
      Transmission transmission, RandomGenerator random, MobileNetwork network, DumbRelay relay) {
    this.transmission = transmission;
    this.random = random;
    this.network = network;
    this.relay = relay;
    this.messageId = random.nextInt(0x10000);
  }

  /** A user asks: the request leaves once no other to the device waits for its ACK. */
  void ask(Instant now, VirtualClient client) {
    waiting.computeIfAbsent(client.device(), device -> new ArrayDeque<>()).add(client);
    transmission
        .patience()
        .ifPresent(patience -> network.at(now.plus(patience), when -> patienceEnded(when, client)));
    sendNext(now, client.device());
  }

  /** A datagram comes from the relay. */
  void received(Instant now, Subscriber device, CoapMessage message) {
    switch (message.type()) {
      case ACK -> acknowledged(now, device, message);
      case RST -> reset(now, device, message);
      case CON, NON -> separate(now, device, message);
    }
  }

  private void sendNext(Instant now, Subscriber device) {
    Queue<VirtualClient> queue = waiting.get(device);
    if (unacknowledged.containsKey(device) || queue == null || queue.isEmpty()) {
      return;
    }
    VirtualClient client = queue.remove();
    messageId = messageId + 1 & 0xFFFF;
    CoapMessage request = client.request().withMessageId(messageId).withToken(freshToken());
    Exchange exchange = new Exchange(client, request, now, transmission.firstTimeout(random));
    unacknowledged.put(device, exchange);
    open.put(request.token(), exchange);
    transmit(now, exchange);
  }

  private void transmit(Instant now, Exchange exchange) {
    relay.send(now, exchange.client.device(), exchange.request);
    network.at(now.plus(exchange.timeout), when -> timedOut(when, exchange));
  }

  /** RFC 7252 §4.2: the timeout doubles; when it ends after the last copy, all has failed. */
  private void timedOut(Instant now, Exchange exchange) {
    if (exchange.isOver() || exchange.acknowledged) {
      return;
    }
    if (exchange.retransmissions == transmission.maxRetransmit()) {
      end(now, exchange, failure("no ACK came"));
      return;
    }
    exchange.retransmissions++;
    exchange.timeout = exchange.timeout.multipliedBy(2);
    transmit(now, exchange);
  }

  private void patienceEnded(Instant now, VirtualClient client) {
    if (client.answer().isPresent()) {
      return;
    }
    Queue<VirtualClient> queue = waiting.get(client.device());
    if (queue != null && queue.remove(client)) {
      client.answered(now, failure("never sent"));
      return;
    }
    open.values().stream()
        .filter(exchange -> exchange.client == client)
        .findFirst()
        .ifPresent(exchange -> end(now, exchange, failure("no answer came")));
  }

  private void acknowledged(Instant now, Subscriber device, CoapMessage ack) {
    Exchange exchange = matching(device, ack);
    if (exchange == null) {
      return; // §4.2: an ACK that matches nothing is ignored, an answer that rides on it, too
    }
    if (ack.isEmpty()) {
      exchange.acknowledged = true;
      unacknowledged.remove(device);
      network.at(
          exchange.sent.plus(transmission.exchangeLifetime()),
          when -> end(when, exchange, failure("no separate response came")));
      sendNext(now, device);
    } else if (ack.token().equals(exchange.request.token())) {
      end(now, exchange, new Answer.Response(ack));
    }
  }

  private void reset(Instant now, Subscriber device, CoapMessage reset) {
    Exchange exchange = matching(device, reset);
    if (exchange != null) {
      end(now, exchange, Answer.failure(Answer.Reason.RESET, "the device rejected it"));
    }
  }

  /** RFC 7252 §5.2.2 and §5.2.3; one that nobody waits for is rejected (§4.2). */
  private void separate(Instant now, Subscriber device, CoapMessage response) {
    Exchange exchange = open.get(response.token());
    boolean mine = exchange != null && exchange.client.device().equals(device);
    Received copy = new Received(device, response.messageId());
    if (response.type() == CoapType.CON) {
      boolean known = mine || received.contains(copy);
      relay.send(
          now,
          device,
          known
              ? CoapMessage.emptyAck(response.messageId())
              : CoapMessage.reset(response.messageId()));
    }
    if (exchange != null && mine) {
      received.add(copy);
      end(now, exchange, new Answer.Response(response));
    }
  }

  private void end(Instant now, Exchange exchange, Answer answer) {
    if (exchange.client.answered(now, answer)) {
      Subscriber device = exchange.client.device();
      open.remove(exchange.request.token());
      unacknowledged.remove(device, exchange);
      sendNext(now, device);
    }
  }

  private @Nullable Exchange matching(Subscriber device, CoapMessage reply) {
    return Optional.ofNullable(unacknowledged.get(device))
        .filter(exchange -> exchange.request.messageId() == reply.messageId())
        .orElse(null);
  }

  private Bytes freshToken() {
    byte[] octets = new byte[TOKEN_SIZE];
    random.nextBytes(octets);
    return Bytes.copyOf(octets);
  }

  private static Answer failure(String why) {
    return Answer.failure(Answer.Reason.TIMED_OUT, why);
  }
}
