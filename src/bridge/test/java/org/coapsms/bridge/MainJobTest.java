package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
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

/** A CoAP client reaches phones over SMPP and over a modem, through a whole bridge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobTest {
  private static final List<String> PHONES = List.of(World.OVER_SMPP, World.OVER_MODEM);

  /** What a marked segment holds alone, and as one of several: 140 - 7 and 140 - 13 octets. */
  private static final int ALONE = 133;

  private static final int AS_PART = 127;

  private final UdpClient server = UdpClient.server();
  private final AtomicInteger ids = new AtomicInteger(0x1000);
  private World world;
  private UdpClient client;

  @BeforeAll
  void start(@TempDir Path folder) {
    world = world(folder, Optional.of(server.address()));
    client = world.client();
  }

  /** The world that the phones are reached in; another matrix has another. */
  World world(Path folder, Optional<InetSocketAddress> upstream) {
    return new World(World.Access.SMPP_AND_MODEM, folder, upstream);
  }

  @AfterAll
  void stop() {
    client.close();
    world.close();
    server.close();
  }

  static Stream<Arguments> methods() {
    return PHONES.stream()
        .flatMap(
            phone ->
                Stream.of(true, false)
                    .flatMap(
                        forward ->
                            Stream.of(CoapType.CON, CoapType.NON)
                                .flatMap(
                                    type ->
                                        Stream.of(
                                            Arguments.of(phone, forward, type, "GET", "2.05"),
                                            Arguments.of(phone, forward, type, "POST", "2.01"),
                                            Arguments.of(phone, forward, type, "PUT", "2.04"),
                                            Arguments.of(
                                                phone, forward, type, "DELETE", "2.02")))));
  }

  // ETSI CoAP plugtest CC01 to CC08: the four methods on /test, CON and NON.
  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodReachesThePhoneOnce(
      String phone, boolean forward, CoapType type, String method, String code) {
    CoapCode asked = method(method);
    int before = world.network.executions(phone, "/test", asked);

    CoapMessage answer = client.answerTo(request(type, asked, forward, phone, "/test"));

    assertThat(answer.code()).as(world::trace).hasToString(code);
    assertThat(answer.type() == CoapType.NON).isEqualTo(type == CoapType.NON);
    assertThat(world.network.executions(phone, "/test", asked)).isEqualTo(before + 1);
  }

  static Stream<Arguments> sizes() {
    return PHONES.stream()
        .flatMap(phone -> Stream.of(0, 1, 100, 500, 1000).map(size -> Arguments.of(phone, size)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void payloadsCrossBothWays(String phone, int size) {
    Bytes payload = payload(size);

    CoapMessage answer =
        client.answerTo(
            request(CoapType.CON, CoapCode.POST, size % 200 == 0, phone, "/echo")
                .withPayload(payload));

    assertThat(answer.code()).as(world::trace).isEqualTo(CoapCode.CHANGED);
    assertThat(answer.payload()).isEqualTo(payload);
  }

  static Stream<Arguments> edges() {
    return PHONES.stream()
        .flatMap(
            phone ->
                Stream.of(127, 128, 133, 134, 254, 255).map(size -> Arguments.of(phone, size)));
  }

  // The message towards the phone: header 4, token 4, Uri-Path "echo" 5, marker 1, payload.
  // Its answer 2.04: header 4, token 4, marker 1, payload.
  @ParameterizedTest
  @MethodSource("edges")
  void messagesAtTheEdgesOfSegmentsCross(String phone, int size) {
    long before = world.segmentsTo(phone);
    CoapMessage there =
        request(CoapType.CON, CoapCode.POST, true, phone, "/echo").withPayload(payload(size - 14));
    CoapMessage back =
        request(CoapType.CON, CoapCode.POST, false, phone, "/echo").withPayload(payload(size - 9));

    assertThat(client.answerTo(there).payload()).isEqualTo(there.payload());
    assertThat(last(world.sizesTo(phone))).isEqualTo(size);
    assertThat(world.segmentsTo(phone) - before).isEqualTo(segments(size));
    assertThat(client.answerTo(back).payload()).isEqualTo(back.payload());
    assertThat(last(world.sizesFrom(phone))).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.04", "5.00", "2.05"})
  void thePhonesOwnAnswersPass(String code) {
    CoapMessage answer =
        client.answerTo(
            request(CoapType.CON, CoapCode.GET, true, World.OVER_SMPP, "/status/" + code));

    assertThat(answer.code()).hasToString(code);
    if (!code.startsWith("2")) {
      assertThat(answer.payload().toUtf8()).isEqualTo("as asked: " + code);
    }
  }

  @Test
  void aSeparateResponseOfThePhoneIsTheAnswer() {
    CoapMessage answer =
        client.answerTo(request(CoapType.CON, CoapCode.GET, true, World.OVER_SMPP, "/separate"));

    assertThat(answer.type()).isEqualTo(CoapType.CON);
    assertThat(answer.code()).isEqualTo(CoapCode.CONTENT);
  }

  @Test
  void aSilentPhoneGivesGatewayTimeoutAtTheDeadline() {
    CoapMessage answer =
        client.answerTo(request(CoapType.CON, CoapCode.GET, true, World.HURRIED, "/silent"));

    assertThat(answer.code()).isEqualTo(CoapCode.GATEWAY_TIMEOUT);
    assertThat(answer.payload().toUtf8())
        .isEqualTo("no answer; the request may have been executed");
    assertThat(world.network.executions(World.HURRIED, "/silent", CoapCode.GET)).isEqualTo(1);
  }

  @Test
  void aNumberThatNoRouteAllowsGetsNoShortMessage() {
    CoapMessage forward =
        client.answerTo(request(CoapType.CON, CoapCode.GET, true, World.NOT_ALLOWED, "/test"));
    CoapMessage reverse =
        client.answerTo(request(CoapType.CON, CoapCode.GET, false, World.NOT_ALLOWED, "/test"));

    assertThat(forward.code()).isEqualTo(CoapCode.PROXYING_NOT_SUPPORTED);
    assertThat(reverse.code()).isEqualTo(CoapCode.FORBIDDEN);
    assertThat(reverse.payload().toUtf8()).isEqualTo("no route allows this number");
    assertThat(world.segmentsTo(World.NOT_ALLOWED)).isZero();
  }

  @Test
  void anObservationDoesNotReachThePhone() {
    CoapMessage answer =
        client.answerTo(
            request(CoapType.CON, CoapCode.GET, true, World.OVER_SMPP, "/obs")
                .withOption(CoapOption.empty(CoapOptionNumber.OBSERVE)));

    assertThat(answer.code()).isEqualTo(CoapCode.CONTENT);
    assertThat(answer.option(CoapOptionNumber.OBSERVE)).isEmpty();
    assertThat(world.network.<Integer>ask(now -> world.network.phone(World.OVER_SMPP).observers()))
        .isZero();
  }

  // RFC 7959 §2.2: NUM 1, SZX 2 is the second block of 64 octets.
  @Test
  void blocksPassEndToEnd() {
    CoapOption second = CoapOption.uint(CoapOptionNumber.BLOCK2, 1 << 4 | 2);

    CoapMessage answer =
        client.answerTo(
            request(CoapType.CON, CoapCode.GET, true, World.OVER_MODEM, "/large")
                .withOption(second));

    long block = answer.option(CoapOptionNumber.BLOCK2).orElseThrow().asUint();
    assertThat(block >>> 4).isEqualTo(1);
    assertThat(answer.payload().size()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {World.OVER_SMPP, World.OVER_MODEM})
  void aPhonesRequestReachesTheUpstream(String phone) {
    Address bridge = world.bridgeNumber(phone);
    var response =
        world.network.request(
            phone, PhoneRequest.of(bridge, CoapCode.POST, "/rd?ep=x").withPayload(payload(300)));
    CoapMessage asked = server.receives();
    server.sends(
        CoapMessage.response(CoapType.ACK, CoapCode.CREATED, asked.token())
            .withMessageId(asked.messageId())
            .withPayload(payload(500)));

    assertThat(asked.uriPath()).containsExactly("rd");
    assertThat(asked.uriQuery()).containsExactly("ep=x");
    assertThat(asked.payload()).isEqualTo(payload(300));
    assertThat(response)
        .succeedsWithin(Duration.ofSeconds(20))
        .satisfies(
            answer -> {
              assertThat(answer).isPresent();
              assertThat(answer.get().code()).isEqualTo(CoapCode.CREATED);
              assertThat(answer.get().payload()).isEqualTo(payload(500));
            });
  }

  @Test
  void withoutAnUpstreamAPhoneIsToldSo(@TempDir Path folder) {
    try (World lonely = world(folder, Optional.empty())) {
      Address bridge = lonely.bridgeNumber(World.OVER_SMPP);
      assertThat(
              lonely.network.request(
                  World.OVER_SMPP, PhoneRequest.of(bridge, CoapCode.GET, "/time")))
          .succeedsWithin(Duration.ofSeconds(20))
          .satisfies(
              answer ->
                  assertThat(answer.map(CoapMessage::code)).contains(CoapCode.SERVICE_UNAVAILABLE));
    }
  }

  private CoapMessage request(
      CoapType type, CoapCode method, boolean forward, String phone, String resource) {
    return World.request(type, method, forward, phone, resource, ids.incrementAndGet());
  }

  private static CoapCode method(String name) {
    return Stream.of(CoapCode.GET, CoapCode.POST, CoapCode.PUT, CoapCode.DELETE)
        .filter(code -> code.description().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int segments(int size) {
    return size <= ALONE ? 1 : (size + AS_PART - 1) / AS_PART;
  }

  private static int last(List<Integer> sizes) {
    return sizes.get(sizes.size() - 1);
  }

  private static Bytes payload(int size) {
    byte[] octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) i;
    }
    return Bytes.copyOf(octets);
  }
}
