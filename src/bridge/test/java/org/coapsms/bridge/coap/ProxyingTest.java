package org.coapsms.bridge.coap;

import static org.assertj.core.api.Assertions.assertThat;

import org.coapsms.bridge.coap.Proxying.Answered;
import org.coapsms.bridge.coap.Proxying.ToDevice;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.engine.Subscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyingTest {
  private static final Subscriber DEVICE = Subscriber.of("+491701234567");
  private static final CoapMessage GET = CoapMessage.request(CoapType.CON, CoapCode.GET);

  @ParameterizedTest
  @CsvSource({
    "coap+sms://+491701234567/3/0, [3 0], []",
    "coap+sms://491701234567/3/0, [3 0], []",
    "coap+sms://%2B491701234567/3/0, [3 0], []",
    "COAP+SMS://+491701234567:5683/3/0, [3 0], []",
    "coap+sms://+491701234567:/3, [3], []",
    "coap+sms://+491701234567, [], []",
    "coap+sms://+491701234567/, [], []",
    "coap+sms://+491701234567/a%2Fb/%C3%A4/, [a/b ä ], []",
    "coap+sms://+491701234567/a?x=1&y=%26, [a], [x=1 y=&]",
    "coap+sms://+491701234567?x, [], [x]",
    "tel:+491701234567, [], []",
    "tel:+49-170-1234567, [], []",
    "tel:491701234567, [], []"
  })
  void proxyUriNamesADeviceByItsNumber(String uri, String path, String query) {
    ToDevice toDevice = forwarded(proxyUri(uri));

    assertThat(toDevice.to()).isEqualTo(DEVICE);
    assertThat(toDevice.forward()).isTrue();
    assertThat(shown(toDevice.request().uriPath())).isEqualTo(path);
    assertThat(shown(toDevice.request().uriQuery())).isEqualTo(query);
    assertThat(toDevice.request().option(CoapOptionNumber.PROXY_URI)).isEmpty();
  }

  // RFC 7252 §5.10.2: not willing to be a proxy for it is 5.05.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "coap://127.0.0.1/x",
        "http://example.com/",
        "coaps+sms://+491701234567/",
        "coap+sms://+491701234567:5684/x"
      })
  void otherSchemesAndPortsAreNotProxied(String uri) {
    assertThat(answered(proxyUri(uri)).code()).isEqualTo(CoapCode.PROXYING_NOT_SUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coap+sms://localhost/x",
        "coap+sms://+49170x/x",
        "coap+sms://0015105550101/x",
        "coap+sms://+1234567890123456/x",
        "coap+sms:+491701234567",
        "coap+sms://+491701234567/a#b",
        "coap+sms://+491701234567/%zz",
        "coap+sms://+491701234567/%ff",
        "coap+sms://+491701234567:56x/a",
        "coap+sms:///a",
        "tel:",
        "tel:+491701234567;ext=5",
        "no uri",
        ""
      })
  void whatIsNoNumberIsABadRequest(String uri) {
    assertThat(answered(proxyUri(uri)).code()).isEqualTo(CoapCode.BAD_REQUEST);
  }

  @Test
  void proxyUriStandsAloneWhateverUriOptionsAreBesideIt() {
    ToDevice toDevice =
        forwarded(
            proxyUri("coap+sms://+491701234567/3")
                .withOption(CoapOption.string(CoapOptionNumber.URI_HOST, "proxy.example"))
                .withOption(CoapOption.uint(CoapOptionNumber.URI_PORT, 7002))
                .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, "other"))
                .withOption(CoapOption.string(CoapOptionNumber.URI_QUERY, "q")));

    assertThat(toDevice.request().options())
        .containsExactly(CoapOption.string(CoapOptionNumber.URI_PATH, "3"));
  }

  @Test
  void proxySchemeTurnsUriHostIntoTheNumber() {
    ToDevice toDevice =
        forwarded(
            GET.withOption(CoapOption.string(CoapOptionNumber.PROXY_SCHEME, "coap+sms"))
                .withOption(CoapOption.string(CoapOptionNumber.URI_HOST, "491701234567"))
                .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, "3"))
                .withOption(CoapOption.string(CoapOptionNumber.URI_QUERY, "q")));

    assertThat(toDevice.to()).isEqualTo(DEVICE);
    assertThat(toDevice.forward()).isTrue();
    assertThat(toDevice.request().options())
        .containsExactly(
            CoapOption.string(CoapOptionNumber.URI_PATH, "3"),
            CoapOption.string(CoapOptionNumber.URI_QUERY, "q"));
  }

  @ParameterizedTest
  @CsvSource({"coap, 491701234567, 5.05", "coap+sms, example.com, 4.00", "coap+sms, '', 4.00"})
  void proxySchemeNeedsOurSchemeAndANumber(String scheme, String host, String code) {
    CoapMessage request =
        GET.withOption(CoapOption.string(CoapOptionNumber.PROXY_SCHEME, scheme))
            .withOption(CoapOption.string(CoapOptionNumber.URI_HOST, host));

    assertThat(answered(request).code()).hasToString(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+491701234567", "491701234567", "%2B491701234567"})
  void theFirstPartOfAPathIsTheNumberForTheReverseProxy(String number) {
    ToDevice toDevice =
        forwarded(
            path(number, "3", "0")
                .withOption(CoapOption.string(CoapOptionNumber.URI_HOST, "bridge.example"))
                .withOption(CoapOption.string(CoapOptionNumber.URI_QUERY, "q")));

    assertThat(toDevice.to()).isEqualTo(DEVICE);
    assertThat(toDevice.forward()).isFalse();
    assertThat(toDevice.request().uriPath()).containsExactly("3", "0");
    assertThat(toDevice.request().uriQuery()).containsExactly("q");
    assertThat(toDevice.request().option(CoapOptionNumber.URI_HOST)).isEmpty();
  }

  // Datagrams of coap-client-notls 4.3.1, recorded:
  // get -P coap://127.0.0.1:P coap+sms://+491701234567/3/0, get
  // coap://127.0.0.1:P/+491701234567/3/0,
  // put -e x -N -P coap://127.0.0.1:P coap+sms://491701234567/test?a=b
  @ParameterizedTest
  @CsvSource({
    "410192f401d10310dd060f636f61702b736d733a2f2f2b3439313730313233343536372f332f30,"
        + "CON GET [Uri-Path=3 Uri-Path=0 Hop-Limit=15] true",
    "410152b00172b1804d002b34393137303132333435363701330130,"
        + "CON GET [Uri-Path=3 Uri-Path=0] false",
    "51034c3401d10310dd0613636f61702b736d733a2f2f3439313730313233343536372f746573743f613d62ff78,"
        + "NON PUT [Uri-Path=test Uri-Query=a=b Hop-Limit=15] true"
  })
  void understandsWhatLibcoapSends(String datagram, String understood) throws MalformedCoap {
    ToDevice toDevice = forwarded(CoapMessage.decode(Bytes.fromHex(datagram)));

    CoapMessage request = toDevice.request();
    String options = shown(request.options().stream().map(CoapOption::toString).toList());
    assertThat(toDevice.to()).isEqualTo(DEVICE);
    assertThat(
            request.type()
                + " "
                + request.code().description()
                + " "
                + options
                + " "
                + toDevice.forward())
        .isEqualTo(understood);
  }

  // RFC 8768 §3.
  @ParameterizedTest
  @CsvSource({"1, 5.08", "0, 4.00", "256, 4.00"})
  void aRequestWithoutHopsLeftGoesNoFurther(int hops, String code) {
    CoapMessage request =
        path("+491701234567").withOption(CoapOption.uint(CoapOptionNumber.HOP_LIMIT, hops));

    assertThat(answered(request).code()).hasToString(code);
  }

  // RFC 7252 §5.7.1: unknown and safe to forward goes on, critical or not; unknown and unsafe is
  // 4.02. RFC 9177 §4.1 lets a proxy that knows no Q-Block refuse so.
  @ParameterizedTest
  @CsvSource({
    "65000, true",
    "65001, true",
    "65002, false",
    "65003, false",
    "19, false",
    "31, false"
  })
  void whetherAnUnknownOptionMayPassIsInItsNumber(int number, boolean passes) {
    CoapOption option = new CoapOption(number, Bytes.of(1));
    CoapMessage request = path("+491701234567", "x").withOption(option);

    if (passes) {
      assertThat(forwarded(request).request().options()).contains(option);
    } else {
      assertThat(answered(request).code()).isEqualTo(CoapCode.BAD_OPTION);
    }
  }

  // RFC 7252 §5.4.5: a repeated option that may stand only once is as if it were unknown.
  @Test
  void twoProxyUrisAreABadOption() {
    CoapMessage request =
        proxyUri("coap+sms://+491701234567/")
            .withOption(CoapOption.string(CoapOptionNumber.PROXY_URI, "coap+sms://+49/"));

    assertThat(answered(request).code()).isEqualTo(CoapCode.BAD_OPTION);
  }

  @Test
  void theBridgeItselfSaysWhatItIs() {
    CoapMessage links = answered(path(".well-known", "core"));

    assertThat(links.code()).isEqualTo(CoapCode.CONTENT);
    assertThat(links.option(CoapOptionNumber.CONTENT_FORMAT).orElseThrow().asUint()).isEqualTo(40);
    assertThat(links.payload().toUtf8()).startsWith("</>;rt=\"coapsms\"");
    assertThat(answered(GET).payload().toUtf8()).contains("coap+sms://+NUMBER/path");
    assertThat(answered(path("nothing", "here")).code()).isEqualTo(CoapCode.NOT_FOUND);
    assertThat(answered(path("01701234567")).code()).isEqualTo(CoapCode.NOT_FOUND);
    assertThat(answered(GET.withOption(new CoapOption(65_001, Bytes.EMPTY))).code())
        .isEqualTo(CoapCode.BAD_OPTION);
    assertThat(answered(CoapMessage.request(CoapType.CON, CoapCode.PUT)).code())
        .isEqualTo(CoapCode.METHOD_NOT_ALLOWED);
  }

  private static CoapMessage proxyUri(String uri) {
    return GET.withOption(CoapOption.string(CoapOptionNumber.PROXY_URI, uri));
  }

  private static CoapMessage path(String... segments) {
    CoapMessage request = GET;
    for (String segment : segments) {
      request = request.withOption(CoapOption.string(CoapOptionNumber.URI_PATH, segment));
    }
    return request;
  }

  private static ToDevice forwarded(CoapMessage request) {
    assertThat(Proxying.judge(request)).isInstanceOf(ToDevice.class);
    return (ToDevice) Proxying.judge(request);
  }

  private static CoapMessage answered(CoapMessage request) {
    assertThat(Proxying.judge(request)).isInstanceOf(Answered.class);
    return ((Answered) Proxying.judge(request)).response();
  }

  private static String shown(Iterable<String> parts) {
    return "[" + String.join(" ", parts) + "]";
  }
}
