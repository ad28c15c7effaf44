package org.coapsms.engine.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.message.Carriers;
import org.coapsms.engine.message.Messages;
import org.coapsms.engine.message.OutgoingMessage;
import org.coapsms.engine.message.Owner;
import org.coapsms.engine.message.Priority;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.Route;

/**
 * Puts requests on the air: numbers them, chooses their carrier, and sends them again as the repeat
 * rule allows. Not thread-safe.
 */
final class Transmission {
  /** How long a carrier may take to say what became of a segment. */
  private static final Duration QUERY_PATIENCE = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final Outputs outputs;
  private final Directory directory;
  private final Carriers carriers;
  private final Messages messages;
  private final Timing timing;
  private final MessageIds ids;
  private final MessageIds.InUse inUse;
  private final ExchangeIndex index;
  private final Repetition repetition;
  private final ReceiptTrust trust;

  Transmission(
      Ledger ledger,
      Outputs outputs,
      Directory directory,
      Carriers carriers,
      Messages messages,
      Timing timing,
      MessageIds ids,
      MessageIds.InUse inUse,
      ExchangeIndex index,
      Repetition repetition,
      ReceiptTrust trust) {
    this.ledger = ledger;
    this.outputs = outputs;
    this.directory = directory;
    this.carriers = carriers;
    this.messages = messages;
    this.timing = timing;
    this.ids = ids;
    this.inUse = inUse;
    this.index = index;
    this.repetition = repetition;
    this.trust = trust;
  }

  /** Sends a request for the first time; whether there was a Message ID left for it. */
  boolean start(Instant now, ClientExchange exchange) {
    Optional<Integer> messageId = nextMessageId(exchange.subscriber());
    if (messageId.isEmpty()) {
      return false;
    }
    Bytes token =
        ids.token(candidate -> index.byToken(exchange.subscriber(), candidate).isPresent());
    ClientExchange numbered =
        exchange.onAir(exchange.request().withMessageId(messageId.get()).withToken(token));
    CarrierId carrier = firstCarrier(now, numbered);
    OutgoingMessage message = send(now, numbered, carrier, numbered.deadline());
    ClientExchange started = numbered.with(numbered.progress().sent(carrier, message.id()));
    ledger.put(started);
    index.started(started);
    return true;
  }

  /** The retransmission timer has ended: asks, repairs, repeats, or leaves it at that. */
  void repeat(Instant now, ClientExchange exchange) {
    Optional<OutgoingMessage> newest = repetition.newest(exchange);
    if (newest.filter(copy -> stillLeaves(now, exchange, copy)).isPresent()) {
      // The timer starts when its last segment has left.
      ledger.put(exchange.with(exchange.progress().repeatAt(Optional.empty())));
    } else if (newest.filter(copy -> ask(now, exchange, copy)).isPresent()) {
      ledger.put(exchange.with(exchange.progress().asked(now.plus(QUERY_PATIENCE))));
    } else if (repetition.isRepairable(now, exchange)) {
      outputs.note(EventKind.MISSING_REPEATED, exchange.subscriber(), "missing segments");
      ledger.put(exchange.with(exchange.progress().repeatAt(Optional.empty())));
      newest.ifPresent(messages::sendMissingAgain);
    } else {
      repeatWhole(now, exchange);
    }
  }

  /**
   * What a copy of which nothing has left must say to go through another carrier. A device that has
   * seen another copy under another number would take this one for a new request: so it gets a
   * Message ID of its own, and goes only if doing it twice does no harm.
   */
  Optional<Bytes> octetsThrough(
      Instant now, ClientExchange exchange, OutgoingMessage message, CarrierId other) {
    boolean unseen = repetition.copies(exchange).stream().noneMatch(OutgoingMessage::begun);
    if (unseen || directory.sameSender(message.carrier(), other)) {
      ledger.put(exchange.with(exchange.progress().via(other)));
      return Optional.of(message.octets());
    }
    Optional<ClientExchange> anew =
        repetition.idempotent(exchange) ? numberedAnew(exchange) : Optional.empty();
    anew.ifPresent(e -> ledger.put(e.with(e.progress().via(other))));
    return anew.map(e -> e.request().encode());
  }

