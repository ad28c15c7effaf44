package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Action;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Answer.Reason;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Input;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.ClientExchange.Stage;
import org.coapsms.engine.message.IncomingMessage;
import org.coapsms.engine.message.MessageEvents.Undeliverable;
import org.coapsms.engine.message.Messages;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.Priority;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.Route;

/**
 * Carries requests of IP clients to devices: one outstanding per subscriber, repeated as the repeat
 * rule allows, ended by a response or a truthful failure. Not thread-safe.
 */
public class ClientExchanges {
  /** What a client is told to wait when too much is queued for its device. */
  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(60);

  /** Every late CON response is acknowledged, but not for ever. */
  private static final int MOST_LATE_ACKS = 4;

  /** How often a message goes again whole because the network proved that it did not arrive. */
  private static final int MOST_PROVED_REPEATS = 3;

  /** How long after an exchange ended its answer is given again if the bridge restarts. */
  private static final Duration SAY_AGAIN = Duration.ofMinutes(10);

  private static final Bytes TOKEN_TO_COME = Bytes.of(0, 0, 0, 0);
  private static final RequestId NOBODY = new RequestId("");

  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final Messages messages;
  private final Timing timing;
  private final MessageIds ids;
  private final ResponseRule responseRule;
  private final ReceiptTrust trust = new ReceiptTrust();
  private final ExchangeIndex index;
  private final Repetition repetition;

