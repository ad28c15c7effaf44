package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of the proxy, datagram by datagram. */
class ProxyStoriesTest {

  @Test
  void anAnswerThatIsReadyAtOnceRidesOnTheAck() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      CoapMessage request = Scene.forward(CoapType.CON, CoapCode.GET);
      client.sends(request);
      CoapMessage asked = scene.phone.hears();
      scene.phone.says(Scene.onAck(asked, CoapCode.CONTENT, "21 C"));

      assertThat(asked.type()).isEqualTo(CoapType.CON);
      assertThat(asked.code()).isEqualTo(CoapCode.GET);
      assertThat(asked.options()).extracting(CoapOption::toString).containsExactly("Uri-Path=test");
      assertThat(client.receives()).isEqualTo(Scene.onAck(request, CoapCode.CONTENT, "21 C"));
      client.hasReceivedNothingElse();
      scene.phone.hasHeardNothingElse();
    }
  }

  // RFC 7252 §5.2.2: the Empty ACK promises, a CON with the token and a new Message ID keeps it.
  @Test
  void aLateAnswerComesSeparatelyAfterAnEmptyAck() {
    try (Scene scene = Scene.withEmptyAcksAtOnce();
        UdpClient client = scene.client()) {
      CoapMessage request = Scene.reverse(CoapType.CON, CoapCode.POST).withPayload(Bytes.of(1));
      client.sends(request);
      CoapMessage asked = scene.phone.hears();

      assertThat(asked.uriPath()).containsExactly("test");
      assertThat(asked.payload()).isEqualTo(Bytes.of(1));
      assertThat(client.receives()).isEqualTo(CoapMessage.emptyAck(request.messageId()));

      scene.phone.says(Scene.onAck(asked, CoapCode.CHANGED, ""));
      CoapMessage answer = client.receives();

      assertThat(answer.type()).isEqualTo(CoapType.CON);
      assertThat(answer.code()).isEqualTo(CoapCode.CHANGED);
      assertThat(answer.token()).isEqualTo(request.token());
      client.sends(CoapMessage.emptyAck(answer.messageId()));
      client.hasReceivedNothingElse();
    }
  }

  @Test
  void aNonRequestStaysNonAndGetsANonAnswer() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      client.sends(Scene.forward(CoapType.NON, CoapCode.GET));
      CoapMessage asked = scene.phone.hears();
      scene.phone.says(
          CoapMessage.response(CoapType.NON, CoapCode.NOT_FOUND, asked.token()).withMessageId(9));

      assertThat(asked.type()).isEqualTo(CoapType.NON);
      CoapMessage answer = client.receives();
      assertThat(answer.type()).isEqualTo(CoapType.NON);
      assertThat(answer.code()).isEqualTo(CoapCode.NOT_FOUND);
      assertThat(answer.token()).isEqualTo(Bytes.of(0x71, 0x33));
      client.hasReceivedNothingElse();
    }
  }

  // RFC 7252 §4.5: a duplicate is answered again and never executed again.
  @Test
  void aRequestThatTheClientRepeatsCostsOneShortMessage() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      CoapMessage request = Scene.forward(CoapType.CON, CoapCode.PUT);
      client.sends(request);
      client.sends(request);
      CoapMessage asked = scene.phone.hears();
      client.sends(request);
      scene.phone.says(Scene.onAck(asked, CoapCode.CHANGED, ""));
      CoapMessage answer = client.receives();
      client.sends(request);

      assertThat(client.receives()).isEqualTo(answer);
      client.hasReceivedNothingElse();
      scene.phone.hasHeardNothingElse();
      assertThat(scene.phone.segments()).isEqualTo(1);
    }
  }

  @Test
  void aRepeatedRequestIsKnownEvenWhenTheMessageLayerHasForgottenIt() {
    try (Scene scene = Scene.withEmptyAcksAtOnce();
        UdpClient client = scene.client()) {
      CoapMessage request = Scene.forward(CoapType.CON, CoapCode.POST);
      client.sends(request);
      CoapMessage asked = scene.phone.hears();
      assertThat(client.receives()).isEqualTo(CoapMessage.emptyAck(request.messageId()));

      // More messages than are remembered of one peer.
      for (int id = 0; id < 300; id++) {
        client.answerTo(CoapMessage.request(CoapType.CON, CoapCode.GET).withMessageId(id));
      }
      client.sends(request);
      assertThat(client.receives()).isEqualTo(CoapMessage.emptyAck(request.messageId()));
      scene.phone.says(Scene.onAck(asked, CoapCode.CHANGED, ""));

      CoapMessage answer = client.receives();
      assertThat(answer.code()).isEqualTo(CoapCode.CHANGED);
      assertThat(answer.token()).isEqualTo(request.token());
      client.sends(CoapMessage.emptyAck(answer.messageId()));
      client.hasReceivedNothingElse();
      scene.phone.hasHeardNothingElse();
      assertThat(scene.face.openRequests()).isZero();
    }
  }

  @Test
  void aClientThatResetsTheAnswerIsNotSentItAgain() {
    try (Scene scene = Scene.withEmptyAcksAtOnce();
        UdpClient client = scene.client()) {
      client.sends(Scene.forward(CoapType.CON, CoapCode.GET));
      CoapMessage asked = scene.phone.hears();
      client.receives();
      scene.phone.says(Scene.onAck(asked, CoapCode.CONTENT, "x"));
      client.sends(CoapMessage.reset(client.receives().messageId()));

      // ACK_TIMEOUT times ACK_RANDOM_FACTOR, RFC 7252 §4.8: by then a copy would have come.
      client.receivesNothingFor(Duration.ofMillis(3100));
      assertThat(scene.face.openRequests()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 500, 1000})
  void payloadsOfEverySizeCrossBothWays(int size) {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      Bytes payload = Bytes.copyOf(new byte[size]);
      client.sends(Scene.forward(CoapType.CON, CoapCode.POST).withPayload(payload));
      CoapMessage asked = scene.phone.hears();
      scene.phone.says(Scene.onAck(asked, CoapCode.CHANGED, "").withPayload(payload));

      assertThat(asked.payload()).isEqualTo(payload);
      assertThat(client.receives().payload()).isEqualTo(payload);
    }
  }

  @Test
  void optionsCrossUnchangedBothWays() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      client.sends(
          Scene.forward(CoapType.CON, CoapCode.GET)
              .withOption(new CoapOption(CoapOptionNumber.BLOCK2, Bytes.of(0x12)))
              .withOption(new CoapOption(CoapOptionNumber.ETAG, Bytes.of(1, 2, 3)))
              .withOption(new CoapOption(CoapOptionNumber.ETAG, Bytes.of(4, 5)))
              .withOption(CoapOption.empty(CoapOptionNumber.OBSERVE))
              .withOption(CoapOption.uint(CoapOptionNumber.HOP_LIMIT, 16))
              .withOption(new CoapOption(65_000, Bytes.of(7)))
              .withOption(new CoapOption(65_001, Bytes.of(8))));
      CoapMessage asked = scene.phone.hears();
      scene.phone.says(
          Scene.onAck(asked, CoapCode.of(2, 29), "")
              .withOption(new CoapOption(CoapOptionNumber.BLOCK2, Bytes.of(0x1a)))
              .withOption(new CoapOption(CoapOptionNumber.ETAG, Bytes.of(1, 2, 3)))
              .withOption(new CoapOption(65_001, Bytes.of(9)))
              .withPayload(Bytes.copyOf(new byte[64])));
      CoapMessage answer = client.receives();

      assertThat(asked.options())
          .extracting(CoapOption::toString)
          .containsExactly(
              "ETag=0x010203",
              "ETag=0x0405",
              "Uri-Path=test",
              "Hop-Limit=15",
              "Block2=18",
              "Option-65000=0x07",
              "Option-65001=0x08");
      assertThat(answer.code()).isEqualTo(CoapCode.of(2, 29));
      assertThat(answer.options())
          .extracting(CoapOption::toString)
          .containsExactly("ETag=0x010203", "Block2=26", "Option-65001=0x09");
      assertThat(answer.payload().size()).isEqualTo(64);
    }
  }

  @Test
  void aNumberThatNoRouteAllowsIsRefusedAndNothingLeaves() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      CoapMessage forward =
          CoapMessage.request(CoapType.CON, CoapCode.GET)
              .withMessageId(1)
              .withOption(
                  CoapOption.string(CoapOptionNumber.PROXY_URI, "coap+sms://+15105550101/x"));
      CoapMessage reverse =
          CoapMessage.request(CoapType.CON, CoapCode.GET)
              .withMessageId(2)
              .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, "+15105550101"));

      assertThat(client.answerTo(forward))
          .isEqualTo(
              CoapMessage.response(CoapType.ACK, CoapCode.PROXYING_NOT_SUPPORTED, Bytes.EMPTY)
                  .withMessageId(1)
                  .withPayload(Bytes.ofUtf8("no route allows this number")));
      assertThat(client.answerTo(reverse).code()).isEqualTo(CoapCode.FORBIDDEN);
      assertThat(scene.phone.segments()).isZero();
    }
  }

  @Test
  void aDeviceThatNeverAnswersGivesGatewayTimeoutAtTheDeadline() {
    try (Scene scene = Scene.withDeadline(Duration.ofSeconds(1));
        UdpClient client = scene.client()) {
      client.sends(Scene.forward(CoapType.CON, CoapCode.GET));
      scene.phone.hears();
      CoapMessage answer = client.receives();

      assertThat(answer.code()).isEqualTo(CoapCode.GATEWAY_TIMEOUT);
      assertThat(answer.payload().toUtf8()).contains("may have been executed");
    }
  }

  @Test
  void whatTheDeviceWouldNeedTooManyShortMessagesForIsTooLarge() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      CoapMessage large =
          Scene.forward(CoapType.CON, CoapCode.PUT).withPayload(Bytes.copyOf(new byte[3000]));

      assertThat(client.answerTo(large).code()).isEqualTo(CoapCode.REQUEST_ENTITY_TOO_LARGE);
      assertThat(scene.phone.segments()).isZero();
    }
  }

  @Test
  void aDeviceThatRejectsTheRequestGivesBadGateway() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      client.sends(Scene.forward(CoapType.CON, CoapCode.GET));
      scene.phone.says(CoapMessage.reset(scene.phone.hears().messageId()));

      assertThat(client.receives().code()).isEqualTo(CoapCode.BAD_GATEWAY);
    }
  }

  @Test
  void whoWaitsWhenTheBridgeStopsIsTold() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      client.sends(Scene.forward(CoapType.CON, CoapCode.GET));
      scene.phone.hears();
      scene.face.close();

      CoapMessage answer = client.receives();
      assertThat(answer.code()).isEqualTo(CoapCode.GATEWAY_TIMEOUT);
      assertThat(answer.payload().toUtf8()).contains("the bridge stops");
    }
  }

  // RFC 7252 §4.2 and §4.3.
  @Test
  void pingsAndBrokenMessagesAreReset() {
    try (Scene scene = new Scene();
        UdpClient client = scene.client()) {
      client.hasReceivedNothingElse();

      client.sends(Bytes.fromHex("40 01 12 34 f0"));
      assertThat(client.receives()).isEqualTo(CoapMessage.reset(0x1234));

      client.sends(Bytes.fromHex("40 01 12 35 ff"));
      assertThat(client.receives()).isEqualTo(CoapMessage.reset(0x1235));
    }
  }
}
