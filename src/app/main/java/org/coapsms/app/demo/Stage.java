package org.coapsms.app.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.Lifetime;
import org.coapsms.bridge.Bridge;
import org.coapsms.bridge.config.BridgeConfig;
import org.coapsms.bridge.config.ConfigReader;
import org.coapsms.bridge.config.ConfigRejected;
import org.coapsms.bridge.config.Surroundings;
import org.coapsms.codec.Address;
import org.coapsms.simulator.SimulatedNetwork;
import org.coapsms.simulator.SimulationConfig;

/**
 * Sets up the demo on loopback: a simulated network with an SMSC, a modem and three phones, a
 * server for what devices report, and a bridge between them.
 */
record Stage(SimulatedNetwork network, UpstreamServer upstream, Bridge bridge, Legs legs) {
  static final String PHONE_OVER_SMPP = "+491700000001";
  static final String PHONE_OVER_MODEM = "+491700000002";
  static final String THIRD_PHONE = "+491700000003";
  static final String NOT_ALLOWED = "+4930123456";
  static final Address SMSC_NUMBER = Address.parse("10000");
  static final Address MODEM_NUMBER = Address.international("491780000001");

  /** Long enough for every answer here, short enough to wait for the failure. */
  static final Duration DEADLINE = Duration.ofSeconds(20);

  static final int COAP_PORT = 5683;
  private static final String MODEM_PROFILE = "quectel-ec25";
  private static final String TCP = "tcp:";

  /**
   * Starts everything; what is open belongs to the lifetime.
   *
   * @param port where clients reach the bridge; absent: that of CoAP, or a free one if it is taken
   * @throws CommandFailed if the wanted port is taken
   */
  static Stage set(Lifetime lifetime, Optional<Integer> port) throws IOException, CommandFailed {
    if (port.isPresent() && !isFree(port.get())) {
      throw new CommandFailed("port " + port.get() + " is taken; choose another with --port");
    }
    int coapPort = port.orElseGet(() -> isFree(COAP_PORT) ? COAP_PORT : 0);
    UpstreamServer upstream = lifetime.owns(UpstreamServer.start());
    SimulatedNetwork network = lifetime.owns(startNetwork());
    Legs legs = new Legs(MODEM_NUMBER);
    network.ask(
        now -> {
          network.loop().network().watch(legs);
          return now;
        });
    String smscPort = String.valueOf(network.smscs().get(0).port());
    String modem = network.modems().get(0).link();
    Bridge bridge =
        lifetime.owns(Bridge.start(config(coapPort, upstream.port(), smscPort, modem), legs));
    return new Stage(network, upstream, bridge, legs);
  }

  /** Where clients reach the bridge. */
  InetSocketAddress proxy() {
    return bridge.coapAddress();
  }

  /** What the modem is at: the path of its pseudo-terminal, or a TCP port. */
  String modemLink() {
    return network.modems().get(0).link();
  }

  /** How each carrier is, for people. */
  String carriers() {
    return bridge.carriers().entrySet().stream()
        .map(carrier -> carrier.getKey() + " is " + carrier.getValue().detail())
        .collect(Collectors.joining(", "));
  }

  boolean isReady() {
    return bridge.carriers().values().stream().allMatch(status -> status.available());
  }

  private static SimulatedNetwork startNetwork() throws IOException {
    // Several may run at once.
    String name = "coapsms-demo-" + UUID.randomUUID().toString().substring(0, 8) + "-modem";
    Path link = Path.of(System.getProperty("java.io.tmpdir", "/tmp"), name);
    try {
      return SimulatedNetwork.start(network(link.toString()));
    } catch (IOException | LinkageError noPseudoTerminals) {
      return SimulatedNetwork.start(network(TCP + 0));
    }
  }

  private static SimulationConfig network(String modemLink) {
    return SimulationConfig.builder()
        .latency("1s")
        .jitter(0.3)
        .receiptDelay("500ms")
        .smsc("0")
        .modem(MODEM_PROFILE + "=" + modemLink + "," + MODEM_NUMBER)
        .phone(PHONE_OVER_SMPP)
        .phone(PHONE_OVER_MODEM)
        .phone(THIRD_PHONE)
        .control(0)
        .build();
  }

  /** The bridge as a user would configure it, but for the deadline. */
  private static BridgeConfig config(
      int coapPort, int upstreamPort, String smscPort, String modemLink) {
    String modemPort =
        modemLink.startsWith(TCP)
            ? "tcp://127.0.0.1:" + modemLink.substring(TCP.length())
            : modemLink;
    String yaml =
        """
        listen:
          coap: 127.0.0.1:%d
        upstream: coap://127.0.0.1:%d
        deadline: %ds
        carriers:
          - id: smsc
            smpp: {host: 127.0.0.1, port: %s, systemId: demo, password: demo, number: "%s"}
          - id: modem
            modem: {port: "%s", profile: %s, number: "%s"}
        routes:
          - {prefix: "%s", carriers: [smsc]}
          - {prefix: "%s", carriers: [modem]}
          - {prefix: "%s", carriers: [smsc]}
        """
            .formatted(
                coapPort,
                upstreamPort,
                DEADLINE.toSeconds(),
                smscPort,
                SMSC_NUMBER,
                modemPort,
                MODEM_PROFILE,
                MODEM_NUMBER,
                PHONE_OVER_SMPP,
                PHONE_OVER_MODEM,
                THIRD_PHONE);
    try {
      return ConfigReader.read(yaml, Surroundings.of(Path.of("."))).orReject();
    } catch (ConfigRejected e) {
      throw new IllegalStateException("the demo's own configuration", e);
    }
  }

  private static boolean isFree(int port) {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