  public ClientExchanges(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      Messages messages,
      Timing timing,
      MessageIds ids,
      RepeatRule repeatRule,
      ResponseRule responseRule) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.messages = messages;
    this.timing = timing;
    this.ids = ids;
    this.responseRule = responseRule;
    this.repetition = new Repetition(directory, messages, timing, repeatRule, trust);
    this.index = new ExchangeIndex(ledger);
  }

  /** Takes in a request, or says at once why not. */
  public void request(Instant now, long id, Input.ClientRequest input) {
    Optional<ClientExchange> same = index.byOrigin(input.origin());
    if (same.isPresent()) {
      repeatedByClient(same.get(), input.id());
      return;
    }
    Optional<Route> route = directory.route(input.to());
    DeviceProfile profile = directory.profile(input.to());
    if (route.isEmpty()) {
      refuse(input, Answer.failure(Reason.NOT_ALLOWED, "no route allows this number"));
      return;
    }
    Optional<String> tooLarge =
        messages.tooLarge(input.to(), input.request().withToken(TOKEN_TO_COME).encode());
    if (tooLarge.isPresent()) {
      refuse(input, Answer.failure(Reason.TOO_LARGE, tooLarge.get()));
      return;
    }
    if (index.waiting(input.to()) >= profile.maxWaiting()
        && index.open(input.to()) >= profile.nstart()) {
      refuse(
          input,
          new Answer.Failure(
              Reason.OVERLOADED,
              "too many requests wait for this device",
              Optional.of(RETRY_WHEN_FULL)));
      return;
    }
    if (route.get().carriers().stream().allMatch(messages::full)) {
      refuse(
          input,
          new Answer.Failure(
              Reason.OVERLOADED,
              "too many short messages wait for every carrier",
              Optional.of(RETRY_WHEN_FULL)));
      return;
    }
    Duration patience = route.get().deadline().orElse(profile.timing().deadline());
    Instant deadline =
        now.plus(input.patience().filter(p -> p.compareTo(patience) < 0).orElse(patience));
    CoapType type = profile.typeOnAir().orElse(input.request().type());
    ClientExchange exchange =
        new ClientExchange(
            id,
            input.id(),
            input.origin(),
            input.to(),
            input.request().withType(type),
            now,
            deadline,
            ClientExchange.Progress.waiting(),
            Optional.empty());
    ledger.put(exchange);
    index.add(exchange);
    outputs.note(EventKind.REQUEST_ACCEPTED, input.to(), type + " " + input.request().code());
    startNext(now, input.to());
  }

  /** The client does not want the answer any more; the device's exchange goes on. */
  public void gone(RequestId id) {
    index
        .byRequest(id)
        .filter(exchange -> exchange.stage() != Stage.FINISHED)
        .ifPresent(
            exchange -> {
              index.renamed(exchange, NOBODY);
              ledger.put(exchange.askedBy(NOBODY));
            });
  }

  /** The last segment of a copy has left: the retransmission timer starts. */
  public void left(Instant now, OutgoingMessage message) {
    active(message)
        .filter(exchange -> newest(exchange) == message.id())
        .ifPresent(
            exchange ->
                ledger.put(
                    exchange.with(
                        exchange.progress().left(now, repetition.next(now, exchange, message)))));
  }

  /** Receipts claim delivery: the retransmission timer starts anew. */
  public void deliveryClaimed(Instant now, OutgoingMessage message) {
    find(message)
        .filter(e -> e.stage() == Stage.FINISHED && e.progress().copies() == 0)
        .filter(e -> e.answer().filter(Answer.Response.class::isInstance).isPresent())
        .ifPresent(e -> timing.deliveredAfterAnswer(message));
    active(message)
        .ifPresent(
            exchange -> {
              if (!trust.trusts(message.carrier())) {
                outputs.note(EventKind.RECEIPT_DISTRUSTED, message.to(), message.carrier().name());
                return;
              }
              if (newest(exchange) == message.id()) {
                ledger.put(
                    exchange.with(
                        exchange.progress().repeatAt(repetition.next(now, exchange, message))));
              }
            });
  }

  /** The network goes on trying: no copy before it has stopped. */
  public void stillTrying(OutgoingMessage message, Instant until) {
    active(message)
        .ifPresent(
            exchange -> {
              ClientExchange.Progress held = exchange.progress().heldUntil(until);
              Optional<Instant> later = held.repeatAt().map(at -> at.isBefore(until) ? until : at);
              ledger.put(exchange.with(held.repeatAt(later)));
            });
  }

  /** Whether no device has seen anything of an exchange; if so, it goes on through the other. */
  public boolean mayMove(OutgoingMessage message, CarrierId other) {
    Optional<ClientExchange> unseen =
        active(message)
            .filter(e -> repetition.copies(e).stream().noneMatch(OutgoingMessage::anyMayArrive));
    unseen.ifPresent(e -> ledger.put(e.with(e.progress().via(other))));
    return unseen.isPresent();
  }

  /** Until when a copy that the network gave up must have arrived if it goes again. */
  public Optional<Instant> againUntil(Instant at, OutgoingMessage message) {
    return active(message).flatMap(exchange -> repetition.againUntil(at, exchange, message));
  }

  /** A copy cannot arrive: the exchange has failed unless another copy may, or may be sent. */
  public void undeliverable(Instant now, OutgoingMessage message, Undeliverable why) {
    find(message)
        .filter(exchange -> exchange.stage() == Stage.ACTIVE)
        .ifPresent(
            exchange -> {
              boolean otherMayArrive =
                  repetition.copies(exchange).stream()
                      .filter(copy -> copy.id() != message.id())
                      .anyMatch(OutgoingMessage::mayArrive);
              if (why.tooLateForSegment() && exchange.progress().copies() < MOST_PROVED_REPEATS) {
                ledger.put(exchange.with(exchange.progress().repeatAt(Optional.of(now))));
              } else if (why.permanent() || !otherMayArrive) {
                finish(now, exchange, Answer.failure(Reason.UNDELIVERABLE, why.reason()));
              }
            });
  }

  /** The deadline, the retransmission timer or the end of a memory has come. */
  public void due(Instant now, ClientExchange exchange) {
    if (exchange.stage() == Stage.FINISHED) {
      exchange.progress().messages().forEach(messages::forget);
      index.remove(exchange);
      ledger.remove(exchange.key());
    } else if (!exchange.deadline().isAfter(now)) {
      finish(now, exchange, late(exchange));
    } else {
      repeat(now, exchange);
    }
  }

  /** A response came; it ends the exchange whose token it has. */
  public void response(Instant now, IncomingMessage incoming, CoapMessage response) {
    Optional<ClientExchange> found = responseRule.exchange(index, incoming.from(), response);
    if (found.isEmpty()) {
      outputs.note(EventKind.RESPONSE_UNMATCHED, incoming.from(), response.code().toString());
      return;
    }
    ClientExchange exchange = found.get();
    if (exchange.stage() == Stage.FINISHED) {
      boolean answered = exchange.answer().filter(Answer.Response.class::isInstance).isPresent();
      outputs.note(
          answered ? EventKind.RESPONSE_REPEATED : EventKind.RESPONSE_LATE,
          incoming.from(),
          response.code().toString());
      ledger.put(exchange.with(exchange.progress().anotherLateCopy()));
      if (answered && exchange.progress().lateCopies() < exchange.progress().copies()) {
        timing.answeredAfterAll(exchange);
      }
      if (exchange.progress().lateCopies() < MOST_LATE_ACKS) {
        acknowledge(now, incoming, response);
      }
      return;
    }
    acknowledge(now, incoming, response);
    finish(now, exchange, new Answer.Response(response));
  }

  /** An Empty ACK came: the device has the request and promised a response. */
  public boolean acknowledged(Instant now, Subscriber from, int messageId) {
    Optional<ClientExchange> found = index.byMessageId(from, messageId);
    found
        .filter(exchange -> exchange.stage() == Stage.ACTIVE)
        .ifPresent(
            exchange -> {
              exchange.progress().messages().forEach(messages::stop);
              ledger.put(exchange.with(exchange.progress().acknowledged()));
              index.closed(exchange);
              startNext(now, from);
            });
    return found.isPresent();
  }

  /** A Reset came: the device has no use for the message. */
  public boolean reset(Instant now, Subscriber from, int messageId) {
    Optional<ClientExchange> found = index.byMessageId(from, messageId);
    found
        .filter(exchange -> exchange.stage() != Stage.FINISHED)
        .ifPresent(
            exchange ->
                finish(
                    now,
                    exchange,
                    Answer.failure(Reason.RESET, "the device rejected the message")));
    return found.isPresent();
  }

  /** Takes over what the store remembered. */
  public void recover(Instant now) {
    answerAgain(now);
    List<Subscriber> waiting = index.recover();
    waiting.forEach(subscriber -> startNext(now, subscriber));
  }

  /** What was decided just before a crash may not have been said; saying it twice does no harm. */
  private void answerAgain(Instant now) {
    ledger.entries().stream()
        .filter(ClientExchange.class::isInstance)
        .map(ClientExchange.class::cast)
        .filter(exchange -> exchange.stage() == Stage.FINISHED)
        .filter(exchange -> !exchange.requestId().equals(NOBODY))
        .filter(
            exchange ->
                exchange
                    .progress()
                    .forgetAt()
                    .filter(at -> at.minus(timing.memory(exchange)).plus(SAY_AGAIN).isAfter(now))
                    .isPresent())
        .forEach(
            exchange ->
                exchange
                    .answer()
                    .ifPresent(
                        answer ->
                            outputs.act(new Action.AnswerClient(exchange.requestId(), answer))));
  }

  private void repeatedByClient(ClientExchange exchange, RequestId newest) {
    outputs.note(EventKind.REQUEST_REPEATED_BY_CLIENT, exchange.subscriber(), exchange.origin());
    if (exchange.answer().isPresent()) {
      outputs.act(new Action.AnswerClient(newest, exchange.answer().get()));
    } else {
      index.renamed(exchange, newest);
      ledger.put(exchange.askedBy(newest));
    }
  }

  private void refuse(Input.ClientRequest input, Answer.Failure why) {
    outputs.note(EventKind.REQUEST_REFUSED, input.to(), why.reason() + ": " + why.detail());
    outputs.act(new Action.AnswerClient(input.id(), why));
  }

  private void startNext(Instant now, Subscriber subscriber) {
    int nstart = directory.profile(subscriber).nstart();
    Optional<ClientExchange> next = index.nextWaiting(subscriber);
    while (next.isPresent() && index.open(subscriber) < nstart) {
      start(now, next.get());
      next = index.nextWaiting(subscriber);
    }
  }

  private void start(Instant now, ClientExchange exchange) {
    Subscriber to = exchange.subscriber();
    Optional<Integer> messageId =
        ids.next(to, candidate -> index.byMessageId(to, candidate).isPresent());
    if (messageId.isEmpty()) {
      index.closed(exchange);
      finish(
          now,
          exchange,
          Answer.failure(Reason.OVERLOADED, "all Message IDs of this device are in use"));
      return;
    }
    Bytes token = ids.token();
    ClientExchange numbered =
        exchange.onAir(exchange.request().withMessageId(messageId.get()).withToken(token));
    CarrierId carrier = carrier(numbered);
    OutgoingMessage message = send(now, numbered, carrier, numbered.deadline());
    ClientExchange started = numbered.with(numbered.progress().sent(carrier, message.id()));
    ledger.put(started);
    index.started(started);
  }

  /** A subscriber stays with its carrier while one of its exchanges is open. */
  private CarrierId carrier(ClientExchange exchange) {
    return index
        .openExchange(exchange.subscriber())
        .flatMap(open -> open.progress().carrier())
        .orElseGet(
            () -> messages.choose(directory.route(exchange.subscriber()).orElseThrow().carriers()));
  }

  private OutgoingMessage send(
      Instant now, ClientExchange exchange, CarrierId carrier, Instant latest) {
    Duration returnLeg = timing.returnLeg(exchange, carrier, now);
    Instant expires = exchange.deadline().minus(returnLeg);
    return messages.send(
        now,
        new Owner(Owner.Kind.CLIENT_EXCHANGE, exchange.id()),
        exchange.subscriber(),
        carrier,
        Priority.REQUEST,
        exchange.request().encode(),
        latest.isBefore(expires) ? latest : expires);
  }

  private void repeat(Instant now, ClientExchange exchange) {
    if (repetition.newest(exchange).filter(this::stillLeaves).isPresent()) {
      // The timer starts when its last segment has left.
      ledger.put(exchange.with(exchange.progress().repeatAt(Optional.empty())));
      return;
    }
    if (repetition.isRepairable(now, exchange)) {
      outputs.note(EventKind.MISSING_REPEATED, exchange.subscriber(), "missing segments");
      ledger.put(exchange.with(exchange.progress().repeatAt(Optional.empty())));
      repetition.newest(exchange).ifPresent(messages::sendMissingAgain);
      return;
    }
    RepeatRule.Verdict verdict = repetition.judge(now, exchange);
    if (!verdict.allowed()) {
      outputs.note(EventKind.REPEAT_FORBIDDEN, exchange.subscriber(), verdict.reason());
      ledger.put(exchange.with(exchange.progress().repeatAt(Optional.empty())));
      return;
    }
    exchange.progress().messages().forEach(messages::stop);
    CarrierId carrier = carrierOfCopy(exchange);
    OutgoingMessage copy =
        send(now, exchange, carrier, verdict.arriveBy().orElse(exchange.deadline()));
    outputs.note(
        EventKind.MESSAGE_REPEATED,
        exchange.subscriber(),
        "copy " + (exchange.progress().copies() + 1));
    ledger.put(exchange.with(exchange.progress().sent(carrier, copy.id())));
  }

  /** A copy may leave through another carrier only if devices see the same sender. */
  private CarrierId carrierOfCopy(ClientExchange exchange) {
    CarrierId usual = exchange.progress().carrier().orElseThrow();
    return messages.available(usual)
        ? usual
        : directory.route(exchange.subscriber()).orElseThrow().carriers().stream()
            .filter(other -> directory.sameSender(usual, other) && messages.available(other))
            .findFirst()
            .orElse(usual);
  }

  private void acknowledge(Instant now, IncomingMessage incoming, CoapMessage response) {
    DeviceProfile profile = directory.profile(incoming.from());
    if (response.type() == CoapType.CON && profile.acknowledgesDevice()) {
      messages.send(
          now,
          Owner.NOBODY,
          incoming.from(),
          incoming.carrier(),
          Priority.ACKNOWLEDGEMENT,
          CoapMessage.emptyAck(response.messageId()).encode(),
          now.plus(profile.timing().deviceAckTimeout()));
    }
  }

  private void finish(Instant now, ClientExchange exchange, Answer answer) {
    boolean answered = answer instanceof Answer.Response;
    exchange.progress().messages().forEach(messages::stop);
    List<OutgoingMessage> copies = repetition.copies(exchange);
    copies.stream()
        .filter(OutgoingMessage::delivered)
        .findFirst()
        .ifPresent(copy -> trust.ended(copy.carrier(), answered));
    if (answered && !copies.isEmpty()) {
      timing.answered(now, exchange, copies);
    } else if (!copies.isEmpty()) {
      timing.unanswered(exchange, copies);
    }
    outputs.note(
        answered ? EventKind.EXCHANGE_ANSWERED : EventKind.EXCHANGE_FAILED,
        exchange.subscriber(),
        answer instanceof Answer.Failure failure
            ? failure.reason() + ": " + failure.detail()
            : ((Answer.Response) answer).message().code().toString());
    ledger.put(exchange.finished(answer, now.plus(timing.memory(exchange))));
    index.finished(exchange);
    if (!exchange.requestId().equals(NOBODY)) {
      outputs.act(new Action.AnswerClient(exchange.requestId(), answer));
    }
    startNext(now, exchange.subscriber());
  }

  private Answer late(ClientExchange exchange) {
    List<OutgoingMessage> copies = repetition.copies(exchange);
    if (exchange.stage() == Stage.ACKNOWLEDGED) {
      return Answer.failure(Reason.TIMED_OUT, "the device has the request but did not answer");
    }
    if (copies.stream().allMatch(copy -> copy.firstLeft().isEmpty())) {
      return Answer.failure(Reason.NOTHING_SENT, "no carrier could take the request in time");
    }
    return copies.stream().anyMatch(OutgoingMessage::outcomeUnknown)
        ? Answer.failure(Reason.TIMED_OUT, "no answer; outcome unknown")
        : Answer.failure(Reason.TIMED_OUT, "no answer; the request may have been executed");
  }

  private boolean stillLeaves(OutgoingMessage copy) {
    return copy.unsent() && messages.available(copy.carrier());
  }

  private Optional<ClientExchange> find(OutgoingMessage message) {
    return ledger.find(message.owner().entry(), ClientExchange.class);
  }

  private Optional<ClientExchange> active(OutgoingMessage message) {
    return find(message).filter(exchange -> exchange.stage() == Stage.ACTIVE);
  }

  private static long newest(ClientExchange exchange) {
    List<Long> all = exchange.progress().messages();
    return all.get(all.size() - 1);
  }
}
