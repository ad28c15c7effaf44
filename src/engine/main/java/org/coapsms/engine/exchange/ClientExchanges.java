package org.coapsms.engine.exchange;

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
import org.coapsms.engine.message.Carriers;
import org.coapsms.engine.message.IncomingMessage;
import org.coapsms.engine.message.MessageEvents.Undeliverable;
import org.coapsms.engine.message.Messages;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.Priority;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;

/**
 * Carries requests of IP clients to devices: one outstanding per subscriber, repeated as the repeat
 * rule allows, ended by a response or a truthful failure. Not thread-safe.
 */
public class ClientExchanges {
  /** Every late CON response is acknowledged, but not for ever. */
  private static final int MOST_LATE_ACKS = 4;

  /** How often a message goes again whole because the network proved that it did not arrive. */
  private static final int MOST_PROVED_REPEATS = 3;

  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final Messages messages;
  private final Timing timing;
  private final ResponseRule responseRule;
  private final ReceiptTrust trust = new ReceiptTrust();
  private final ExchangeIndex index;
  private final Repetition repetition;
  private final Intake intake;
  private final LastWords lastWords;
  private final Transmission transmission;

  public ClientExchanges(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      Carriers carriers,
      Messages messages,
      Timing timing,
      MessageIds ids,
      MessageIds.InUse inUse,
      RepeatRule repeatRule,
      ResponseRule responseRule) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.messages = messages;
    this.timing = timing;
    this.responseRule = responseRule;
    this.repetition = new Repetition(directory, messages, timing, repeatRule, trust);
    this.index = new ExchangeIndex(ledger);
    this.lastWords = new LastWords(ledger, outputs, timing);
    this.intake = new Intake(directory, messages, carriers, index);
    this.transmission =
        new Transmission(
            ledger,
            outputs,
            directory,
            carriers,
            messages,
            timing,
            ids,
            inUse,
            index,
            repetition,
            trust);
  }

  /** Takes in a request, or says at once why not. */
  public void request(Instant now, long id, Input.ClientRequest input) {
    Optional<ClientExchange> same = index.byOrigin(input.origin());
    if (same.isPresent()) {
      repeatedByClient(same.get(), input.id());
      return;
    }
    Optional<Answer.Failure> refusal = intake.refusal(now, input);
    if (refusal.isPresent()) {
      refuse(input, refusal.get());
      return;
    }
    ClientExchange exchange = intake.taken(now, id, input);
    ledger.put(exchange);
    index.add(exchange);
    outputs.note(
        EventKind.REQUEST_ACCEPTED,
        input.to(),
        exchange.request().type() + " " + input.request().code());
    startNext(now, input.to());
  }

  /** The client does not want the answer any more; the device's exchange goes on. */
  public void gone(RequestId id) {
    index
        .byRequest(id)
        .filter(exchange -> exchange.stage() != Stage.FINISHED)
        .ifPresent(
            exchange -> {
              index.renamed(exchange, LastWords.NOBODY);
              ledger.put(exchange.askedBy(LastWords.NOBODY));
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
              Optional<Instant> later =
                  held.times().repeatAt().map(at -> at.isBefore(until) ? until : at);
              ledger.put(exchange.with(held.repeatAt(later)));
            });
  }

  /** What a copy of which nothing has left must say to go through another carrier, if it may. */
  public Optional<Bytes> octetsThrough(Instant now, OutgoingMessage message, CarrierId other) {
    return active(message)
        .flatMap(exchange -> transmission.octetsThrough(now, exchange, message, other));
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
              } else if (!otherMayArrive) {
                finish(now, exchange, Answer.failure(Reason.UNDELIVERABLE, why.reason()));
              } else if (why.permanent()) {
                // Another copy may have been executed, and its answer be on its way: "could not
                // be delivered" would be untrue. But nothing more leaves for a number that is
                // barred.
                ledger.put(exchange.with(exchange.progress().noMoreCopies(exchange.deadline())));
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
      finish(now, exchange, LastWords.atDeadline(exchange, repetition.copies(exchange)));
    } else {
      transmission.repeat(now, exchange);
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

  /** Whether a Message ID towards a subscriber belongs to a request of ours. */
  public boolean uses(Subscriber to, int messageId) {
    return index.byMessageId(to, messageId).isPresent();
  }

  /** Takes over what the store remembered. */
  public void recover(Instant now) {
    lastWords.again(now);
    List<Subscriber> waiting = index.recover();
    waiting.forEach(subscriber -> startNext(now, subscriber));
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
    if (!transmission.start(now, exchange)) {
      index.closed(exchange);
      finish(
          now,
          exchange,
          Answer.failure(Reason.OVERLOADED, "all Message IDs of this device are in use"));
    }
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
    if (!exchange.requestId().equals(LastWords.NOBODY)) {
      outputs.act(new Action.AnswerClient(exchange.requestId(), answer));
    }
    startNext(now, exchange.subscriber());
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
