package org.coapsms.codec.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
  /** CON GET /t to a phone; the vector and its fields are those of the design's facts. */
  private static final String SUBMIT_WITH_COAP =
      "71000B915101550501F10004000E06050416331633410112344AB174";

  @Test
  void showsCoapInsideAShortMessage() throws Malformed {
    Decoded decoded = decode(SUBMIT_WITH_COAP);

    assertThat(decoded.json())
        .containsEntry("kind", "SMS-SUBMIT")
        .containsEntry("address", "+15105550101")
        .containsEntry("reference", 0)
        .containsEntry("pid", 0)
        .containsEntry("dcs", 4)
        .containsEntry("validity", "PT5M")
        .containsEntry("userData", "410112344ab174")
        .doesNotContainKeys("smsc", "text", "timestamp");
    assertThat(object(decoded.json(), "udh", "ports"))
        .isEqualTo(Map.of("bits", 16, "destination", 5683, "source", 5683));
    assertThat(object(decoded.json(), "coap"))
        .isEqualTo(
            Map.of(
                "type",
                "CON",
                "code",
                "0.01",
                "codeName",
                "GET",
                "mid",
                0x1234,
                "token",
                "4a",
                "options",
                List.of(Map.of("number", 11, "name", "Uri-Path", "value", "t")),
                "payload",
                ""));
  }

  @Test
  void showsEveryFieldWithItsOctets() throws Malformed {
    assertThat(decode("00" + SUBMIT_WITH_COAP).toText().lines())
        .containsExactly(
            "SMS-SUBMIT, 29 octets",
            "  0        service centre                  the SIM's own",
            "  1        first octet                     0x71 SMS-SUBMIT: report requested, header",
            "  2        reference                       0",
            "  3-10     destination                     +15105550101 (TON 1, NPI 1)",
            "  11       protocol id                     0x00",
            "  12       data coding                     0x04 8-bit data",
            "  13       validity                        PT5M",
            "  14       user data length                14",
            "  15-21    user data header",
            "  15         UDHL                          6",
            "  16-21      element 0x05                  to port 5683 from port 5683",
            "  22-28    user data: CoAP",
            "  22         version, type, TKL            1, CON, 1",
            "  23         code                          0.01 GET",
            "  24-25      message id                    4660 (0x1234)",
            "  26         token                         4a",
            "  27-28      option 11 Uri-Path            t");
  }

  @Test
  void showsAStatusReport() throws Malformed {
    // ModemManager, src/tests/test-sms-part-3gpp.c, test_pdu_not_stored.
    Decoded decoded =
        decode(
            "07914356060013F1" + "065A098136397339F7" + "21901170046380" + "21901170046380" + "30");

    assertThat(decoded.json())
        .containsEntry("kind", "SMS-STATUS-REPORT")
        .containsEntry("smsc", "+34656000311")
        .containsEntry("reference", 0x5A)
        .containsEntry("address", "639337937")
        .containsEntry("timestamp", "2012-09-11T07:40:36+02:00")
        .containsEntry("discharge", "2012-09-11T07:40:36+02:00")
        .doesNotContainKeys("pid", "dcs", "userData", "text");
    assertThat(object(decoded.json(), "status"))
        .containsEntry("code", 0x30)
        .containsEntry("class", "STILL_TRYING");
  }

  @Test
  void showsUserDataWithItsHeader() throws Malformed {
    Decoded decoded = decode("0C 0504 1633 1633 0804 BEEF 02 01 44 01 12 34 DEADBEEF B174");

    assertThat(decoded.kind()).isEqualTo(Kind.UDH);
    assertThat(object(decoded.json(), "udh", "concat"))
        .isEqualTo(Map.of("bits", 16, "ref", 0xBEEF, "total", 2, "seq", 1));
    assertThat(object(decoded.json(), "coap")).containsEntry("complete", false);
  }

  @Test
  void laterPartsOfAMessageAreNotTakenForCoap() throws Malformed {
    Decoded decoded = decode("0C 0504 1633 1633 0804 BEEF 02 02 44 01 12 34 DEADBEEF B174");

    assertThat(decoded.json()).containsEntry("userData", "44011234deadbeefb174");
    assertThat(decoded.json()).doesNotContainKeys("coap", "coapError");
  }

  @Test
  void saysWhyAMessageToTheCoapPortIsNone() throws Malformed {
    assertThat(decode("06 0504 1633 1633 4901").json())
        .containsEntry("coapError", "octet 0: token length 9 is reserved");
  }

  @Test
  void showsCoapWithReadableOptions() throws Malformed {
    Decoded decoded = decode("44015d1f000039743 96c6f63616c686f7374 8374763160 d1040a ff4869");

    Map<String, Object> coap = object(decoded.json(), "coap");
    assertThat(coap)
        .containsEntry("payload", "4869")
        .containsEntry("payloadText", "Hi")
        .containsEntry(
            "options",
            List.of(
                Map.of("number", 3, "name", "Uri-Host", "value", "localhost"),
                Map.of("number", 11, "name", "Uri-Path", "value", "tv1"),
                Map.of("number", 17, "name", "Accept", "value", 0L),
                Map.of("number", 34, "name", "Option-34", "value", "0a")));
  }

  @ParameterizedTest
  @CsvSource({
    "'id:5 stat:DELIVRD err:000 text:hi'",
    "69643a3520737461743a44454c495652442065 72723a30303020746578743a6869",
  })
  void readsAReceiptAsTextAndAsHexadecimal(String input) throws Malformed {
    Decoded decoded = decode(input);

    assertThat(decoded.kind()).isEqualTo(Kind.RECEIPT);
    assertThat(object(decoded.json(), "receipt"))
        .isEqualTo(
            Map.of("id", "5", "stat", "DELIVRD", "err", "000", "text", "hi", "state", "DELIVERED"));
  }

  @Test
  void aReceiptIsShownInItsPdu() throws Malformed {
    String text = "69643a352073746174 3a44454c49565244".replace(" ", "");
    String body = "00" + "01013100" + "01013200" + "040000" + "0000" + "00000000" + "11" + text;
    Decoded decoded =
        decode(
            String.format("%08x", 16 + body.length() / 2) + "00000005" + "0000000000000001" + body);

    assertThat(decoded.json())
        .containsEntry("command", "deliver_sm")
        .containsEntry("address", "+1");
    assertThat(object(decoded.json(), "receipt"))
        .isEqualTo(Map.of("id", "5", "stat", "DELIVRD", "state", "DELIVERED"));
  }

  @Test
  void aShortMessageOverSmppShowsItsCoap() throws Malformed {
    // submit_sm, esm_class 0x40, data_coding 4, the user data of SUBMIT_WITH_COAP.
    String body =
        "00" + "000031303030300001013135313035353530313031 00" + "400000" + "0000" + "01000400";
    String message = "0E" + "06050416331633410112344AB174";
    String pdu = (body + message).replace(" ", "");
    Decoded decoded =
        decode(String.format("%08x000000040000000000000009", 16 + pdu.length() / 2) + pdu);

    assertThat(decoded.json())
        .containsEntry("command", "submit_sm")
        .containsEntry("commandId", 4L)
        .containsEntry("commandStatus", 0L)
        .containsEntry("sequence", 9L)
        .containsEntry("source", "10000")
        .containsEntry("destination", "+15105550101")
        .containsEntry("dcs", 4)
        .containsEntry("userData", "410112344ab174");
    assertThat(object(decoded.json(), "coap")).containsEntry("token", "4a");
    assertThat(object(decoded.json(), "fields")).containsEntry("esm_class", 0x40);
  }

  @ParameterizedTest
  @CsvSource({
    // What is wrong and where, of the reading that got furthest.
    "'',                                            0,  nothing to decode",
    "xyz,                                           0,  no hexadecimal digit: 'x'",
    "0001000g,                                      3,  no hexadecimal digit: 'g'",
    "071,                                           1,  half an octet at the end",
    "0071000B915101550501F10004000E060504163316,    21, ends before the user data",
    "71000B915101550501F10004000E060504163316,      20, ends before the user data",
    "04 0B 91 1346610089F6 00 00 208062917314,      17, ends before TP-SCTS",
    "0000001000000015000000000a342e,                15, ends before",
    "40017d34f0,                                    4,  option delta 15 is reserved",
  })
  void reportsTheReadingThatGotFurthest(String input, int offset, String what) {
    Malformed malformed = catchThrowableOfType(Malformed.class, () -> decode(input));

    assertThat(malformed.what()).contains(what);
    assertThat(malformed.offset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 7252 figure 16 with Message IDs whose octets look like types of addresses.
    "40018191 bb74656d7065726174757265,               COAP",
    "4101fe91 20 bb74656d7065726174757265,            COAP",
    "4201fe91 2021 bb74656d7065726174757265,          COAP",
    "60458191 ff 32322e332043,                        COAP",
    // Both concatenations, references with the top bit set; 21 octets are a report's least.
    "05 0003 CC 02 01 4101fe9120bb74656d70,           UDH",
    "06 0804 CC91 02 01 4101fe9120bb74656d7065726174, UDH",
    // The SIM's service centre in front of a SUBMIT that takes any reference.
    "00 0100 0B 91 5101550501F1 00 04 01 41,          SMS-SUBMIT",
    "00 01FF 0B 91 5101550501F1 00 04 01 41,          SMS-SUBMIT",
  })
  void isNotMisledByOctetsThatLookLikeAnAddress(String hex, String kind) throws Malformed {
    assertThat(decode(hex).kind().label()).isEqualTo(kind);
  }

  @Test
  void triesOnlyTheKindThatWasAskedFor() throws Malformed {
    assertThat(Decoder.decode("40010001", Optional.of(Kind.COAP)).kind()).isEqualTo(Kind.COAP);
    assertThat(
            catchThrowableOfType(
                Malformed.class, () -> Decoder.decode("40010001", Optional.of(Kind.SMS_SUBMIT))))
        .hasMessageContaining("no SMS-SUBMIT");
    assertThat(Decoder.decode("0001", Optional.of(Kind.UDH)).kind()).isEqualTo(Kind.UDH);
  }

  @ParameterizedTest
  @CsvSource({
    "sms-submit,SMS_SUBMIT",
    "DELIVER,SMS_DELIVER",
    "coap,COAP",
    "Sms_Status_Report,SMS_STATUS_REPORT"
  })
  void kindsAreNamedInAnyCase(String name, Kind kind) {
    assertThat(Kind.parse(name)).contains(kind);
    assertThat(Kind.parse("SMS")).isEmpty();
  }

  @Test
  void aReceivedTextCannotSteerTheTerminal() throws Malformed {
    assertThat(decode("id:1 text:\u001b[2Jgone").toText()).contains("\\u001b[2Jgone");
  }

  private static Decoded decode(String input) throws Malformed {
    return Decoder.decode(input, Optional.empty());
  }

  @SuppressWarnings("unchecked") // every object of the tree has texts as keys
  private static Map<String, Object> object(Map<String, Object> json, String... path) {
    Map<String, Object> object = json;
    for (String key : path) {
      assertThat(object).containsKey(key);
      object = (Map<String, Object>) object.getOrDefault(key, Map.of());
    }
    return object;
  }
}
