package org.coapsms.simulator.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.phone.FarEnd.con;
import static org.coapsms.simulator.phone.FarEnd.non;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.coapsms.codec.coap.CoapCode;
import org.eclipse.californium.core.WebLink;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.LinkFormat;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tags name the test purposes of the ETSI CoAP plugtest (IoT CoAP Plugtests, CoAP test list). */
class PhoneResourcesTest {
  private final FarEnd bridge = new FarEnd();
  private int mid = 100;

  @ParameterizedTest
  @Tag("TD_COAP_CORE_01-08")
  @CsvSource({
    "GET,    test,           2.05",
    "PUT,    test,           2.04",
    "POST,   test,           2.01",
    "DELETE, test,           2.02",
    "GET,    seg1/seg2/seg3, 2.05",
    "GET,    status/4.04,    4.04",
    "POST,   status/5.00,    5.00",
    "GET,    status/2.03,    2.03",
    "GET,    status/0.01,    4.00",
    "GET,    status/nonsense,4.00",
    "GET,    size/x,         4.00",
    "GET,    seg1/seg2,      4.04",
    "GET,    test/below,     4.04"
  })
  void answersWithTheExpectedCode(Code method, String path, String expected) {
    assertThat(ask(method, path).getCode().text).isEqualTo(expected);
  }

  @Test
  @Tag("TD_COAP_CORE_18-19")
  void saysWhereSomethingWasCreated() {
    assertThat(ask(Code.POST, "test").getOptions().getLocationPathString())
        .isEqualTo("location1/location2/location3");
    assertThat(ask(Code.POST, "location-query").getOptions().getLocationQueryString())
        .isEqualTo("first=1&second=2");
  }

  @Test
  @Tag("TD_COAP_CORE_13-14")
  void showsTheQueriesOfARequest() {
    assertThat(ask(Code.GET, "query?first=1&second=2").getPayloadString())
        .isEqualTo("first=1&second=2");
  }

  @Test
  @Tag("TD_COAP_CORE_20")
  void hasSeveralFormats() {
    Request text = get("multi-format");
    text.getOptions().setAccept(0);
    Request xml = get("multi-format");
    xml.getOptions().setAccept(41);
    Request json = get("multi-format");
    json.getOptions().setAccept(50);

    assertThat(ask(text).getOptions().getContentFormat()).isEqualTo(0);
    Response asXml = ask(xml);
    assertThat(asXml.getOptions().getContentFormat()).isEqualTo(41);
    assertThat(asXml.getPayloadString()).startsWith("<");
    assertThat(ask(json).getCode()).isEqualTo(ResponseCode.NOT_ACCEPTABLE);
  }

  @Test
  @Tag("TD_COAP_CORE_21")
  void validatesAnETagUntilTheResourceChanges() {
    byte[] etag = ask(Code.GET, "validate").getOptions().getResponseEtag();

    Request again = get("validate");
    again.getOptions().addETag(etag);
    Response valid = ask(again);
    assertThat(valid.getCode()).isEqualTo(ResponseCode.VALID);
    assertThat(valid.getPayloadSize()).isZero();

    ask(Code.PUT, "validate");
    Request afterwards = get("validate");
    afterwards.getOptions().addETag(etag);
    Response changed = ask(afterwards);
    assertThat(changed.getCode()).isEqualTo(ResponseCode.CONTENT);
    assertThat(changed.getOptions().getResponseEtag()).isNotEqualTo(etag);
  }

  @Test
  @Tag("TD_COAP_CORE_22")
  void updatesOnlyWhatMatches() {
    byte[] etag = ask(Code.GET, "validate").getOptions().getResponseEtag();
    Request update = con(Code.PUT, mid++, "validate");
    update.getOptions().addIfMatch(etag);
    Request stale = con(Code.PUT, mid++, "validate");
    stale.getOptions().addIfMatch(etag);

    assertThat(ask(update).getCode()).isEqualTo(ResponseCode.CHANGED);
    assertThat(ask(stale).getCode()).isEqualTo(ResponseCode.PRECONDITION_FAILED);
  }

  @Test
  @Tag("TD_COAP_CORE_23")
  void createsOnlyOnce() {
    Request first = con(Code.PUT, mid++, "create1");
    first.getOptions().setIfNoneMatch(true);
    Request second = con(Code.PUT, mid++, "create1");
    second.getOptions().setIfNoneMatch(true);

    assertThat(ask(Code.GET, "create1").getCode()).isEqualTo(ResponseCode.NOT_FOUND);
    assertThat(ask(first).getCode()).isEqualTo(ResponseCode.CREATED);
    assertThat(ask(second).getCode()).isEqualTo(ResponseCode.PRECONDITION_FAILED);
    assertThat(ask(Code.DELETE, "create1").getCode()).isEqualTo(ResponseCode.DELETED);
  }

