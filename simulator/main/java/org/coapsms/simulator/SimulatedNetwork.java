package org.coapsms.simulator;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.simulator.control.ControlServer;
import org.coapsms.simulator.control.Controlled;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.network.Carried;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.phone.Phone;
import org.coapsms.simulator.phone.PhoneBehaviour;
import org.coapsms.simulator.phone.PhoneRequest;
import org.coapsms.simulator.smsc.SmscAccount;
import org.coapsms.simulator.smsc.SmscConfig;
import org.coapsms.simulator.smsc.SmscServer;
import org.coapsms.simulator.trace.SmsLine;
import org.coapsms.simulator.trace.TraceLine;

/**
 * Runs a whole mobile network in real time: SMSC ports, modems, radio, phones and control, all on
 * loopback. Thread-safe.
 */
public final class SimulatedNetwork implements AutoCloseable {
  private final NetworkLoop loop;
  private final Map<String, Phone> phones = new LinkedHashMap<>();
  private final List<SmscServer> smscs = new ArrayList<>();
  private final List<ModemServer> modems = new ArrayList<>();
  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();
  private final Optional<ControlServer> control;

  /**
   * Starts a network of usual phones that nobody watches.
   *
   * @throws IOException if a port or link cannot be had; then nothing runs
   */
  public static SimulatedNetwork start(SimulationConfig config) throws IOException {
    return with(config).start();
  }

  /** Prepares a network that is not quite usual. */
  public static Starter with(SimulationConfig config) {
    return new Starter(config);
  }

  /** Collects what the configuration does not say. Not thread-safe. */
  public static final class Starter {
    private final SimulationConfig config;
    private Function<Address, PhoneBehaviour> behaviour = number -> PhoneBehaviour.defaults();
    private Optional<Consumer<TraceLine>> trace = Optional.empty();

    private Starter(SimulationConfig config) {
      this.config = config;
    }

    /** What kind of device each number is. */
    public Starter phoneBehaviour(Function<Address, PhoneBehaviour> choice) {
      behaviour = choice;
      return this;
    }

    /**
     * Who gets a line for every SMS, PDU and AT line; called on network threads, must not block.
     */
    public Starter trace(Consumer<TraceLine> listener) {
      trace = Optional.of(listener);
      return this;
    }

    /**
     * Starts the network.
     *
     * @throws IOException if a port or link cannot be had; then nothing runs
     */
    public SimulatedNetwork start() throws IOException {
      return new SimulatedNetwork(this);
    }
  }

