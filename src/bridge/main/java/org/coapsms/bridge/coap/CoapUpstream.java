package org.coapsms.bridge.coap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Answer.Reason;
import org.coapsms.runtime.EngineWatcher;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;

/**
 * Asks one CoAP server what devices want to know, with the device's method, options and payload.
 * Thread-safe; nothing in it waits.
 */
public final class CoapUpstream implements AutoCloseable {
  /** Options that are not for this server: it is addressed by the bridge, and not observed. */
  private static final Set<Integer> NOT_PASSED =
      Set.of(
          CoapOptionNumber.URI_HOST,
          CoapOptionNumber.URI_PORT,
          CoapOptionNumber.OBSERVE,
          CoapOptionNumber.HOP_LIMIT);

  private final InetSocketAddress server;
  private final List<String> basePath;
  private final Duration patience;
  private final CoapThreads threads;
  private final CoapEndpoint endpoint;
  private final CoapTrace trace;

  /**
   * Prepares an upstream; {@link #start} opens its socket.
   *
   * @param server where it is; resolved, so that no request waits for a name
   * @param basePath what stands before the device's own path
   * @param patience how long the server may take after it has promised an answer
   */
  public CoapUpstream(
      InetSocketAddress server,
      List<String> basePath,
      Duration patience,
      CoapThreads threads,
      EngineWatcher watcher,
      InstantSource clock) {
    if (server.isUnresolved()) {
      throw new IllegalArgumentException("the upstream's address is not resolved: " + server);
    }
    this.server = server;
    this.basePath = List.copyOf(basePath);
    this.patience = patience;
    this.threads = threads;
    this.trace = new CoapTrace("upstream", watcher, clock);
    InetAddress from =
        server.getAddress().isLoopbackAddress()
            ? server.getAddress()
            : new InetSocketAddress(0).getAddress();
    this.endpoint = TransparentEndpoint.at(new InetSocketAddress(from, 0));
    endpoint.setExecutor(threads.executor());
    endpoint.setMessageDeliverer(new OnlyResponses());
  }

  public void start() throws IOException {
    endpoint.start();
  }

  /**
   * Asks, and hands over exactly one answer, on another thread as a rule.
   *
   * @param request as the device sent it; Message ID and token are replaced
   */
  public void ask(CoapMessage request, Consumer<Answer> answer) {
    if (request.option(CoapOptionNumber.PROXY_URI).isPresent()
        || request.option(CoapOptionNumber.PROXY_SCHEME).isPresent()) {
      // A device does not choose where the bridge sends packets.
      answer.accept(
          new Answer.Response(
              Proxying.diagnostic(
                  CoapCode.PROXYING_NOT_SUPPORTED, "the bridge proxies to its upstream only")));
      return;
    }
    CarriedRequest asked = new CarriedRequest(towardsServer(request), server);
    asked.addMessageObserver(new Question(asked, answer));
    endpoint.sendRequest(asked);
  }

  @Override
  public void close() {
    endpoint.destroy();
  }

  private CoapMessage towardsServer(CoapMessage request) {
    List<CoapOption> options = new ArrayList<>();
    basePath.forEach(s -> options.add(CoapOption.string(CoapOptionNumber.URI_PATH, s)));
    request.options().stream()
        .filter(option -> !NOT_PASSED.contains(option.number()))
        .forEach(options::add);
    return request.withOptions(options).withType(CoapType.CON);
  }

  /** Waits for what becomes of one request and tells it once. */
  private final class Question extends MessageObserverAdapter {
    private final CarriedRequest request;
    private final Consumer<Answer> answer;
    private final AtomicBoolean told = new AtomicBoolean();
    private final ScheduledFuture<?> end;

    Question(CarriedRequest request, Consumer<Answer> answer) {
      this.request = request;
      this.answer = answer;
      this.end =
          threads.executor().schedule(request::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onSent(boolean retransmission) {
      trace.sent(server, request.content().withType(CoapType.CON).withMessageId(request.getMID()));
    }

    @Override
    public void onResponse(Response response) {
      try {
        CoapMessage message = TransparentEndpoint.read(response);
        trace.received(server, message);
        tell(new Answer.Response(message.withoutOption(CoapOptionNumber.OBSERVE)));
      } catch (MalformedCoap e) {
        tell(Answer.failure(Reason.UNDELIVERABLE, "the upstream's answer is malformed"));
      }
    }

    @Override
    public void onTimeout() {
      tell(Answer.failure(Reason.TIMED_OUT, "the upstream does not answer"));
    }

    @Override
    public void onReject() {
      tell(Answer.failure(Reason.RESET, "the upstream rejected the request"));
    }

    @Override
    public void onSendError(Throwable error) {
      tell(Answer.failure(Reason.UNDELIVERABLE, "the upstream cannot be reached"));
    }

    @Override
    public void onCancel() {
      tell(Answer.failure(Reason.TIMED_OUT, "the upstream gave no answer in time"));
    }

    private void tell(Answer outcome) {
      if (told.compareAndSet(false, true)) {
        end.cancel(false);
        answer.accept(outcome);
      }
    }
  }

  /** Hands responses to those who asked; a client's socket serves nobody. */
  private static final class OnlyResponses implements MessageDeliverer {
    @Override
    public void deliverRequest(Exchange exchange) {
      exchange.sendReject();
    }

    @Override
    public void deliverResponse(Exchange exchange, Response response) {
      exchange.getRequest().setResponse(response);
    }
  }
}
