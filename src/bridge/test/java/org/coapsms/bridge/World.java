package org.coapsms.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.coapsms.bridge.config.BridgeConfig;
import org.coapsms.bridge.config.ConfigReader;
import org.coapsms.bridge.config.ConfigRejected;
import org.coapsms.bridge.config.Surroundings;
import org.coapsms.bridge.watch.NumberDisplay;
import org.coapsms.bridge.watch.Trace;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.SimulatedNetwork;
import org.coapsms.simulator.SimulationConfig;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.network.Carried;
import org.coapsms.simulator.network.RadioConditions;

/**
 * Runs a bridge beside a simulated mobile network without delay: phones of +4917 are reached over
 * SMPP, those of +4916 over a modem on a pseudo-terminal, those of +4915 over SMPP within 2 s.
 */
final class World implements AutoCloseable {
  static final String OVER_SMPP = "+491700000001";
  static final String OVER_MODEM = "+491600000001";
  static final String HURRIED = "+491500000001";
  static final String NOT_ALLOWED = "+447700900123";
  static final String SMSC_NUMBER = "10000";
  static final String MODEM_NUMBER = "491780000001";

  final SimulatedNetwork network;
  final Bridge bridge;
  private final ModemServer modem;
  private final Queue<String> trace = new ConcurrentLinkedQueue<>();

  World(Path folder, Optional<InetSocketAddress> upstream) {
    try {
      network =
          SimulatedNetwork.start(
              SimulationConfig.builder()
                  .conditions(RadioConditions.ideal())
                  .smsc("0")
                  .phone(OVER_SMPP)
                  .phone(OVER_MODEM)
                  .phone(HURRIED)
                  .phone(NOT_ALLOWED)
                  .build());
      modem =
          ModemServer.start(
              network.loop(),
              quick(folder),
              Address.international(MODEM_NUMBER),
              folder.resolve("modem").toString());
      bridge =
          Bridge.start(
              config(folder, upstream), new Trace(trace::add, NumberDisplay.WHOLE, ZoneOffset.UTC));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generic modem, but it sends an SMS in no time: a story has many. */
  private static ModemProfile quick(Path folder) throws IOException {
    String yaml =
        "extends: generic-27005\nid: quick\nsending: {promptDelay: 0ms, resultDelay: 1ms}\nevidence: {}\n";
    return ModemProfiles.load(Files.writeString(folder.resolve("quick.yaml"), yaml));
  }

  private BridgeConfig config(Path folder, Optional<InetSocketAddress> upstream) {
    String yaml =
        """
        listen: {coap: "127.0.0.1:0"}
        carriers:
          - id: smsc
            smpp: {host: 127.0.0.1, port: %d, systemId: bridge, password: secret, number: %s}
          - id: modem
            modem: {port: "%s", profile: generic-27005, number: "+%s"}
        routes:
          - {prefix: "+4917", carriers: [smsc]}
          - {prefix: "+4916", carriers: [modem]}
          - {prefix: "+4915", carriers: [smsc], deadline: 2s}
        """
            .formatted(
                network.smscs().get(0).port(), SMSC_NUMBER, folder.resolve("modem"), MODEM_NUMBER);
    String asks =
        upstream.map(server -> "upstream: coap://127.0.0.1:" + server.getPort() + "\n").orElse("");
    try {
      return ConfigReader.read(yaml + asks, Surroundings.of(folder)).orReject();
    } catch (ConfigRejected e) {
      throw new AssertionError(e);
    }
  }

  UdpClient client() {
    return new UdpClient(bridge.coapAddress());
  }

  /** What crossed the carriers' and the face's wires, for a test that failed. */
  String trace() {
    return String.join("\n", trace);
  }

  /** The sizes of the CoAP messages that a number got, in order; headers of segments left out. */
  List<Integer> sizesTo(String number) {
    return sizes(
        network.carried().stream().filter(sms -> isOf(sms.message().to().value(), number)));
  }

  List<Integer> sizesFrom(String number) {
    return sizes(
        network.carried().stream().filter(sms -> isOf(sms.message().from().value(), number)));
  }

  /** Sums up the segments of each message. */
  private static List<Integer> sizes(Stream<Carried> messages) {
    List<Integer> sizes = new ArrayList<>();
    int[] sum = {0};
    messages.forEach(
        sms -> {
          var userData = sms.message().userData();
          sum[0] += userData.octets().size();
          var part = userData.header().concatenation();
          if (part.isEmpty() || part.get().sequence() == part.get().total()) {
            sizes.add(sum[0]);
            sum[0] = 0;
          }
        });
    return sizes;
  }

  long segmentsTo(String number) {
    return network.carried().stream()
        .filter(sms -> isOf(sms.message().to().value(), number))
        .count();
  }

  private static boolean isOf(String digits, String number) {
    return number.endsWith(digits);
  }

  /** A request for a resource of a phone, through the forward or the reverse proxy. */
  static CoapMessage request(
      CoapType type, CoapCode method, boolean forward, String number, String resource, int id) {
    CoapMessage request =
        CoapMessage.request(type, method).withMessageId(id).withToken(Bytes.of(0x5A, id >>> 8, id));
    if (forward) {
      return request.withOption(
          CoapOption.string(CoapOptionNumber.PROXY_URI, "coap+sms://" + number + resource));
    }
    CoapMessage reverse = request.withOption(CoapOption.string(CoapOptionNumber.URI_PATH, number));
    for (String segment : resource.substring(1).split("/", -1)) {
      reverse = reverse.withOption(CoapOption.string(CoapOptionNumber.URI_PATH, segment));
    }
    return reverse;
  }

  @Override
  public void close() {
    bridge.close();
    modem.close();
    network.close();
  }
}