  private void repeatWhole(Instant now, ClientExchange exchange) {
    RepeatRule.Verdict verdict = repetition.judge(now, exchange);
    if (!verdict.allowed()) {
      outputs.note(EventKind.REPEAT_FORBIDDEN, exchange.subscriber(), verdict.reason());
      ledger.put(exchange.with(exchange.progress().repeatAt(Optional.empty())));
      return;
    }
    exchange.progress().messages().forEach(messages::stop);
    CarrierId usual = exchange.progress().carrier().orElseThrow();
    CarrierId carrier = carrierOfCopy(now, exchange, usual);
    boolean anotherNumber = !directory.sameSender(usual, carrier);
    Optional<ClientExchange> numbered =
        anotherNumber ? numberedAnew(exchange) : Optional.of(exchange);
    if (numbered.isEmpty()) {
      ledger.put(exchange.with(exchange.progress().repeatAt(Optional.empty())));
      return;
    }
    ClientExchange going = numbered.get();
    // Under another number the device knows no copy for one, whenever it comes.
    Instant latest = anotherNumber ? going.deadline() : verdict.arriveBy().orElse(going.deadline());
    OutgoingMessage copy = send(now, going, carrier, latest);
    outputs.note(
        EventKind.MESSAGE_REPEATED,
        going.subscriber(),
        "copy " + (going.progress().copies() + 1) + " through " + carrier);
    ledger.put(going.with(going.progress().sent(carrier, copy.id())));
  }

  private boolean ask(Instant now, ClientExchange exchange, OutgoingMessage copy) {
    return !exchange.progress().times().asked()
        && trust.trusts(copy.carrier())
        && messages.ask(now, copy);
  }

  private Optional<ClientExchange> numberedAnew(ClientExchange exchange) {
    int former = exchange.request().messageId();
    Optional<ClientExchange> anew =
        nextMessageId(exchange.subscriber())
            .map(
                id ->
                    exchange
                        .onAir(exchange.request().withMessageId(id))
                        .with(exchange.progress().numberedAnew(former)));
    anew.ifPresent(index::number);
    return anew;
  }

  private Optional<Integer> nextMessageId(Subscriber to) {
    return ids.next(to, candidate -> inUse.test(to, candidate));
  }

  /** A subscriber stays with its carrier while one of its exchanges is open. */
  private CarrierId firstCarrier(Instant now, ClientExchange exchange) {
    return index
        .openExchange(exchange.subscriber())
        .flatMap(open -> open.progress().carrier())
        .orElseGet(() -> carriers.choose(now, exchange.subscriber(), route(exchange.subscriber())));
  }

  /** The usual carrier; else one with its number; else, if doing it twice does no harm, any. */
  private CarrierId carrierOfCopy(Instant now, ClientExchange exchange, CarrierId usual) {
    if (carriers.usable(now, usual)) {
      return usual;
    }
    Subscriber to = exchange.subscriber();
    return route(to).carriers().stream()
        .filter(other -> directory.sameSender(usual, other) && carriers.usable(now, other))
        .findFirst()
        .or(
            () ->
                repetition.idempotent(exchange)
                    ? carriers.usableFor(now, to, route(to))
                    : Optional.empty())
        .orElse(usual);
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

  /** Whether a copy is on its way out, or waits where another one would wait too. */
  private boolean stillLeaves(Instant now, ClientExchange exchange, OutgoingMessage copy) {
    return copy.unsent() && carrierOfCopy(now, exchange, copy.carrier()).equals(copy.carrier());
  }

  private Route route(Subscriber to) {
    return directory.route(to).orElseThrow();
  }
}
