package org.coapsms.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.junit.jupiter.api.Test;

/** Devices ask; a server on the IP side answers. */
class UpstreamStoriesTest {
  private static final CoapMessage QUESTION =
      CoapMessage.request(CoapType.CON, CoapCode.POST)
          .withMessageId(0x0102)
          .withToken(Bytes.of(0xAA))
          .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, "rd"))
          .withOption(CoapOption.string(CoapOptionNumber.URI_QUERY, "ep=x"))
          .withOption(CoapOption.uint(CoapOptionNumber.CONTENT_FORMAT, 40))
          .withOption(CoapOption.empty(CoapOptionNumber.OBSERVE))
          .withOption(new CoapOption(65_000, Bytes.of(7)))
          .withPayload(Bytes.ofUtf8("</1/0>"));

  @Test
  void aDevicesRequestReachesTheUpstreamAndItsAnswerTheDevice() {
    try (UdpClient server = UdpClient.server();
        Scene scene = new Scene(server.address())) {
      scene.phone.says(QUESTION);
      CoapMessage asked = server.receives();
      server.sends(
          CoapMessage.response(CoapType.ACK, CoapCode.CREATED, asked.token())
              .withMessageId(asked.messageId())
              .withOption(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "rd"))
              .withOption(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "5a3f")));
      CoapMessage answer = scene.phone.hears();

      assertThat(asked.type()).isEqualTo(CoapType.CON);
      assertThat(asked.code()).isEqualTo(CoapCode.POST);
      assertThat(asked.options())
          .extracting(CoapOption::toString)
          .containsExactly(
              "Uri-Path=base",
              "Uri-Path=rd",
              "Content-Format=40",
              "Uri-Query=ep=x",
              "Option-65000=0x07");
      assertThat(asked.payload().toUtf8()).isEqualTo("</1/0>");
      assertThat(asked.token()).isNotEqualTo(QUESTION.token());
      assertThat(answer.code()).isEqualTo(CoapCode.CREATED);
      assertThat(answer.token()).isEqualTo(QUESTION.token());
      assertThat(answer.options())
          .extracting(CoapOption::toString)
          .containsExactly("Location-Path=rd", "Location-Path=5a3f");
    }
  }

  @Test
  void aSeparateAnswerOfTheUpstreamIsAcknowledgedToIt() {
    try (UdpClient server = UdpClient.server();
        Scene scene = new Scene(server.address())) {
      scene.phone.says(QUESTION);
      CoapMessage asked = server.receives();
      server.sends(CoapMessage.emptyAck(asked.messageId()));
      server.sends(
          CoapMessage.response(CoapType.CON, CoapCode.CHANGED, asked.token()).withMessageId(77));

      assertThat(server.receives()).isEqualTo(CoapMessage.emptyAck(77));
      assertThat(scene.phone.hears().code()).isEqualTo(CoapCode.CHANGED);
    }
  }

  @Test
  void anUpstreamThatRejectsGivesBadGateway() {
    try (UdpClient server = UdpClient.server();
        Scene scene = new Scene(server.address())) {
      scene.phone.says(QUESTION);
      server.sends(CoapMessage.reset(server.receives().messageId()));

      assertThat(scene.phone.hears().code()).isEqualTo(CoapCode.BAD_GATEWAY);
    }
  }

  @Test
  void aDeviceMayNotChooseWhereTheBridgeSendsPackets() {
    try (UdpClient server = UdpClient.server();
        Scene scene = new Scene(server.address())) {
      scene.phone.says(
          QUESTION.withOption(
              CoapOption.string(CoapOptionNumber.PROXY_URI, "coap://192.0.2.1/admin")));

      assertThat(scene.phone.hears().code()).isEqualTo(CoapCode.PROXYING_NOT_SUPPORTED);
    }
  }

  @Test
  void withoutAnUpstreamADeviceIsToldSo() {
    try (Scene scene = new Scene()) {
      scene.phone.says(QUESTION);
      CoapMessage answer = scene.phone.hears();

      assertThat(answer.code()).isEqualTo(CoapCode.SERVICE_UNAVAILABLE);
      assertThat(answer.payload().toUtf8()).isEqualTo("no upstream is configured");
    }
  }
}
