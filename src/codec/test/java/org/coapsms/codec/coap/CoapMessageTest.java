package org.coapsms.codec.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoapMessageTest {
  @ParameterizedTest
  @CsvSource({
    // RFC 7252 §3: version, token length, option nibbles, marker; §4.1: Empty message.
    "'',                0, ends before the CoAP header",
    "00017d34,          0, 'CoAP version 0, not 1'",
    "80017d34,          0, 'CoAP version 2, not 1'",
    "49017d34,          0, token length 9 is reserved",
    "4f017d34,          0, token length 15 is reserved",
    "44017d34010203,    7, ends before the token",
    "41007d34aa,        0, an Empty message with a token",
    "60007d34ff41,      4, an Empty message with more than its header",
    "6000000000,        4, an Empty message with more than its header",
    "40017d34ff,        4, a payload marker without payload",
    "40017d34b141ff,    6, a payload marker without payload",
    "40017d34f0,        4, option delta 15 is reserved",
    "40017d340f,        4, option length 15 is reserved",
    "40017d34b141f1,    6, option delta 15 is reserved",
    "40017d34d0,        5, ends before the extended option delta",
    "40017d34e000,      6, ends before the extended option delta",
    "40017d340d,        5, ends before the extended option length",
    "40017d34b541,      6, ends before Uri-Path",
    "40017d340effff41,  8, ends before Option-0",
    // 269 + 65267 = 65536 is one too many, also as the sum of two deltas.
    "40017d34e0fef3,    4, option number 65536 is beyond 65535",
    "40017d34e0fef210,  7, option number 65536 is beyond 65535",
  })
  void namesTheOctetThatCannotBe(String hex, int offset, String what) {
    MalformedCoap malformed =
        catchThrowableOfType(MalformedCoap.class, () -> CoapMessage.decode(Bytes.fromHex(hex)));

    assertThat(malformed.offset()).isEqualTo(offset);
    assertThat(malformed.what()).startsWith(what);
  }

  @Test
  void theLargestOptionNumberIsNoError() throws MalformedCoap {
    CoapMessage message = CoapMessage.decode(Bytes.fromHex("40017d34e0fef2"));

    assertThat(message.options()).containsExactly(CoapOption.empty(65535));
  }

  @Test
  void keepsReservedCodeClasses() throws MalformedCoap {
    CoapMessage signaling = CoapMessage.decode(Bytes.fromHex("40e10001"));

    assertThat(signaling.code()).hasToString("7.01");
    assertThat(signaling.isRequest() || signaling.isResponse() || signaling.isEmpty()).isFalse();
  }

  @Test
  void writesOptionsByNumberAndRepeatedOnesInTheirOrder() {
    CoapMessage message =
        CoapMessage.request(CoapType.CON, CoapCode.GET)
            .withOption(CoapOption.string(CoapOptionNumber.URI_QUERY, "q"))
            .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, "b"))
            .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, "a"))
            .withOption(CoapOption.uint(CoapOptionNumber.OBSERVE, 0));

    assertThat(message.uriPath()).containsExactly("b", "a");
    assertThat(message.encode().toHex()).isEqualTo("40010000" + "60" + "5162" + "0161" + "4171");
    assertThat(message.withoutOption(CoapOptionNumber.URI_PATH).encode().toHex())
        .isEqualTo("40010000" + "60" + "9171");
  }

  @ParameterizedTest
  @CsvSource({"0,''", "1,01", "255,ff", "256,0100", "4294967295,ffffffff"})
  void numbersTakeTheFewestOctets(long number, String hex) {
    CoapOption option = CoapOption.uint(CoapOptionNumber.MAX_AGE, number);

    assertThat(option.value().toHex()).isEqualTo(hex);
    assertThat(option.asUint()).isEqualTo(number);
  }

  @Test
  void leadingZerosAndTooManyOctetsStillGiveANumber() {
    assertThat(new CoapOption(14, Bytes.fromHex("000000000000000000003c")).asUint()).isEqualTo(60);
    assertThat(new CoapOption(14, Bytes.fromHex("ffffffffffffffffff")).asUint())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anEmptyMessageCannotCarryAnything() {
    CoapMessage ack = CoapMessage.emptyAck(7);

    assertThat(ack.encode().toHex()).isEqualTo("60000007");
    assertThatIllegalArgumentException().isThrownBy(() -> ack.withToken(Bytes.of(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> ack.withPayload(Bytes.of(1)));
  }

  @ParameterizedTest
  @CsvSource({
    // number, critical, unsafe, no cache key: the columns C U N of RFC 7252 §5.10, RFC 7959 §2.1
    "1, true, false, false",
    "3, true, true, false",
    "4, false, false, false",
    "6, false, true, false",
    "14, false, true, false",
    "23, true, true, false",
    "28, false, false, true",
    "60, false, false, true",
    "35, true, true, false",
    "252, false, false, true",
    "292, false, false, false",
  })
  void theNumberTellsHowAnUnknownOptionIsTreated(
      int number, boolean critical, boolean unsafe, boolean noCacheKey) {
    assertThat(CoapOptionNumber.isCritical(number)).isEqualTo(critical);
    assertThat(CoapOptionNumber.isUnsafe(number)).isEqualTo(unsafe);
    assertThat(CoapOptionNumber.isNoCacheKey(number)).isEqualTo(noCacheKey);
  }

  @Test
  void codesReadAsTheyAreWritten() {
    assertThat(CoapCode.parse("2.05")).isEqualTo(CoapCode.CONTENT).hasToString("2.05");
    assertThat(CoapCode.parse("5.31").value()).isEqualTo(0xBF);
    assertThat(CoapCode.GET.description()).isEqualTo("GET");
    assertThatIllegalArgumentException().isThrownBy(() -> CoapCode.parse("2.5"));
    assertThatIllegalArgumentException().isThrownBy(() -> CoapCode.parse("2.32"));
  }

  @Test
  void whatIsWrittenIsReadBack() throws MalformedCoap {
    Random random = new Random(7252);
    for (int i = 0; i < 2000; i++) {
      CoapMessage message = anyMessage(random);

      assertThat(CoapMessage.decode(message.encode())).isEqualTo(message);
    }
  }

  static CoapMessage anyMessage(Random random) {
    List<CoapOption> options = new ArrayList<>();
    for (int left = random.nextInt(6); left > 0; left--) {
      int number = random.nextInt(1 << random.nextInt(17));
      options.add(
          new CoapOption(number, anyOctets(random, random.nextInt(1 << random.nextInt(10)))));
    }
    return new CoapMessage(
        CoapType.of(random.nextInt(4)),
        new CoapCode(1 + random.nextInt(255)),
        random.nextInt(0x10000),
        anyOctets(random, random.nextInt(9)),
        options,
        anyOctets(random, random.nextInt(40)));
  }

  private static Bytes anyOctets(Random random, int size) {
    byte[] octets = new byte[size];
    random.nextBytes(octets);
    return Bytes.copyOf(octets);
  }
}
