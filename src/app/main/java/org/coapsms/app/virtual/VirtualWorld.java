package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Action;
import org.coapsms.engine.Answer;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Change;
import org.coapsms.engine.Engine;
import org.coapsms.engine.Input;
import org.coapsms.engine.Noted;
import org.coapsms.engine.Step;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.simulator.network.MobileNetwork;

/**
 * Does what the bridge wants done: carriers, clients and the upstream, with the checks watching.
 */
final class VirtualWorld implements VirtualNode.World {
  private static final Duration SLOWEST_UPSTREAM = Duration.ofSeconds(90);

  private final MobileNetwork network;
  private final RandomGenerator random;
  private final Checks checks;
  private final QuotaCheck quotaCheck;
  private final History history;
  private final List<VirtualClient> clients;
  private final Map<String, VirtualClient> byRequest = new HashMap<>();
  private final Map<Long, VirtualClient> byExchange = new HashMap<>();
  private final Map<String, ClientExchange> exchanges = new HashMap<>();
  private final Map<CarrierId, VirtualCarrier> carriers = new HashMap<>();
  private final List<VirtualCarrier> inOrder = new ArrayList<>();
  private int crashes;

  VirtualWorld(
      MobileNetwork network,
      RandomGenerator random,
      Checks checks,
      QuotaCheck quotaCheck,
      History history,
      List<VirtualClient> clients) {
    this.network = network;
    this.random = random;
    this.checks = checks;
    this.quotaCheck = quotaCheck;
    this.history = history;
    this.clients = clients;
    clients.forEach(client -> byRequest.put(client.id().value(), client));
  }

  void add(VirtualCarrier carrier) {
    carriers.put(carrier.id(), carrier);
    inOrder.add(carrier);
  }

  List<VirtualCarrier> carriers() {
    return inOrder;
  }

  int crashes() {
    return crashes;
  }

  /** The client for whom an exchange is made. */
  Optional<VirtualClient> client(long exchange) {
    return Optional.ofNullable(byExchange.get(exchange));
  }

  @Override
  public void submit(Instant now, VirtualNode node, Action.Submit action) {
    checks.air().submitted(now, action.submission(), node.store());
    VirtualCarrier carrier = carriers.get(action.submission().carrier());
    if (carrier != null && carrier.submit(now, action.submission())) {
      quotaCheck.left(now, carrier.id());
      node.store()
          .messageOf(action.submission().id())
          .flatMap(Checks::exchangeOf)
          .flatMap(this::client)
          .ifPresent(VirtualClient::shortMessageLeft);
    }
  }

  @Override
  public void ask(Instant now, VirtualNode node, Action.Ask action) {
    VirtualCarrier carrier = carriers.get(action.query().carrier());
    if (carrier != null) {
      carrier.query(now, action.query());
    }
  }

  @Override
  public void answerClient(Instant now, VirtualNode node, Action.AnswerClient action) {
    VirtualClient client = byRequest.get(action.id().value());
    if (client == null) {
      checks.broken("I2", "an answer for nobody: " + action.id());
      return;
    }
    history.happened(now, action.id().value(), summary(action.answer()));
    // A request is also accepted when its answer comes before the client heard so.
    client.accepted();
    boolean first = client.answered(now, action.answer());
    checks
        .answers()
        .answered(
            now,
            client,
            action.answer(),
            first,
            Optional.ofNullable(exchanges.get(action.id().value())),
            node.store());
  }

  @Override
  public void askUpstream(Instant now, VirtualNode node, Action.AskUpstream action) {
    checks.deviceTraffic().asked(action.id(), action.from(), action.request());
    Answer answer =
        new Answer.Response(
            CoapMessage.response(CoapType.ACK, CoapCode.CHANGED, action.request().token())
                .withPayload(Checks.mark(Checks.number(action.request().uriQuery()).orElse(-1))));
    network.at(
        now.plusMillis(1 + random.nextLong(SLOWEST_UPSTREAM.toMillis())),
        when ->
            node.handle(when, new Input.UpstreamAnswered(action.id(), answer), committed -> {}));
  }

  @Override
  public void started(Instant when, VirtualNode started) {
    for (VirtualCarrier carrier : inOrder) {
      if (!carrier.isDown()) {
        started.handle(when, new Input.AvailabilityChanged(carrier.id(), true), committed -> {});
      }
    }
  }

  @Override
  public void noted(Instant when, Noted noted) {
    history.happened(when, noted.kind().name(), noted.subscriber() + " " + noted.detail());
  }

  @Override
  public void crashed(Instant when, Engine engine, VirtualStore store, boolean committed) {
    crashes++;
    history.happened(when, "crash", "");
    checks.nothingLost(store, clients);
    if (committed) {
      checks.recovery().recoverable(engine, store);
    }
  }

  @Override
  public void stepped(Instant when, Step step, VirtualStore store) {
    for (Change change : step.changes()) {
      if (change instanceof Change.Put put && put.entry() instanceof ClientExchange exchange) {
        String request = exchange.requestId().value();
        VirtualClient client = byRequest.get(request);
        if (client != null) {
          byExchange.put(exchange.id(), client);
          exchanges.put(request, exchange);
        }
        checks.air().committed(when, exchange);
      }
    }
  }

  private static String summary(Answer answer) {
    return answer instanceof Answer.Response response
        ? response.message().code() + " " + response.message().payload().toUtf8()
        : ((Answer.Failure) answer).reason().name();
  }
}
