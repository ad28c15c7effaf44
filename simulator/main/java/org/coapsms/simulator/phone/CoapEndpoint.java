package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.simulator.phone.ConfirmableSender.End;
import org.coapsms.simulator.phone.ResponseListener.Outcome;

/** Speaks CoAP for one phone: the message layer of RFC 7252 §4 and the requests of §5. */
final class CoapEndpoint {
  /** The critical options that the phone understands; any other gives 4.02, RFC 7252 §5.4.1. */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          CoapOptionNumber.IF_MATCH,
          CoapOptionNumber.URI_HOST,
          CoapOptionNumber.IF_NONE_MATCH,
          CoapOptionNumber.URI_PORT,
          CoapOptionNumber.URI_PATH,
          CoapOptionNumber.URI_QUERY,
          CoapOptionNumber.ACCEPT,
          CoapOptionNumber.BLOCK2,
          CoapOptionNumber.BLOCK1,
          CoapOptionNumber.PROXY_URI,
          CoapOptionNumber.PROXY_SCHEME);

  private static final int TOKEN_SIZE = 4;

  private final PhoneBehaviour behaviour;
  private final RandomGenerator random;
  private final Schedule schedule;
  private final Outlet outlet;
  private final ResourceTable resources = new ResourceTable();
  private final ObservableResources observables;
  private final BlockTransfers blocks;
  private final Map<Execution, Integer> executions = new TreeMap<>();
  private ExecutionListener executionListener = (now, request) -> {};
  private Deduplication seen;
  private ConfirmableSender confirmables;
  private OwnRequests requests;
  private int messageId;

  CoapEndpoint(PhoneBehaviour behaviour, RandomGenerator random, Schedule schedule, Outlet outlet) {
    this.behaviour = behaviour;
    this.random = random;
    this.schedule = schedule;
    this.outlet = outlet;
    this.blocks = new BlockTransfers(behaviour.resources());
    this.seen = new Deduplication(behaviour.coap().dedupLifetime());
    this.confirmables = new ConfirmableSender(behaviour.coap(), random, schedule, outlet);
    this.requests = new OwnRequests(behaviour.coap().requestTimeout(), schedule);
    this.observables =
        new ObservableResources(behaviour.resources().observePeriod(), schedule, notifier());
    this.messageId = random.nextInt(0x10000);
    resources.add(PlugtestResources.all());
    resources.add(new ConditionalResources().all());
    resources.add(new LargeResources().all());
    resources.add(observables.all());
    resources.add(ToolResources.all());
    resources.add(new Discovery(resources::all).all());
  }

  /** Takes one message from the air. */
  void handle(Instant now, Peer peer, Bytes octets) {
    CoapMessage message;
    try {
      message = CoapMessage.decode(octets);
    } catch (MalformedCoap e) {
      rejectMalformed(now, peer, octets);
      return;
    }
    switch (message.type()) {
      case ACK -> acknowledged(now, peer, message);
      case RST -> {
        confirmables.end(now, peer, message.messageId(), End.RESET);
        observables.reset(peer, message.messageId());
      }
      case CON, NON -> received(now, peer, message);
    }
  }

  /** Sends a request of the phone's own; what left. */
  CoapMessage request(Instant now, Peer peer, PhoneRequest wish, ResponseListener listener) {
    CoapMessage request =
        CoapMessage.request(wish.confirmable() ? CoapType.CON : CoapType.NON, wish.method())
            .withMessageId(nextMessageId())
            .withToken(freshToken())
            .withOptions(wish.options())
            .withPayload(wish.payload());
    requests.opened(now, peer, request, listener);
    if (wish.confirmable()) {
      confirmables.send(now, peer, request, (when, end) -> requestEnded(when, request, end));
    } else {
      outlet.send(now, peer, request);
    }
    return request;
  }

  /** Forgets what a reboot forgets: exchanges, duplicates, observers, half bodies. */
  void reboot(Instant now) {
    OwnRequests forgotten = requests;
    seen = new Deduplication(behaviour.coap().dedupLifetime());
    confirmables = new ConfirmableSender(behaviour.coap(), random, schedule, outlet);
    requests = new OwnRequests(behaviour.coap().requestTimeout(), schedule);
    observables.clear();
    blocks.clear();
    messageId =
        switch (behaviour.coap().messageIds()) {
          case RANDOM_AFTER_REBOOT -> random.nextInt(0x10000);
          case ZERO_AFTER_REBOOT -> 0xFFFF;
        };
    forgotten.forgetAll(now);
  }

  void watch(ExecutionListener listener) {
    executionListener = listener;
  }

  Map<Execution, Integer> executions() {
    return Collections.unmodifiableMap(new TreeMap<>(executions));
  }

  int observers() {
    return observables.observers();
  }

  private void received(Instant now, Peer peer, CoapMessage message) {
    boolean confirmable = message.type() == CoapType.CON;
    if (message.isEmpty()) {
      if (confirmable) {
        outlet.send(now, peer, CoapMessage.reset(message.messageId())); // the answer to a ping
      }
    } else if (!seen.isNew(now, peer, message.messageId())) {
      if (confirmable) {
        seen.answer(peer, message.messageId()).ifPresent(answer -> outlet.send(now, peer, answer));
      }
    } else if (message.isRequest()) {
      serve(now, peer, message);
    } else if (message.isResponse()) {
      separateResponse(now, peer, message);
    } else if (confirmable) {
      answer(now, peer, message, CoapMessage.reset(message.messageId()));
    }
  }

  private void serve(Instant now, Peer peer, CoapMessage request) {
    if (request.options().stream().anyMatch(CoapEndpoint::isNotUnderstood)) {
      // 4.02 to a CON; a NON is rejected: RFC 7252 5.4.1.
      if (request.type() == CoapType.NON) {
        outlet.send(now, peer, CoapMessage.reset(request.messageId()));
      } else {
        respond(now, peer, request, Reply.of(CoapCode.BAD_OPTION));
      }
      return;
    }
    BlockTransfers.Joined joined = blocks.join(now, peer, request);
    Reply reply = joined.whole().map(whole -> execute(now, peer, whole)).orElse(joined.meanwhile());
    respond(now, peer, request, reply);
  }

  private Reply execute(Instant now, Peer peer, CoapMessage request) {
    if (request.option(CoapOptionNumber.PROXY_URI).isPresent()
        || request.option(CoapOptionNumber.PROXY_SCHEME).isPresent()) {
      return Reply.of(CoapCode.PROXYING_NOT_SUPPORTED);
    }
    Optional<ResourceTable.Found> found = resources.find(request.uriPath());
    if (found.isEmpty()) {
      return Reply.of(CoapCode.NOT_FOUND);
    }
    Resource resource = found.get().resource();
    Optional<Function<Call, Reply>> method = resource.method(request.code());
    if (method.isEmpty()) {
      return Reply.of(CoapCode.METHOD_NOT_ALLOWED);
    }
    executions.merge(new Execution(resource.path(), request.code()), 1, Integer::sum);
    executionListener.executed(now, request);
    return method.get().apply(new Call(now, peer, request, found.get().rest()));
  }

  private void respond(Instant now, Peer peer, CoapMessage request, Reply reply) {
    if (reply.timing() == Reply.Timing.NEVER) {
      return;
    }
    Reply part = blocks.cut(request, reply);
    CoapMessage response =
        new CoapMessage(
            CoapType.ACK,
            part.code(),
            request.messageId(),
            request.token(),
            part.options(),
            part.payload());
    boolean confirmable = request.type() == CoapType.CON;
    if (reply.timing() == Reply.Timing.SEPARATE) {
      if (confirmable) {
        answer(now, peer, request, CoapMessage.emptyAck(request.messageId()));
      }
      ConfirmableSender current = confirmables;
      schedule.at(
          now.plus(behaviour.resources().separateDelay()),
          when -> {
            // After a reboot nobody knows what was to be answered.
            if (confirmables == current) {
              respondSeparately(when, peer, response, confirmable);
            }
          });
    } else if (confirmable) {
      answer(now, peer, request, response);
    } else {
      respondSeparately(now, peer, response, false);
    }
  }

  private void respondSeparately(
      Instant now, Peer peer, CoapMessage response, boolean confirmable) {
    CoapMessage own = response.withMessageId(nextMessageId());
    if (confirmable) {
      confirmables.send(now, peer, own.withType(CoapType.CON), (when, end) -> {});
    } else {
      outlet.send(now, peer, own.withType(CoapType.NON));
    }
  }

  /** Says the one thing that duplicates of this message are told again. */
  private void answer(Instant now, Peer peer, CoapMessage message, CoapMessage answer) {
    seen.answered(peer, message.messageId(), answer);
    outlet.send(now, peer, answer);
  }

  private void acknowledged(Instant now, Peer peer, CoapMessage ack) {
    Optional<CoapMessage> request =
        ack.isResponse() ? requests.requestFor(peer, ack) : Optional.empty();
    boolean matches = request.isPresent() && request.get().messageId() == ack.messageId();
    if (ack.isEmpty() || matches) {
      confirmables.end(now, peer, ack.messageId(), End.ACKNOWLEDGED);
    }
    if (matches) {
      requests.end(now, ack.token(), Outcome.RESPONSE, Optional.of(ack));
    }
  }

  private void separateResponse(Instant now, Peer peer, CoapMessage response) {
    Optional<CoapMessage> request = requests.requestFor(peer, response);
    if (response.type() == CoapType.CON) {
      answer(
          now,
          peer,
          response,
          request.isPresent()
              ? CoapMessage.emptyAck(response.messageId())
              : CoapMessage.reset(response.messageId()));
    }
    if (request.isPresent()) {
      // A response that overtakes the ACK stands for it: RFC 7252 5.2.2.
      confirmables.end(now, peer, request.get().messageId(), End.ACKNOWLEDGED);
      requests.end(now, response.token(), Outcome.RESPONSE, Optional.of(response));
    }
  }

  private void requestEnded(Instant now, CoapMessage request, End end) {
    switch (end) {
      case ACKNOWLEDGED -> {} // the response is on its way, on the ACK or later
      case RESET -> requests.end(now, request.token(), Outcome.RESET, Optional.empty());
      case GIVEN_UP -> requests.end(now, request.token(), Outcome.UNACKNOWLEDGED, Optional.empty());
    }
  }

  /** RFC 7252 §4.2: a CON with a format error is rejected; anything else is ignored. */
  private void rejectMalformed(Instant now, Peer peer, Bytes octets) {
    boolean confirmable = octets.size() >= 4 && octets.at(0) >>> 4 == 0x4;
    if (confirmable) {
      outlet.send(now, peer, CoapMessage.reset(octets.at(2) << 8 | octets.at(3)));
    }
  }

  private Observers.Notifier notifier() {
    return new Observers.Notifier() {
      @Override
      public int nextMessageId() {
        return CoapEndpoint.this.nextMessageId();
      }

      @Override
      public void send(Instant now, Peer peer, CoapMessage notification, Observers.Ends ends) {
        if (notification.type() == CoapType.NON) {
          outlet.send(now, peer, notification);
          return;
        }
        confirmables.send(
            now,
            peer,
            notification,
            (when, end) -> {
              if (end == End.ACKNOWLEDGED) {
                ends.acknowledged();
              } else {
                ends.gone();
              }
            });
      }
    };
  }

  private int nextMessageId() {
    messageId = messageId + 1 & 0xFFFF;
    return messageId;
  }

  private Bytes freshToken() {
    byte[] octets = new byte[TOKEN_SIZE];
    Bytes token;
    do {
      random.nextBytes(octets);
      token = Bytes.copyOf(octets);
    } while (requests.isTokenInUse(token));
    return token;
  }

  private static boolean isNotUnderstood(CoapOption option) {
    return CoapOptionNumber.isCritical(option.number()) && !UNDERSTOOD.contains(option.number());
  }
}
