package org.coapsms.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.coapsms.app.CommandLineRun;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestCommandTest {
  private static final String DEVICE = "coap+sms://+491700000001/test";

  private PlayedServer bridge;

  @BeforeEach
  void startBridge() throws IOException {
    bridge = new PlayedServer();
  }

  @AfterEach
  void stopBridge() {
    bridge.close();
  }

  @Test
  void waitsForAnAnswerThatComesAfterAnEmptyAckAndAcknowledgesIt() {
    CompletableFuture<CommandLineRun> run =
        PlayedServer.run("get", "--via", bridge.uri(), "--verbose", DEVICE);

    CoapMessage request = bridge.receives();
    bridge.sends(CoapMessage.emptyAck(request.messageId()));
    bridge.sends(
        CoapMessage.response(CoapType.CON, CoapCode.CONTENT, request.token())
            .withMessageId(0x4711)
            .withPayload(Bytes.ofUtf8("21.5 °C")));
    // RFC 7252, 4.2 and figure 5: version 1, ACK, no token; code 0.00; the Message ID.
    Bytes acknowledgement = bridge.receivesOctets();

    assertThat(acknowledgement).isEqualTo(Bytes.of(0x60, 0x00, 0x47, 0x11));
    assertThat(run.join().status()).isZero();
    assertThat(run.join().out()).isEqualTo("21.5 °C\n");
    assertThat(run.join().err()).contains(">> CON GET", "<< ACK 0.00", "<< CON 2.05", ">> ACK");
    assertThat(request.type()).isEqualTo(CoapType.CON);
    assertThat(request.code()).isEqualTo(CoapCode.GET);
    assertThat(request.token().size()).isGreaterThanOrEqualTo(4);
    assertThat(request.options())
        .containsExactly(CoapOption.string(CoapOptionNumber.PROXY_URI, DEVICE));
  }

  @Test
  void repeatsARequestThatNobodyAcknowledged() {
    CompletableFuture<CommandLineRun> run = PlayedServer.run("get", bridge.uri() + "/");

    Bytes lost = bridge.receivesOctets();
    CoapMessage request = bridge.receives();
    bridge.sends(answer(request, CoapCode.CONTENT, "here"));

    assertThat(request.encode()).isEqualTo(lost);
    assertThat(run.join().out()).isEqualTo("here\n");
  }

  @Test
  void tellsARefusalOnStandardError() {
    CompletableFuture<CommandLineRun> run =
        PlayedServer.run("get", "--via", bridge.uri(), DEVICE + "/none");

    bridge.sends(answer(bridge.receives(), CoapCode.NOT_FOUND, "no such resource"));

    assertThat(run.join())
        .extracting(CommandLineRun::status, CommandLineRun::out, CommandLineRun::err)
        .containsExactly(1, "", "4.04 Not Found: no such resource\n");
  }

  @Test
  void sendsAPayloadWithItsFormatAndTellsAnAnswerWithoutOne(@TempDir Path folder)
      throws IOException {
    Path file = Files.write(folder.resolve("reading"), new byte[] {(byte) 0xA0, 0, 1});
    CompletableFuture<CommandLineRun> run =
        PlayedServer.run(
            "post", DEVICE, "--via", bridge.uri(), "--file=" + file, "--content-format=cbor");

    CoapMessage request = bridge.receives();
    bridge.sends(
        CoapMessage.response(CoapType.ACK, CoapCode.CREATED, request.token())
            .withMessageId(request.messageId())
            .withOption(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "a"))
            .withOption(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "b")));

    assertThat(run.join().status()).isZero();
    assertThat(run.join().out()).isEmpty();
    assertThat(run.join().err()).isEqualTo("2.01 Created /a/b\n");
    assertThat(request.code()).isEqualTo(CoapCode.POST);
    assertThat(request.payload()).isEqualTo(Bytes.of(0xA0, 0, 1));
    assertThat(request.option(CoapOptionNumber.CONTENT_FORMAT).orElseThrow().asUint())
        .isEqualTo(60);
  }

  @Test
  void leavesOctetsOfAnAnswerAsTheyAre() {
    CompletableFuture<CommandLineRun> run =
        PlayedServer.run("get", "--non", bridge.uri() + "/%2B49/a%20b?c=d&e");

    CoapMessage request = bridge.receives();
    bridge.sends(
        CoapMessage.response(CoapType.NON, CoapCode.CONTENT, request.token())
            .withPayload(Bytes.of(0xFF, 0x00, 0x80)));

    assertThat(run.join().octets()).isEqualTo(Bytes.of(0xFF, 0x00, 0x80));
    assertThat(request.type()).isEqualTo(CoapType.NON);
    assertThat(request.uriPath()).containsExactly("+49", "a b");
    assertThat(request.uriQuery()).containsExactly("c=d", "e");
    assertThat(request.option(CoapOptionNumber.URI_HOST)).isEmpty();
  }

  @Test
  void fetchesTheRestOfAnAnswerThatComesInBlocks() {
    CompletableFuture<CommandLineRun> run = PlayedServer.run("get", bridge.uri() + "/large");

    // RFC 7959, 2.2: NUM 0, M 1, SZX 0 for 16 octets is 0x08; the next block is asked as 0x10.
    bridge.sends(block(bridge.receives(), 0x08, "0123456789abcdef"));
    CoapMessage second = bridge.receives();
    bridge.sends(block(second, 0x10, "end\n"));

    assertThat(run.join().out()).isEqualTo("0123456789abcdefend\n");
    assertThat(second.option(CoapOptionNumber.BLOCK2).orElseThrow().value())
        .isEqualTo(Bytes.of(0x10));
    assertThat(second.uriPath()).containsExactly("large");
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int unused;
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      unused = socket.getLocalPort();
    }

    CommandLineRun run = CommandLineRun.of("get", DEVICE, "--via", "coap://127.0.0.1:" + unused);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("nobody listens at 127.0.0.1:" + unused + "; is the bridge running?\n");
  }

  @Test
  void givesUpWhenItsTimeIsOver() {
    CompletableFuture<CommandLineRun> run =
        PlayedServer.run("get", "--timeout", "300ms", "--via", bridge.uri(), DEVICE);

    bridge.sends(CoapMessage.emptyAck(bridge.receives().messageId()));

    assertThat(run.join().status()).isEqualTo(1);
    assertThat(run.join().err()).isEqualTo("no answer within 300 ms; the request was received\n");
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (String address : new String[] {"+491700000001", "http://host/", "coap:///path", "%"}) {
      CommandLineRun run = CommandLineRun.of("get", address);

      assertThat(run.status()).as(address).isEqualTo(2);
      assertThat(run.err()).as(address).contains("Usage: coapsms get");
    }
    assertThat(CommandLineRun.of("put", DEVICE, "--payload=a", "--payload-hex=61").status())
        .isEqualTo(2);
  }

  private static CoapMessage answer(CoapMessage request, CoapCode code, String text) {
    return CoapMessage.response(CoapType.ACK, code, request.token())
        .withMessageId(request.messageId())
        .withPayload(Bytes.ofUtf8(text));
  }

  private static CoapMessage block(CoapMessage request, int block2, String text) {
    return answer(request, CoapCode.CONTENT, text)
        .withOption(new CoapOption(CoapOptionNumber.BLOCK2, Bytes.of(block2)));
  }
}
