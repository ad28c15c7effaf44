package org.coapsms.bridge.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Answer;
import org.coapsms.engine.RequestId;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.network.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Is one client's request until its answer has left. May be called from any thread; what it does
 * runs in the turn of its exchange, so that ACK and answer never cross.
 */
final class Waiting {
  /** How a client is known by which it must be told. */
  private final RequestId id;

  private final String origin;
  private final Exchange exchange;
  private final CoapMessage request;
  private final boolean forward;
  private final CoapTrace trace;
  private final CompletableFuture<Void> left = new CompletableFuture<>();

  // Owned by the exchange's turn.
  private boolean answered;
  private @Nullable Future<?> acceptance;

  Waiting(
      RequestId id,
      String origin,
      Exchange exchange,
      CoapMessage request,
      boolean forward,
      CoapTrace trace) {
    this.id = id;
    this.origin = origin;
    this.exchange = exchange;
    this.request = request;
    this.forward = forward;
    this.trace = trace;
  }

  RequestId id() {
    return id;
  }

  String origin() {
    return origin;
  }

  /** The request is durable: its client is told so, unless the answer comes within the hold. */
  void committed(Duration hold, ScheduledExecutorService timers) {
    inTurn(
        () -> {
          if (!answered && request.type() == CoapType.CON) {
            acceptance =
                timers.schedule(() -> inTurn(this::accept), hold.toMillis(), TimeUnit.MILLISECONDS);
          }
        });
  }

  /**
   * Answers the client, unless it wants no answer of this kind.
   *
   * @param reset what to do if the client has no use for the answer
   */
  void answer(Answer answer, Runnable reset) {
    Optional<CoapMessage> reply = Replies.reply(request, answer, forward);
    inTurn(
        () -> {
          if (answered) {
            return;
          }
          if (reply.isPresent()) {
            send(reply.get(), reset);
          } else {
            accept();
            left.complete(null);
          }
          answered = true;
        });
  }

  /** Complete once the answer was handed to the network. */
  CompletableFuture<Void> left() {
    return left;
  }

  /** A newer copy of the request waits in its place. */
  void superseded() {
    inTurn(
        () -> {
          answered = true;
          stopWaiting();
        });
  }

  private void accept() {
    stopWaiting();
    if (!answered && request.type() == CoapType.CON && !exchange.getRequest().isAcknowledged()) {
      exchange.sendAccept();
      trace.sent(client(), CoapMessage.emptyAck(request.messageId()));
    }
  }

  private void send(CoapMessage reply, Runnable reset) {
    stopWaiting();
    CarriedResponse response = new CarriedResponse(reply);
    response.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onSent(boolean retransmission) {
            left.complete(null);
            traceSent(response);
          }

          @Override
          public void onAcknowledgement() {
            trace.received(client(), CoapMessage.emptyAck(response.getMID()));
          }

          @Override
          public void onReject() {
            trace.received(client(), CoapMessage.reset(response.getMID()));
            reset.run();
          }
        });
    exchange.sendResponse(response);
  }

  private void traceSent(CarriedResponse response) {
    trace.sent(
        client(),
        response
            .content()
            .withType(CoapType.of(response.getType().value))
            .withMessageId(response.getMID())
            .withToken(Bytes.copyOf(response.getTokenBytes())));
  }

  private InetSocketAddress client() {
    return exchange.getRemoteSocketAddress();
  }

  private void stopWaiting() {
    if (acceptance != null) {
      acceptance.cancel(false);
      acceptance = null;
    }
  }

  private void inTurn(Runnable work) {
    try {
      exchange.execute(work);
    } catch (RejectedExecutionException closed) {
      left.complete(null);
    }
  }
}