  @Test
  @Tag("TD_COAP_BLOCK_01")
  void handsOutALargeResourceInTheBlocksAskedFor() {
    assertThat(download("large", 5, 32)).isEqualTo(LargeResources.LARGE.toArray());
  }

  @Test
  @Tag("TD_COAP_BLOCK_02")
  void handsOutALargeResourceInBlocksOfItsOwnSizeIfNotAsked() {
    Response first = ask(Code.GET, "large");

    assertThat(first.getOptions().getBlock2().getNum()).isZero();
    assertThat(first.getOptions().getBlock2().isM()).isTrue();
    assertThat(first.getOptions().getBlock2().getSize()).isEqualTo(64);
    assertThat(first.getOptions().getSize2()).isEqualTo(1280);
    assertThat(first.getPayloadSize()).isEqualTo(64);
    assertThat(download("large", 10, 64)).isEqualTo(LargeResources.LARGE.toArray());
  }

  @Test
  @Tag("TD_COAP_BLOCK_03-04")
  void takesALargeBodyInBlocks() {
    byte[] body = "0123456789abcdef".repeat(5).getBytes(StandardCharsets.UTF_8);

    assertThat(upload(Code.PUT, "large-update", body, 2)).containsExactly("2.31", "2.04");
    assertThat(download("large-update", 2, 64)).isEqualTo(body);
    assertThat(upload(Code.POST, "large-create", body, 1)).containsExactly("2.31", "2.31", "2.01");
    assertThat(download("large-create/1", 2, 64)).isEqualTo(body);
    assertThat(bridge.phone.executions("/large-update", CoapCode.PUT)).isEqualTo(1);
  }

  @Test
  @Tag("RFC7959-2.9.2")
  void refusesABodyThatLacksABlock() {
    Request third = con(Code.PUT, mid++, "large-update");
    third.getOptions().setBlock1(0, false, 2);
    third.setPayload("x");

    assertThat(ask(third).getCode()).isEqualTo(ResponseCode.REQUEST_ENTITY_INCOMPLETE);
    assertThat(bridge.phone.executions("/large-update", CoapCode.PUT)).isZero();
  }