  private SimulatedNetwork(Starter starter) throws IOException {
    SimulationConfig config = starter.config;
    SplittableRandom random = new SplittableRandom(config.seed());
    MobileNetwork network = new MobileNetwork(config.conditions(), random.split());
    for (Address number : config.phones()) {
      Phone phone = new Phone(number, network, starter.behaviour.apply(number), random.split());
      network.attach(phone);
      phones.put(number.value(), phone);
    }
    starter.trace.ifPresent(
        trace ->
            network.watch(
                (now, event, id, message) ->
                    trace.accept(new TraceLine(now, "sms", SmsLine.of(event, id, message)))));
    loop = new NetworkLoop(network);
    opened.push(loop);
    boolean started = false;
    try {
      openSmscs(config, starter.trace);
      openModems(config, starter.trace);
      control = openControl(config);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private void openSmscs(SimulationConfig config, Optional<Consumer<TraceLine>> trace)
      throws IOException {
    for (List<SmscPort> ports : byPort(config.smscs())) {
      SmscAccount[] accounts =
          ports.stream().map(SimulatedNetwork::account).toArray(SmscAccount[]::new);
      SmscConfig centre = centre(ports, accounts).withSeed(config.seed());
      SmscServer server =
          trace.isEmpty()
              ? new SmscServer(loop, centre)
              : new SmscServer(
                  loop,
                  centre,
                  pdu -> trace.get().accept(new TraceLine(pdu.at(), "smsc", pdu.toString())));
      smscs.add(server);
      opened.push(server);
    }
  }

  private void openModems(SimulationConfig config, Optional<Consumer<TraceLine>> trace)
      throws IOException {
    for (ModemLine modem : config.modems()) {
      ModemServer server =
          ModemServer.start(
              loop,
              config.profiles().load(modem.profile()),
              modem.number().orElseThrow(),
              modem.link(),
              modem.options(),
              line ->
                  trace.ifPresent(
                      to -> to.accept(new TraceLine(line.at(), "modem", line.toString()))));
      modems.add(server);
      opened.push(server);
    }
  }

  private Optional<ControlServer> openControl(SimulationConfig config) throws IOException {
    if (config.control().isEmpty()) {
      return Optional.empty();
    }
    Controlled parts =
        new Controlled(
            loop, phones(), () -> smscs.stream().map(SmscServer::state).toList(), this::modems);
    ControlServer server = new ControlServer(parts, config.control().get());
    opened.push(server);
    return Optional.of(server);
  }

  /** The thread that owns network and phones. */
  public NetworkLoop loop() {
    return loop;
  }

  /** One server for each port of the configuration, in its order. */
  public List<SmscServer> smscs() {
    return List.copyOf(smscs);
  }

  /** The modems in the order of the configuration. */
  public List<ModemServer> modems() {
    return List.copyOf(modems);
  }

  /** The port of the control interface, if there is one. */
  public Optional<Integer> controlPort() {
    return control.map(ControlServer::port);
  }

  /** All phones; to be touched on the loop's thread only. */
  public List<Phone> phones() {
    return List.copyOf(phones.values());
  }

  /**
   * The phone with a number; to be touched on the loop's thread only, see {@link #ask}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Phone phone(String number) {
    Phone phone = phones.get(Numbers.address(number).value());
    if (phone == null) {
      throw new IllegalArgumentException("no phone " + number);
    }
    return phone;
  }

  /** Has the network's thread find something out and waits for it; not to be called by itself. */
  public <T> T ask(Function<Instant, T> question) {
    try {
      return loop.call(question).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** How often a phone executed a method of a resource; repeated requests do not count. */
  public int executions(String number, String resource, CoapCode method) {
    Phone phone = phone(number);
    return ask(now -> phone.executions(resource, method));
  }

  /** What the network carried lately, oldest first. */
  public List<Carried> carried() {
    return ask(now -> loop.network().history());
  }

  /** Has a phone send a request; the response, or nothing if none came. */
  public CompletableFuture<Optional<CoapMessage>> request(String number, PhoneRequest request) {
    Phone phone = phone(number);
    CompletableFuture<Optional<CoapMessage>> response = new CompletableFuture<>();
    loop.run(
        now -> {
          try {
            phone.request(now, request, (when, outcome, answer) -> response.complete(answer));
          } catch (RuntimeException e) {
            response.completeExceptionally(e);
          }
        });
    return response;
  }

  /** Switches a fault on, see {@code GET /faults} of the control interface for their names. */
  public void switchOn(String fault, FaultSetting setting) {
    ask(
        now -> {
          loop.network().faults().switchOn(now, fault, setting);
          return true;
        });
  }

  public void switchOff(String fault) {
    ask(
        now -> {
          loop.network().faults().switchOff(fault);
          return true;
        });
  }

  /** Takes everything away: ports, links and threads. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close " + part, e);
      }
    }
  }

  private static Iterable<List<SmscPort>> byPort(List<SmscPort> ports) {
    Map<String, List<SmscPort>> groups = new LinkedHashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      // Each 0 is a port of its own.
      String key = ports.get(i).port() == 0 ? "free " + i : String.valueOf(ports.get(i).port());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(ports.get(i));
    }
    return groups.values();
  }

  private static SmscAccount account(SmscPort port) {
    SmscAccount usual =
        port.login()
            .map(
                login ->
                    SmscAccount.of(login.systemId(), login.password(), port.number().toString()))
            .orElseGet(() -> SmscAccount.anyLogin(port.number().toString()));
    return port.settings().apply(usual);
  }

  private static SmscConfig centre(List<SmscPort> ports, SmscAccount... accounts) {
    SmscConfig centre = SmscConfig.of(accounts).withPort(ports.get(0).port());
    List<SmscSettings> settings = ports.stream().map(SmscPort::settings).toList();
    Duration latency =
        settings.stream()
            .map(SmscSettings::responseLatency)
            .filter(time -> !time.isZero())
            .findFirst()
            .orElse(Duration.ZERO);
    SmscConfig answering = centre.withResponseLatency(latency);
    return settings.stream()
        .flatMap(one -> one.tls().stream())
        .findFirst()
        .map(answering::withTls)
        .orElse(answering);
  }
}
