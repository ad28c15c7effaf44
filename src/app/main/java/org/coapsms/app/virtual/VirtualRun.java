package org.coapsms.app.virtual;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Action;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Change;
import org.coapsms.engine.Collaborators;
import org.coapsms.engine.Engine;
import org.coapsms.engine.Input;
import org.coapsms.engine.Noted;
import org.coapsms.engine.Step;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.ClientExchange;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkListener;
import org.coapsms.simulator.phone.PhoneBehaviour;

/** Lives through one history: one seed, one network, one bridge, many exchanges. */
public class VirtualRun {
  /** How often between crashes the store is compared with the engine, on average. */
  private static final int RANDOM_POINTS = 20;

  private static final Duration CLIENT_REPEATS = Duration.ofSeconds(3);
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final long seed;
  private final VirtualConditions conditions;
  private final RandomGenerator random;
  private final MobileNetwork network;
  private final VirtualDirectory directory;
  private final Checks checks;
  private final List<VirtualClient> clients = new ArrayList<>();
  private final Map<String, VirtualClient> byRequest = new HashMap<>();
  private final Map<Long, VirtualClient> byExchange = new HashMap<>();
  private final List<VirtualPhone> phones = new ArrayList<>();
  private final MessageDigest history;
  private final VirtualNode node;
  private final VirtualCarrier carrier;
  private Instant now = BEGIN;
  private long fromDevices;
  private int crashes;

  public VirtualRun(long seed, VirtualConditions conditions, Planted planted) {
    this.seed = seed;
    this.conditions = conditions;
    this.random = new SplittableRandom(seed);
    this.network = new MobileNetwork(conditions.radio(), radio(seed), 0);
    this.directory = new VirtualDirectory(planted.profile(DeviceProfile.standard()));
    this.checks = new Checks(seed, directory);
    this.history = sha256();
    this.node =
        planted.node(
            directory.directory(),
            planted.collaborators(),
            new SplittableRandom(seed + 1),
            network,
            new World(),
            conditions.crash());
    Mischief mischief = conditions.faultMenu() ? Mischief.drawn(random) : Mischief.none();
    this.carrier =
        new VirtualCarrier(
            VirtualDirectory.CARRIER, VirtualDirectory.BRIDGE, network, random, mischief, node);
    network.attach(carrier);
    network.watch(this::carried);
    directory.devices(conditions.phones()).forEach(this::addPhone);
  }

  /** The network's own chance, apart from that of the traffic. */
  static RandomGenerator radio(long seed) {
    return new SplittableRandom(seed ^ 0x5DEECE66DL);
  }

  /** What a test replaces in order to see that the checks notice. */
  public static class Planted {
    protected Collaborators collaborators() {
      return new Collaborators();
    }

    protected DeviceProfile profile(DeviceProfile usual) {
      return usual;
    }

    VirtualNode node(
        org.coapsms.engine.route.Directory directory,
        Collaborators collaborators,
        RandomGenerator random,
        MobileNetwork network,
        VirtualNode.World world,
        double crash) {
      return new VirtualNode(directory, collaborators, random, network, world, crash);
    }
  }

  /** Lives until nothing is left to happen, a promise is broken, or an event is reached. */
  public VirtualReport run(long until) {
    scheduleRequests();
    if (conditions.faultMenu()) {
      scheduleReboots();
    }
    node.start(now);
    Optional<Instant> next = nextEvent();
    while (next.isPresent() && !checks.broken() && checks.event() < until) {
      now = next.get().isAfter(now) ? next.get() : now;
      checks.nextEvent();
      turn();
      lookAround();
      next = nextEvent();
    }
    if (next.isEmpty()) {
      checks.ended(node.engine(), clients, mostPerExchange());
    }
    return new VirtualReport(
        seed,
        checks.event(),
        clients,
        carrier.submitted() + fromDevices,
        checks.extraExecutions(),
        checks.violations(),
        HexFormat.of().formatHex(history.digest()));
  }

  List<VirtualClient> clients() {
    return clients;
  }

  private void turn() {
    if (network.nextTimeout().filter(at -> !at.isAfter(now)).isPresent()) {
      network.handleTimeout(now);
    }
    if (node.nextTimeout().filter(at -> !at.isAfter(now)).isPresent()) {
      node.handleTimeout(now);
    }
  }

  private void lookAround() {
    if (random.nextInt(1 + 20 * conditions.exchanges() / RANDOM_POINTS) == 0 && node.isUp()) {
      checks.recoverable(node.engine(), node.store());
      checks.nothingLost(node.store(), clients);
      checks.bounded(node.engine());
    }
  }

  private Optional<Instant> nextEvent() {
    Optional<Instant> mine = network.nextTimeout();
    Optional<Instant> its = node.nextTimeout();
    if (mine.isPresent() && its.isPresent()) {
      return mine.get().isBefore(its.get()) ? mine : its;
    }
    return mine.or(() -> its);
  }

  private void scheduleRequests() {
    List<Subscriber> devices = directory.devices(conditions.phones());
    for (int i = 0; i < conditions.exchanges(); i++) {
      Instant asked = BEGIN.plusMillis(random.nextLong(conditions.span().toMillis()));
      CoapMessage request = VirtualClient.request(i, type(), method(), conditions.segments());
      VirtualClient client =
          new VirtualClient(i, devices.get(random.nextInt(devices.size())), request, asked);
      clients.add(client);
      byRequest.put(client.id().value(), client);
      network.at(asked, when -> ask(when, client));
    }
  }

