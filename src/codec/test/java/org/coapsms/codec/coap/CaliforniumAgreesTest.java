package org.coapsms.codec.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapOptionNumber.Kind;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.junit.jupiter.api.Test;

/** Compares with an implementation that shares nothing with ours. */
class CaliforniumAgreesTest {
  private static final CoapCode[] CODES = {
    CoapCode.GET,
    CoapCode.POST,
    CoapCode.PUT,
    CoapCode.DELETE,
    CoapCode.FETCH,
    CoapCode.IPATCH,
    CoapCode.CONTENT,
    CoapCode.CHANGED,
    CoapCode.VALID,
    CoapCode.CREATED,
    CoapCode.CONTINUE,
    CoapCode.NOT_FOUND,
    CoapCode.TOO_MANY_REQUESTS,
    CoapCode.INTERNAL_SERVER_ERROR,
    CoapCode.GATEWAY_TIMEOUT
  };

  /** Options that every code may carry; Californium drops what it has not registered. */
  private static final int[] OPTIONS = {
    CoapOptionNumber.URI_HOST,
    CoapOptionNumber.URI_PATH,
    CoapOptionNumber.URI_QUERY,
    CoapOptionNumber.LOCATION_PATH,
    CoapOptionNumber.CONTENT_FORMAT,
    CoapOptionNumber.MAX_AGE,
    CoapOptionNumber.ACCEPT,
    CoapOptionNumber.SIZE1,
    CoapOptionNumber.SIZE2
  };

  private final Random random = new Random(7252);

  @Test
  void whatWeWriteCaliforniumReadsAndWritesAlike() {
    for (int i = 0; i < 2000; i++) {
      CoapMessage message = anyMessage();
      Message read = new UdpDataParser().parseMessage(message.encode().toArray());

      assertThat(read.getRawCode()).isEqualTo(message.code().value());
      assertThat(read.getMID()).isEqualTo(message.messageId());
      assertThat(read.getType().name()).isEqualTo(message.type().name());
      assertThat(Bytes.copyOf(read.getTokenBytes())).isEqualTo(message.token());
      assertThat(Bytes.copyOf(read.getPayload())).isEqualTo(message.payload());
      assertThat(Bytes.copyOf(new UdpDataSerializer().getByteArray(read)))
          .isEqualTo(message.encode());
    }
  }

  private CoapMessage anyMessage() {
    List<CoapOption> options = new ArrayList<>();
    for (int left = random.nextInt(6); left > 0; left--) {
      int number = OPTIONS[random.nextInt(OPTIONS.length)];
      boolean repeatable =
          number == CoapOptionNumber.URI_PATH
              || number == CoapOptionNumber.URI_QUERY
              || number == CoapOptionNumber.LOCATION_PATH;
      if (repeatable || options.stream().noneMatch(option -> option.number() == number)) {
        options.add(
            CoapOptionNumber.kind(number) == Kind.UINT
                ? CoapOption.uint(number, random.nextInt(1 << random.nextInt(16)))
                : CoapOption.string(number, "x".repeat(1 + random.nextInt(200))));
      }
    }
    byte[] token = new byte[random.nextInt(9)];
    random.nextBytes(token);
    byte[] payload = new byte[random.nextInt(60)];
    random.nextBytes(payload);
    CoapCode code = CODES[random.nextInt(CODES.length)];
    return new CoapMessage(
        random.nextBoolean() ? CoapType.CON : CoapType.NON,
        code,
        random.nextInt(0x10000),
        Bytes.copyOf(token),
        options,
        Bytes.copyOf(payload));
  }
}
