package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.simulator.phone.PhoneRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** libcoap's client and server, unmodified (Debian package libcoap3-bin), beside a whole bridge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropTest {
  private static final String CLIENT = "coap-client-notls";
  private static final String SERVER = "coap-server-notls";
  private static final List<String> PHONES = List.of(World.OVER_SMPP, World.OVER_MODEM);

  @TempDir private static Path folder;

  private World world;
  private Process server;

  @BeforeAll
  void start() throws Exception {
    requireInstalled(CLIENT);
    requireInstalled(SERVER);
    InetSocketAddress address;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(free.getLocalAddress(), free.getLocalPort());
    }
    String port = String.valueOf(address.getPort());
    server =
        new ProcessBuilder(SERVER, "-A", "127.0.0.1", "-p", port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    try (UdpClient ping = new UdpClient(address)) {
      ping.waitsForAnAnsweredPing();
    }
    world = new World(folder, Optional.of(address));
  }

  @AfterAll
  void stop() {
    if (world != null) {
      world.close();
    }
    if (server != null) {
      server.destroy();
    }
  }

  static Stream<Arguments> requests() {
    List<Arguments> all = new ArrayList<>();
    for (String phone : PHONES) {
      for (boolean forward : List.of(true, false)) {
        for (String method : List.of("get", "post", "put", "delete")) {
          for (boolean confirmable : List.of(true, false)) {
            all.add(Arguments.of(phone, forward, method, confirmable));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void coapClientReachesAPhone(String phone, boolean forward, String method, boolean confirmable)
      throws Exception {
    CoapCode code =
        switch (method) {
          case "get" -> CoapCode.GET;
          case "post" -> CoapCode.POST;
          case "put" -> CoapCode.PUT;
          default -> CoapCode.DELETE;
        };
    int before = world.network.executions(phone, "/test", code);
    List<String> command = new ArrayList<>(List.of("-m", method));
    if (!confirmable) {
      command.add("-N");
    }
    if (code.equals(CoapCode.PUT) || code.equals(CoapCode.POST)) {
      command.addAll(List.of("-e", "hello"));
    }

    String said = client(command, forward, phone, "/test");

    String answered =
        switch (method) {
          case "get" -> "c:2.05";
          case "post" -> "c:2.01";
          case "put" -> "c:2.04";
          default -> "c:2.02";
        };
    assertThat(said).as(world::trace).contains(answered);
    assertThat(world.network.executions(phone, "/test", code)).isEqualTo(before + 1);
  }

  static Stream<Arguments> sizes() {
    return PHONES.stream()
        .flatMap(phone -> Stream.of(0, 1, 100, 500, 1000).map(size -> Arguments.of(phone, size)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void coapClientSendsAndGetsPayloads(String phone, int size) throws Exception {
    Path there = folder.resolve("there");
    Path back = folder.resolve("back");
    Files.writeString(there, "x".repeat(size));
    Files.deleteIfExists(back);
    List<String> command = new ArrayList<>(List.of("-m", "put", "-o", back.toString()));
    if (size > 0) {
      command.addAll(List.of("-f", there.toString()));
    }

    String said = client(command, true, phone, "/echo");

    assertThat(said).as(world::trace).contains("c:2.04");
    assertThat(Files.exists(back) ? Files.readString(back) : "").isEqualTo("x".repeat(size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.04", "5.00"})
  void coapClientSeesThePhonesErrors(String code) throws Exception {
    assertThat(client(List.of("-m", "get"), true, World.OVER_SMPP, "/status/" + code))
        .contains("c:" + code)
        .contains("as asked: " + code);
  }

  @Test
  void coapClientSeesTheBridgesOwnFailures() throws Exception {
    assertThat(client(List.of("-m", "get"), true, World.HURRIED, "/silent")).contains("c:5.04");
    assertThat(client(List.of("-m", "get"), true, World.NOT_ALLOWED, "/test")).contains("c:5.05");
    assertThat(client(List.of("-m", "get"), false, World.NOT_ALLOWED, "/test")).contains("c:4.03");
    assertThat(client(List.of("-m", "get", "-H", "1"), true, World.OVER_SMPP, "/test"))
        .contains("c:5.08");
    assertThat(world.segmentsTo(World.NOT_ALLOWED)).isZero();
  }

  @Test
  void coapClientReadsALargeResourceBlockByBlock() throws Exception {
    Path out = folder.resolve("large");
    client(List.of("-m", "get", "-o", out.toString()), true, World.OVER_SMPP, "/large");

    assertThat(Files.readAllLines(out, StandardCharsets.US_ASCII))
        .as(world::trace)
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.length() > 60);
  }

  static Stream<Arguments> bridges() {
    return Stream.of(
        Arguments.of(World.OVER_SMPP, Address.unknown(World.SMSC_NUMBER)),
        Arguments.of(World.OVER_MODEM, Address.international(World.MODEM_NUMBER)));
  }

  // libcoap's server offers /time; PUT /example_data keeps a text and gives it back.
  @ParameterizedTest
  @MethodSource("bridges")
  void aPhoneAsksCoapServer(String phone, Address bridge) {
    Bytes text = Bytes.ofUtf8("from " + phone);

    CoapMessage time = answer(phone, PhoneRequest.of(bridge, CoapCode.GET, "/time"));
    CoapMessage kept =
        answer(phone, PhoneRequest.of(bridge, CoapCode.PUT, "/example_data").withPayload(text));
    CoapMessage data = answer(phone, PhoneRequest.of(bridge, CoapCode.GET, "/example_data"));
    CoapMessage missing = answer(phone, PhoneRequest.of(bridge, CoapCode.GET, "/nothing"));

    assertThat(time.code()).isEqualTo(CoapCode.CONTENT);
    assertThat(time.payload().toUtf8()).matches("[A-Z][a-z]{2} [0-9]{2} [0-9:]{8}");
    assertThat(kept.code().codeClass()).isEqualTo(2);
    assertThat(data.options()).extracting(CoapOption::number).doesNotContain(23);
    assertThat(data.payload()).isEqualTo(text);
    assertThat(missing.code()).isEqualTo(CoapCode.NOT_FOUND);
  }

  private CoapMessage answer(String phone, PhoneRequest request) {
    return world
        .network
        .request(phone, request)
        .orTimeout(20, TimeUnit.SECONDS)
        .join()
        .orElseThrow(() -> new AssertionError("the phone got no answer\n" + world.trace()));
  }

  /** What the client writes when it tells of every message it sends and gets. */
  private String client(List<String> options, boolean forward, String phone, String resource)
      throws IOException, InterruptedException {
    String bridge = "coap://127.0.0.1:" + world.bridge.coapAddress().getPort();
    List<String> command = new ArrayList<>(List.of(CLIENT, "-v", "7", "-B", "20"));
    command.addAll(options);
    command.addAll(
        forward
            ? List.of("-P", bridge, "coap+sms://" + phone + resource)
            : List.of(bridge + "/" + phone + resource));
    Path said = folder.resolve("client.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    process.destroy();
    assertThat(ended).as("%s ends by itself", command).isTrue();
    return Files.readString(said, StandardCharsets.ISO_8859_1);
  }

  private static void requireInstalled(String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "-h").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      process.waitFor(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
    } catch (IOException missing) {
      String why = program + " is not installed (Debian package libcoap3-bin)";
      if (System.getProperty("interop", "optional").equals("required")) {
        throw new AssertionError(why, missing);
      }
      abort(why);
    }
  }
}