  private CoapType type() {
    return conditions.faultMenu() && random.nextInt(4) == 0 ? CoapType.NON : CoapType.CON;
  }

  private CoapCode method() {
    if (conditions.faultMenu()) {
      return List.of(CoapCode.GET, CoapCode.PUT, CoapCode.POST).get(random.nextInt(3));
    }
    return conditions.segments() == 1 ? CoapCode.GET : CoapCode.PUT;
  }

  private void scheduleReboots() {
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      VirtualPhone phone = phones.get(random.nextInt(phones.size()));
      network.at(BEGIN.plusMillis(random.nextLong(conditions.span().toMillis())), phone::reboot);
    }
  }

  /** A client repeats its request until the bridge has it, as CoAP clients do. */
  private void ask(Instant when, VirtualClient client) {
    node.handle(
        when,
        client.input(),
        committed -> {
          if (committed) {
            client.accepted();
          } else if (client.answer().isEmpty()) {
            network.at(when.plus(CLIENT_REPEATS), again -> ask(again, client));
          }
        });
  }

  private void addPhone(Subscriber subscriber) {
    PhoneBehaviour usual = PhoneBehaviour.defaults();
    PhoneBehaviour behaviour =
        conditions.faultMenu()
            ? switch (random.nextInt(4)) {
              case 0 -> usual.withCoap(usual.coap().withDedupLifetime(PhoneBehaviour.FOR_EVER));
              case 1 -> usual.withSms(usual.sms().withFinishedMemory(Duration.ZERO));
              case 2 -> usual.withCoap(usual.coap().withDedupLifetime(Duration.ZERO));
              default -> usual;
            }
            : usual;
    VirtualPhone phone = new VirtualPhone(subscriber, network, behaviour, random);
    phone.phone().watch((when, request) -> executed(when, phone, request));
    network.attach(phone.phone());
    phones.add(phone);
  }

  private void executed(Instant when, VirtualPhone phone, CoapMessage request) {
    checks.executed(when, phone.subscriber(), request, phone);
    Checks.number(request.uriQuery()).map(clients::get).ifPresent(VirtualClient::arrived);
  }

  /** Each of n segments may go once per copy and three times more alone, and once per crash. */
  private int mostPerExchange() {
    int copies = 1 + directory.profile().timing().maxRetransmit() + 3;
    return conditions.segments() * copies * 4 + crashes;
  }

  private void carried(
      Instant when,
      NetworkListener.Event event,
      long id,
      org.coapsms.simulator.network.ShortMessage message) {
    if (event == NetworkListener.Event.SUBMITTED
        && !message.from().equals(VirtualDirectory.BRIDGE)) {
      fromDevices++;
    }
    record(when + " " + event + " " + id + " " + message.userData().octets().toHex());
  }

  private void record(String line) {
    history.update(line.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private final class World implements VirtualNode.World {
    @Override
    public void submit(Action.Submit action) {
      checks.submitted(now, action.submission(), node.store());
      node.store()
          .messageOf(action.submission().id())
          .flatMap(Checks::exchangeOf)
          .map(byExchange::get)
          .ifPresent(VirtualClient::shortMessageLeft);
      carrier.submit(now, action.submission());
    }

    @Override
    public void answerClient(Action.AnswerClient action) {
      VirtualClient client = byRequest.get(action.id().value());
      if (client == null) {
        checks.broken("I2", "an answer for nobody: " + action.id());
        return;
      }
      record(now + " answer " + action.id() + " " + summary(action.answer()));
      // A request is also accepted when its answer comes before the client heard so.
      client.accepted();
      boolean first = client.answered(now, action.answer());
      checks.answered(now, client, action.answer(), first);
    }

    @Override
    public void askUpstream(Action.AskUpstream action) {
      network.at(
          now.plusSeconds(1),
          when ->
              node.handle(
                  when,
                  new Input.UpstreamAnswered(
                      action.id(),
                      new Answer.Response(
                          CoapMessage.response(
                              CoapType.ACK, CoapCode.CHANGED, action.request().token()))),
                  committed -> {}));
    }

    @Override
    public void started(Instant when, VirtualNode started) {
      started.handle(when, new Input.AvailabilityChanged(carrier.id(), true), committed -> {});
    }

    @Override
    public void noted(Instant when, Noted noted) {
      record(when + " " + noted);
    }

    @Override
    public void crashed(Instant when, Engine engine, VirtualStore store, boolean committed) {
      crashes++;
      record(when + " crash");
      checks.nothingLost(store, clients);
      if (committed) {
        checks.recoverable(engine, store);
      }
    }

    @Override
    public void stepped(Instant when, Step step, VirtualStore store) {
      for (Change change : step.changes()) {
        if (change instanceof Change.Put put && put.entry() instanceof ClientExchange exchange) {
          VirtualClient client = byRequest.get(exchange.requestId().value());
          if (client != null) {
            byExchange.put(exchange.id(), client);
          }
          checks.committed(when, exchange);
        }
      }
    }

    private String summary(Answer answer) {
      return answer instanceof Answer.Response response
          ? response.message().toString()
          : answer.toString();
    }
  }
}
