package org.coapsms.bridge.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Answer.Reason;
import org.coapsms.engine.Input;
import org.coapsms.engine.RequestId;
import org.coapsms.runtime.EngineLoop;
import org.coapsms.runtime.EngineWatcher;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.jspecify.annotations.Nullable;

/**
 * Lets CoAP clients reach devices: a forward proxy for {@code coap+sms} addresses and a reverse
 * proxy under {@code /+NUMBER/path}. Thread-safe; nothing in it waits.
 */
public final class CoapProxyFace implements AutoCloseable {
  /**
   * How long a durable request's Empty ACK waits for the answer to ride on it: a client repeats
   * after 2 s at the earliest (RFC 7252 §4.8), so this leaves a second for the way.
   */
  public static final Duration ACK_HOLD = Duration.ofSeconds(1);

  /** More open requests than this get 5.03: each of them may cost money and takes memory. */
  private static final int MOST_OPEN = 100_000;

  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final CoapEndpoint endpoint;
  private final Duration ackHold;
  private final CoapThreads threads;
  private final CoapTrace trace;

  /** Request ids of an earlier life must not be mistaken for ours. */
  private final String life;

  private final AtomicLong count = new AtomicLong();
  private final Map<RequestId, Waiting> open = new ConcurrentHashMap<>();
  private final Map<String, Waiting> byOrigin = new ConcurrentHashMap<>();
  private volatile @Nullable EngineLoop loop;

  /**
   * Prepares a face; {@link #start} opens its socket.
   *
   * @param ackHold how long an Empty ACK waits for the answer, {@link #ACK_HOLD} as a rule
   * @param random makes this face's request ids differ from those of every other
   */
  public CoapProxyFace(
      InetSocketAddress address,
      Duration ackHold,
      CoapThreads threads,
      EngineWatcher watcher,
      InstantSource clock,
      RandomGenerator random) {
    this.ackHold = ackHold;
    this.threads = threads;
    this.trace = new CoapTrace("coap", watcher, clock);
    this.life = Long.toUnsignedString(random.nextLong(), 36);
    this.endpoint = TransparentEndpoint.at(address);
    endpoint.setExecutor(threads.executor());
    endpoint.setMessageDeliverer(
        new MessageDeliverer() {
          @Override
          public void deliverRequest(Exchange exchange) {
            arrived(exchange);
          }

          @Override
          public void deliverResponse(Exchange exchange, Response response) {
            throw new IllegalStateException("a response to a face, which asks nothing");
          }
        });
  }

  /** Opens the socket; requests go to the loop from now on. */
  public void start(EngineLoop engineLoop) throws IOException {
    loop = engineLoop;
    endpoint.start();
  }

  /** Where clients reach it; the port is known once it has started. */
  public InetSocketAddress address() {
    return endpoint.getAddress();
  }

  /** How many clients wait for an answer at present. */
  public int openRequests() {
    return open.size();
  }

  /** Gives a client its answer; nothing happens if nobody waits for it here. */
  public void answer(RequestId id, Answer answer) {
    Optional<Waiting> waiting = Optional.ofNullable(open.remove(id));
    waiting.ifPresent(
        request -> {
          byOrigin.remove(request.origin(), request);
          request.answer(answer, () -> gone(id));
        });
  }

  /** Tells all who wait that no answer will come, and closes the socket. */
  @Override
  public void close() {
    loop = null;
    List<Waiting> left = List.copyOf(open.values());
    Answer stopped =
        Answer.failure(Reason.TIMED_OUT, "the bridge stops; the request may have been executed");
    left.forEach(request -> answer(request.id(), stopped));
    try {
      CompletableFuture.allOf(left.stream().map(Waiting::left).toArray(CompletableFuture<?>[]::new))
          .get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Who was not told finds out when its own patience ends.
    }
    endpoint.destroy();
  }

  private void arrived(Exchange exchange) {
    CoapMessage request;
    try {
      request = TransparentEndpoint.read(exchange.getRequest());
    } catch (MalformedCoap e) {
      exchange.sendReject();
      return;
    }
    InetSocketAddress client = exchange.getRemoteSocketAddress();
    trace.received(client, request);
    RequestId id = new RequestId("coap-" + life + "-" + count.incrementAndGet());
    Proxying.Verdict verdict = Proxying.judge(request);
    EngineLoop current = loop;
    if (verdict instanceof Proxying.ToDevice toDevice) {
      Waiting waiting =
          new Waiting(id, origin(client, request), exchange, request, toDevice.forward(), trace);
      if (current == null) {
        waiting.answer(Answer.failure(Reason.NOTHING_SENT, "the bridge stops"), () -> {});
      } else if (open.size() >= MOST_OPEN) {
        waiting.answer(Answer.failure(Reason.OVERLOADED, "too many requests are open"), () -> {});
      } else {
        handIn(current, waiting, toDevice);
      }
    } else if (verdict instanceof Proxying.Answered answered) {
      new Waiting(id, "", exchange, request, false, trace)
          .answer(new Answer.Response(answered.response()), () -> {});
    }
  }

  private void handIn(EngineLoop current, Waiting waiting, Proxying.ToDevice toDevice) {
    open.put(waiting.id(), waiting);
    Waiting before = byOrigin.put(waiting.origin(), waiting);
    if (before != null) {
      // The engine sees from the origin that it is the same, and will answer the newer one.
      open.remove(before.id());
      before.superseded();
    }
    // The loop completes it without exception, also when it has ended.
    CompletableFuture<Void> unused =
        current
            .request(
                new Input.ClientRequest(
                    waiting.id(),
                    waiting.origin(),
                    toDevice.to(),
                    toDevice.request(),
                    Optional.empty()))
            .thenAccept(
                durable -> {
                  // What is not durable is not acknowledged: the client repeats it, or gives up.
                  if (durable) {
                    waiting.committed(ackHold, threads.executor());
                  }
                });
  }

  private void gone(RequestId id) {
    EngineLoop current = loop;
    if (current != null) {
      current.clientGone(id);
    }
  }

  private static String origin(InetSocketAddress client, CoapMessage request) {
    return client.getAddress().getHostAddress()
        + ":"
        + client.getPort()
        + "/"
        + request.messageId()
        + "/"
        + request.token();
  }
}
