package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
 * SMPP, those of +4916 over a modem on a pseudo-terminal, those of +4915 over SMPP within 2 s. With
 * {@link Access#TWO_MODEMS} another modem stands in the place of SMPP.
 */
final class World implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  /** How the bridge gets into the network. */
  enum Access {
    SMPP_AND_MODEM,
    TWO_MODEMS
  }

  static final String OVER_SMPP = "+491700000001";
  static final String OVER_MODEM = "+491600000001";
  static final String HURRIED = "+491500000001";
  static final String NOT_ALLOWED = "+447700900123";
  static final String SMSC_NUMBER = "10000";
  static final String MODEM_NUMBER = "491780000001";
  static final String OTHER_MODEM_NUMBER = "491780000002";

  /** Reached over the modem, or over the other one while that is away. */
  static final String EITHER_WAY = "+491400000001";

  final SimulatedNetwork network;
  final Bridge bridge;
  private final Access access;
  private final Path folder;
  private final Map<String, ModemServer> modems = new LinkedHashMap<>();
  private final List<String> trace = new ArrayList<>();

  World(Path folder, Optional<InetSocketAddress> upstream) {
    this(Access.SMPP_AND_MODEM, folder, upstream);
  }

  World(Access access, Path folder, Optional<InetSocketAddress> upstream) {
    this.access = access;
    this.folder = folder;
    try {
      network =
          SimulatedNetwork.start(
              SimulationConfig.builder()
                  .conditions(RadioConditions.ideal())
                  .smsc("0")
                  .phone(OVER_SMPP)
                  .phone(OVER_MODEM)
                  .phone(HURRIED)
                  .phone(EITHER_WAY)
                  .phone(NOT_ALLOWED)
                  .build());
      start(MODEM_NUMBER);
      if (access == Access.TWO_MODEMS) {
        start(OTHER_MODEM_NUMBER);
      }
      bridge =
          Bridge.start(
              config(upstream), new Trace(this::note, NumberDisplay.WHOLE, ZoneOffset.UTC));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(String number) throws IOException {
    modems.put(
        number,
        ModemServer.start(
            network.loop(), quick(number), Address.international(number), port(number)));
  }

  /** Pulls a modem out; the network still has its SIM. */
  void unplug(String number) {
    assertThat(modem(number).unplug().join()).isTrue();
  }

  /** Plugs it in again where it was. */
  void plugIn(String number) {
    assertThat(modem(number).plugInto(port(number)).join()).isEqualTo(port(number));
  }

  private ModemServer modem(String number) {
    return Objects.requireNonNull(modems.get(number));
  }

  private String port(String number) {
    return folder.resolve("modem-" + number).toString();
  }

  /**
   * The generic modem, and an EC25 that is awake; both send an SMS in no time: a story has many.
   */
  private ModemProfile quick(String number) throws IOException {
    boolean other = number.equals(OTHER_MODEM_NUMBER);
    String name = "quick-" + number;
    String yaml =
        "extends: "
            + (other ? "quectel-ec25\nboot: {announcements: [], ready: null}" : "generic-27005")
            + "\nid: "
            + name
            + "\nsending: {promptDelay: 0ms, resultDelay: 1ms}\nevidence: {}\n";
    return ModemProfiles.load(Files.writeString(folder.resolve(name + ".yaml"), yaml));
  }

  private BridgeConfig config(Optional<InetSocketAddress> upstream) {
    String smpp =
        """
          - id: smsc
            smpp: {host: 127.0.0.1, port: %d, systemId: bridge, password: secret, number: %s}
        """
            .formatted(network.smscs().get(0).port(), SMSC_NUMBER);
    String first = access == Access.TWO_MODEMS ? "other" : "smsc";
    String yaml =
        "listen: {coap: \"127.0.0.1:0\"}\ncarriers:\n"
            + carrier("modem", MODEM_NUMBER, "generic-27005")
            + (access == Access.TWO_MODEMS
                ? carrier("other", OTHER_MODEM_NUMBER, "quectel-ec25")
                : smpp)
            + """
            routes:
              - {prefix: "+4917", carriers: [%1$s]}
              - {prefix: "+4916", carriers: [modem]}
              - {prefix: "+4915", carriers: [%1$s], deadline: 2s}
              - {prefix: "+4914", carriers: [modem, %1$s]}
            """
                .formatted(first);
    String asks =
        upstream.map(server -> "upstream: coap://127.0.0.1:" + server.getPort() + "\n").orElse("");
    try {
      return ConfigReader.read(yaml + asks, Surroundings.of(folder)).orReject();
    } catch (ConfigRejected e) {
      throw new AssertionError(e);
    }
  }

  private String carrier(String id, String number, String profile) {
    return """
      - id: %s
        modem: {port: "%s", profile: %s, number: "+%s"}
    """
        .formatted(id, port(number), profile, number);
  }

  /** Under which number the bridge is known to a phone. */
  Address bridgeNumber(String phone) {
    if (phone.equals(OVER_MODEM)) {
      return Address.international(MODEM_NUMBER);
    }
    return access == Access.TWO_MODEMS
        ? Address.international(OTHER_MODEM_NUMBER)
        : Address.unknown(SMSC_NUMBER);
  }

  UdpClient client() {
    return new UdpClient(bridge.coapAddress());
  }

  /** What crossed the carriers' and the face's wires, for a test that failed. */
  String trace() {
    synchronized (trace) {
      return String.join("\n", trace);
    }
  }

  private void note(String line) {
    synchronized (trace) {
      trace.add(line);
      trace.notifyAll();
    }
  }

  /** Waits until the trace has had so many lines that match. */
  void awaits(int count, String regex) {
    Pattern pattern = Pattern.compile(regex);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (trace) {
      while (trace.stream().filter(line -> pattern.matcher(line).find()).count() < count) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("no " + regex + " in\n" + trace());
        }
        try {
          trace.wait(left);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  /** The numbers of the bridge under which a phone has got short messages, in order. */
  List<String> sendersTo(String number) {
    return network.carried().stream()
        .filter(sms -> isOf(sms.message().to().value(), number))
        .map(sms -> sms.message().from().value())
        .toList();
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
    modems.values().forEach(ModemServer::close);
    network.close();
  }
}
