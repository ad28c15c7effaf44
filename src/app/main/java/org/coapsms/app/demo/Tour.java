package org.coapsms.app.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coapsms.app.client.CoapClient;
import org.coapsms.app.client.NoAnswer;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.simulator.phone.PhoneRequest;

/** Lists what the demo shows, from the usual to the failure. */
final class Tour {
  private static final Duration PATIENCE = Stage.DEADLINE.plusSeconds(15);
  private static final int TEXT_PLAIN = 0;
  private static final int LARGE = 300;
  private static final String REPORT = "door open";

  private final Stage stage;

  Tour(Stage stage) {
    this.stage = stage;
  }

  List<Episode> episodes() {
    String large = "0123456789".repeat(LARGE / 10);
    return List.of(
        new Episode(
            "A request over SMPP",
            "A CoAP client asks the bridge as its proxy, as if the phone had an IP address. The"
                + " bridge sends the request as one SMS through the carrier's SMSC; the phone's"
                + " answer comes back the same way.",
            () -> ask(CoapCode.GET, Stage.PHONE_OVER_SMPP + "/test", ""),
            CoapCode.CONTENT,
            answer -> !answer.payload().isEmpty(),
            2),
        new Episode(
            "A request over a GSM modem",
            "The same, for a number that is routed to a modem with a SIM: AT commands over a serial"
                + " port take the place of SMPP. A modem needs seconds for each SMS.",
            () -> ask(CoapCode.PUT, Stage.PHONE_OVER_MODEM + "/echo", "lamp on"),
            CoapCode.CHANGED,
            answer -> answer.payload().toUtf8().equals("lamp on"),
            2),
        new Episode(
            "A request that does not fit one SMS",
            LARGE
                + " octets each way: cut into parts, carried in any order, put together again by the"
                + " bridge and by the phone.",
            () -> ask(CoapCode.POST, Stage.PHONE_OVER_SMPP + "/echo", large),
            CoapCode.CHANGED,
            answer -> answer.payload().equals(Bytes.copyOf(large.getBytes(US_ASCII))),
            6),
        new Episode(
            "A device that reports",
            "The other way round: a phone sends a request to the bridge's number, the bridge passes"
                + " it to the CoAP server that it was configured with, and answers the phone.",
            this::report,
            CoapCode.CHANGED,
            answer -> stage.upstream().kept().contains(REPORT),
            2),
        new Episode(
            "A number that nobody allowed",
            "Short messages cost money, so only numbers that a route allows are reached. The bridge"
                + " says so at once, and no SMS leaves.",
            () -> ask(CoapCode.GET, Stage.NOT_ALLOWED + "/test", ""),
            CoapCode.PROXYING_NOT_SUPPORTED,
            answer -> !answer.payload().isEmpty(),
            0),
        new Episode(
            "A device that never answers",
            "The SMS arrives, the receipt says so, and nothing follows. At the deadline, "
                + Stage.DEADLINE.toSeconds()
                + " s here and 30 min by default, the client is told the truth: it was sent, and"
                + " may have been carried out.",
            () -> ask(CoapCode.GET, Stage.THIRD_PHONE + "/silent", ""),
            CoapCode.GATEWAY_TIMEOUT,
            answer -> !answer.payload().isEmpty(),
            1));
  }

  private CoapMessage ask(CoapCode method, String resource, String payload)
      throws IOException, NoAnswer {
    CoapMessage request =
        CoapMessage.request(CoapType.CON, method)
            .withOption(CoapOption.string(CoapOptionNumber.PROXY_URI, "coap+sms://" + resource));
    if (!payload.isEmpty()) {
      request =
          request
              .withOption(CoapOption.uint(CoapOptionNumber.CONTENT_FORMAT, TEXT_PLAIN))
              .withPayload(Bytes.ofUtf8(payload));
    }
    try (CoapClient client = new CoapClient(stage.proxy(), new SecureRandom(), line -> {})) {
      return client.ask(request, PATIENCE);
    }
  }

  private CoapMessage report() throws Exception {
    PhoneRequest request =
        PhoneRequest.of(Stage.SMSC_NUMBER, CoapCode.POST, "/reports")
            .withPayload(Bytes.ofUtf8(REPORT));
    return stage
        .network()
        .request(Stage.THIRD_PHONE, request)
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .orElseThrow(() -> new IllegalStateException("the phone got no answer"));
  }
}