  @Test
  @Tag("TD_COAP_LINK_01-03")
  void listsItsResources() {
    Response all = ask(Code.GET, ".well-known/core");
    assertThat(all.getOptions().getContentFormat()).isEqualTo(40);
    assertThat(LinkFormat.parse(all.getPayloadString()))
        .extracting(WebLink::getURI)
        .contains("/test", "/separate", "/large", "/large-update", "/large-create", "/query")
        .contains("/seg1/seg2/seg3", "/location-query", "/multi-format", "/validate", "/create1")
        .contains("/obs", "/obs-non", "/.well-known/core", "/echo", "/size", "/status", "/silent");

    assertThat(LinkFormat.parse(ask(Code.GET, ".well-known/core?rt=block").getPayloadString()))
        .extracting(WebLink::getURI)
        .containsExactlyInAnyOrder("/large", "/large-update", "/large-create");
    assertThat(LinkFormat.parse(ask(Code.GET, ".well-known/core?href=/obs*").getPayloadString()))
        .extracting(WebLink::getURI)
        .containsExactlyInAnyOrder("/obs", "/obs-non");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "100", "500", "1000"})
  void answersWithSoManyOctets(int size) {
    assertThat(ask(Code.GET, "size/" + size).getPayloadSize()).isEqualTo(size);
  }

  @Test
  void echoesPayloadAndFormat() {
    Request request = con(Code.PUT, mid++, "echo");
    request.getOptions().setContentFormat(60);
    request.setPayload(new byte[] {0, 1, 2, (byte) 0xFF});

    Response response = ask(request);

    assertThat(response.getOptions().getContentFormat()).isEqualTo(60);
    assertThat(response.getPayload()).containsExactly(0, 1, 2, 0xFF);
  }

  @Test
  void saysNothingWhereItIsSilentButCountsIt() {
    bridge.says(con(Code.GET, 1, "silent"));
    bridge.says(con(Code.GET, 1, "silent"));
    bridge.lets(Duration.ofDays(1));

    assertThat(bridge.lines()).isEmpty();
    assertThat(bridge.phone.executions("/silent", CoapCode.GET)).isEqualTo(1);
  }

  @Test
  @Tag("TD_COAP_OBS_01")
  void tellsAnObserverAboutChangesUntilItIsRefused() {
    Response registered = observe("obs");
    assertThat(registered.getOptions().getObserve()).isNotNull();

    bridge.lets(Duration.ofSeconds(30));
    Response told = bridge.response();
    assertThat(told.isConfirmable()).isTrue();
    assertThat(told.getTokenString()).isEqualTo(registered.getTokenString());
    assertThat(told.getOptions().getObserve()).isGreaterThan(registered.getOptions().getObserve());
    assertThat(told.getPayloadString()).isEqualTo("change 1");
    bridge.says(FarEnd.ack(told.getMID()));

    bridge.lets(Duration.ofSeconds(30));
    bridge.says(FarEnd.reset(bridge.response().getMID()));
    bridge.lets(Duration.ofDays(1));
    assertThat(bridge.lines()).isEmpty();
    assertThat(bridge.network.nextTimeout()).isEmpty();
  }

  @Test
  @Tag("TD_COAP_OBS_02")
  void tellsWithNonWhereSaidSoAndStopsAtAReset() {
    observe("obs-non");

    bridge.lets(Duration.ofSeconds(60));
    List<Integer> mids = bridge.heard.stream().map(m -> m.getMID()).toList();
    assertThat(bridge.lines()).containsExactly("NON 2.05 1064", "NON 2.05 1064");
    bridge.says(FarEnd.reset(mids.get(1)));
    bridge.lets(Duration.ofDays(1));

    assertThat(bridge.lines()).isEmpty();
  }

  @Test
  @Tag("TD_COAP_OBS_07")
  void tellsObserversThatAResourceIsGone() {
    observe("obs-non");

    bridge.says(con(Code.DELETE, mid++, "obs-non"));

    assertThat(bridge.lines()).containsExactlyInAnyOrder("NON 4.04 1064", "ACK 2.02 1065");
    bridge.lets(Duration.ofDays(1));
    assertThat(bridge.lines()).isEmpty();
  }

  @Test
  void anObserverThatNeverAcknowledgesIsForgotten() {
    observe("obs");
    assertThat(bridge.phone.observers()).isEqualTo(1);

    bridge.lets(Duration.ofDays(1));

    assertThat(bridge.lines()).hasSize(3);
    assertThat(bridge.phone.observers()).isZero();
  }

  @Test
  void aNonRequestToASeparateResourceGetsOneNon() {
    bridge.says(non(Code.GET, 1, "separate"));
    assertThat(bridge.lines()).isEmpty();
    bridge.lets(Duration.ofDays(1));

    assertThat(bridge.lines()).containsExactly("NON 2.05 1001");
  }

  private Response observe(String path) {
    Request request = get(path);
    request.setObserve();
    return ask(request);
  }

  private byte[] download(String path, int count, int size) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean more = true;
    for (int number = 0; more; number++) {
      Request request = get(path);
      request.getOptions().setBlock2(Integer.numberOfTrailingZeros(size) - 4, false, number);
      Response response = ask(request);
      assertThat(response.getOptions().getBlock2().getNum()).isEqualTo(number);
      body.writeBytes(response.getPayload());
      more = response.getOptions().getBlock2().isM();
      assertThat(number).isLessThan(1280 / size);
    }
    assertThat(body.size()).isGreaterThan((count - 1) * size);
    return body.toByteArray();
  }

  private List<String> upload(Code method, String path, byte[] body, int szx) {
    int size = 1 << (szx + 4);
    List<String> codes = new ArrayList<>();
    for (int from = 0; from < body.length; from += size) {
      int to = Math.min(from + size, body.length);
      Request request = con(method, mid++, path);
      request.getOptions().setBlock1(szx, to < body.length, from / size);
      request.setPayload(Arrays.copyOfRange(body, from, to));
      Response response = ask(request);
      assertThat(response.getOptions().getBlock1()).isEqualTo(request.getOptions().getBlock1());
      codes.add(response.getCode().text);
    }
    return codes;
  }

  private Request get(String path) {
    return con(Code.GET, mid++, path);
  }

  private Response ask(Code method, String path) {
    return ask(con(method, mid++, path));
  }

  private Response ask(Request request) {
    bridge.says(request);
    return bridge.response();
  }
}
