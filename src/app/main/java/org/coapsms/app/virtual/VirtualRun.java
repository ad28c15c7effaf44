package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Collaborators;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkListener;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.phone.PhoneBehaviour;

/** Lives through one history: one seed, one network, one bridge, many exchanges. */
public class VirtualRun {
  /** How often between crashes the store is compared with the engine, on average. */
  private static final int RANDOM_POINTS = 20;

  /** How many events an exchange makes, about. */
  private static final int EVENTS_PER_EXCHANGE = 7;

  /** For so many requests of clients, devices make one. */
  private static final int CLIENTS_PER_DEVICE = 6;

  private static final Duration CLIENT_REPEATS = Duration.ofSeconds(3);
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final long seed;
  private final VirtualConditions conditions;
  private final RandomGenerator random;
  private final MobileNetwork network;
  private final VirtualDirectory directory;
  private final Checks checks;
  private final History history = new History();
  private final List<VirtualClient> clients = new ArrayList<>();
  private final List<VirtualPhone> phones = new ArrayList<>();
  private final VirtualWorld world;
  private final VirtualNode node;
  private Instant now = BEGIN;
  private long fromDevices;

  public VirtualRun(long seed, VirtualConditions conditions, Planted planted) {
    this.seed = seed;
    this.conditions = conditions;
    this.random = new SplittableRandom(seed);
    boolean menu = conditions.faultMenu();
    RadioConditions quality =
        menu ? Misfortunes.radio(conditions.radio(), random) : conditions.radio();
    this.network = new MobileNetwork(quality, radio(seed), 0);
    this.directory =
        new VirtualDirectory(
            planted.profile(DeviceProfile.standard()),
            menu ? 1 + random.nextInt(2) : 1,
            random.nextBoolean(),
            menu
                ? Arrangement.drawn(new SplittableRandom(seed ^ 0x2545F491L))
                : Arrangement.plain());
    this.checks = new Checks(seed, directory);
    makeClients();
    this.world =
        new VirtualWorld(
            network, random, checks, new QuotaCheck(checks, directory), history, clients);
    this.node =
        planted.node(
            directory.directory(),
            planted.collaborators(),
            new SplittableRandom(seed + 1),
            network,
            world,
            conditions.crash());
    directory.carrierIds().forEach(this::addCarrier);
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
    clients.forEach(client -> network.at(client.asked(), when -> ask(when, client)));
    if (conditions.faultMenu()) {
      misfortunes();
    }
    Optional<Instant> next = Optional.of(now);
    try {
      node.start(now);
      next = nextEvent();
      while (next.isPresent() && !checks.broken() && checks.event() < until) {
        now = next.get().isAfter(now) ? next.get() : now;
        checks.nextEvent();
        turn();
        lookAround();
        next = nextEvent();
      }
      if (next.isEmpty() && !checks.broken()) {
        checks.ended(node.engine(), clients, mostPerExchange());
      }
    } catch (RuntimeException e) {
      checks.broken("I4", "the bridge broke: " + e);
    }
    return new VirtualReport(
        seed,
        checks.event(),
        clients,
        world.carriers().stream().mapToLong(VirtualCarrier::submitted).sum() + fromDevices,
        checks.answers().extraExecutions(),
        checks.violations(),
        history.sum());
  }

  List<VirtualClient> clients() {
    return clients;
  }

  private void misfortunes() {
    new Misfortunes(random, BEGIN, conditions.span()).schedule(network, phones, world.carriers());
    checks
        .deviceTraffic()
        .schedule(
            network,
            random,
            phones,
            world.carriers().stream().map(VirtualCarrier::number).distinct().toList(),
            conditions.exchanges() / CLIENTS_PER_DEVICE,
            BEGIN,
            conditions.span());
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
    int events = 1 + EVENTS_PER_EXCHANGE * conditions.exchanges() / RANDOM_POINTS;
    if (random.nextInt(events) == 0 && node.isUp()) {
      checks.recovery().recoverable(node.engine(), node.store());
      checks.recovery().recoveryIsRepeatable(now, node);
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

  private void makeClients() {
    List<Subscriber> devices = directory.devices(conditions.phones());
    for (int i = 0; i < conditions.exchanges(); i++) {
      Instant asked = BEGIN.plusMillis(random.nextLong(conditions.span().toMillis()));
      int segments = conditions.segments();
      if (conditions.faultMenu() && segments == 1 && random.nextInt(5) == 0) {
        segments = 2 + random.nextInt(3);
      }
      CoapMessage request = VirtualClient.request(i, type(), method(segments), segments);
      clients.add(
          new VirtualClient(i, devices.get(random.nextInt(devices.size())), request, asked));
    }
  }

  private CoapType type() {
    return conditions.faultMenu() && random.nextInt(4) == 0 ? CoapType.NON : CoapType.CON;
  }

  private CoapCode method(int segments) {
    if (conditions.faultMenu()) {
      return segments > 1
          ? List.of(CoapCode.PUT, CoapCode.POST).get(random.nextInt(2))
          : List.of(CoapCode.GET, CoapCode.PUT, CoapCode.POST).get(random.nextInt(3));
    }
    return segments == 1 ? CoapCode.GET : CoapCode.PUT;
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
    if (conditions.faultMenu() && random.nextInt(10) == 0) {
      // Or because the word that the bridge has it was lost on the way.
      network.at(
          when.plus(CLIENT_REPEATS), again -> node.handle(again, client.input(), committed -> {}));
    }
  }

  private void addCarrier(CarrierId id) {
    Mischief mischief = conditions.faultMenu() ? Mischief.drawn(random) : Mischief.none();
    List<CarrierId> inbound = directory.carriersOf(directory.number(id));
    VirtualCarrier carrier =
        new VirtualCarrier(
            id, directory.number(id), network, random, mischief, node, inbound, checks);
    world.add(carrier);
    if (inbound.get(0).equals(id)) {
      network.attach(carrier);
    }
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
    phone
        .phone()
        .watch(
            (when, request) -> {
              checks.answers().executed(when, subscriber, request, phone);
              Checks.number(request.uriQuery()).map(clients::get).ifPresent(VirtualClient::arrived);
            });
    network.attach(phone.phone());
    phones.add(phone);
  }

  /** Each of n segments may go once per copy and three times more alone, and once per crash. */
  private int mostPerExchange() {
    int copies = 1 + directory.profile().timing().maxRetransmit() + 3;
    int segments = Math.max(conditions.segments(), conditions.faultMenu() ? 4 : 1);
    return segments * copies * 4 + world.crashes();
  }

  private void carried(Instant when, NetworkListener.Event event, long id, ShortMessage message) {
    if (event == NetworkListener.Event.SUBMITTED && directory.isDevice(message.from())) {
      fromDevices++;
    }
    history.happened(when, event, id, message.userData().octets().toArray());
  }
}
