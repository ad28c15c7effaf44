package org.coapsms.simulator.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.phone.FarEnd.ack;
import static org.coapsms.simulator.phone.FarEnd.reset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PhoneRequestsTest {
  private final FarEnd bridge = new FarEnd();
  private final List<String> outcomes = new ArrayList<>();

  @Test
  void sendsARequestAndTakesTheResponseOnItsAck() {
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.POST, "/rd/a?ep=1").withPayload(Bytes.of(1)));

    Request request = (Request) bridge.answer();
    assertThat(request.getCode()).isEqualTo(CoAP.Code.POST);
    assertThat(request.isConfirmable()).isTrue();
    assertThat(request.getOptions().getUriPathString()).isEqualTo("rd/a");
    assertThat(request.getOptions().getUriQueryString()).isEqualTo("ep=1");
    assertThat(request.getPayload()).containsExactly(1);
    assertThat(request.getTokenBytes()).hasSize(4);
    bridge.says(response(CoAP.Type.ACK, request.getMID(), request));
    bridge.lets(Duration.ofDays(1));

    assertThat(outcomes).containsExactly("RESPONSE 2.05");
    assertThat(bridge.lines()).isEmpty();
  }

  @Test
  @Tag("RFC7252-4.2")
  void repeatsARequestThatNobodyAcknowledgesAndGivesUp() {
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.GET, "/a"));

    bridge.lets(Duration.ofDays(1));

    assertThat(bridge.heard)
        .extracting(m -> m.getMID())
        .hasSize(3)
        .containsOnly(bridge.heard.get(0).getMID());
    assertThat(outcomes).containsExactly("UNACKNOWLEDGED");
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void waitsForASeparateResponseAndAcknowledgesItEachTime() {
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.GET, "/a"));
    Request request = (Request) bridge.answer();
    bridge.says(ack(request.getMID()));
    bridge.lets(Duration.ofMinutes(20));
    assertThat(bridge.lines()).isEmpty();

    Response response = response(CoAP.Type.CON, 555, request);
    bridge.says(response);
    bridge.says(response);

    assertThat(bridge.heard).extracting(m -> m.getMID()).containsExactly(555, 555);
    assertThat(bridge.lines()).containsExactly("ACK empty", "ACK empty");
    assertThat(outcomes).containsExactly("RESPONSE 2.05");
  }

  @Test
  @Tag("RFC7252-5.2.2")
  void aResponseThatOvertakesTheAckStandsForIt() {
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.GET, "/a"));
    Request request = (Request) bridge.answer();

    bridge.says(response(CoAP.Type.NON, 555, request));
    bridge.lets(Duration.ofDays(1));

    assertThat(bridge.lines()).isEmpty();
    assertThat(outcomes).containsExactly("RESPONSE 2.05");
  }

  @Test
  void endsWithAResetAndWithATimeout() {
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.GET, "/a"));
    bridge.says(reset(bridge.answer().getMID()));
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.GET, "/a"));
    bridge.says(ack(bridge.answer().getMID()));
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.GET, "/a").nonConfirmable());
    assertThat(bridge.answer().getType()).isEqualTo(CoAP.Type.NON);

    bridge.lets(Duration.ofMinutes(30));

    assertThat(outcomes).containsExactly("RESET", "TIMED_OUT", "TIMED_OUT");
    assertThat(bridge.lines()).isEmpty();
  }

  @Test
  @Tag("RFC7252-5.3.2")
  void ignoresAPiggybackedResponseToAnotherMessage() {
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.GET, "/a"));
    Request request = (Request) bridge.answer();

    bridge.says(response(CoAP.Type.ACK, request.getMID() + 1 & 0xFFFF, request));

    assertThat(outcomes).isEmpty();
  }

  @Test
  void forgetsItsRequestsWhenSwitchedOff() {
    asks(PhoneRequest.of(FarEnd.NUMBER, CoapCode.GET, "/a"));
    Request request = (Request) bridge.answer();

    bridge.phone.switchOff(bridge.now);
    bridge.says(response(CoAP.Type.ACK, request.getMID(), request));
    bridge.lets(Duration.ofMinutes(10));
    bridge.phone.switchOn(bridge.now);
    bridge.lets(Duration.ofDays(1));

    assertThat(outcomes).containsExactly("FORGOTTEN");
    assertThat(bridge.lines()).isEmpty();
  }

  private void asks(PhoneRequest request) {
    bridge.phone.request(
        bridge.now,
        request,
        (now, outcome, response) ->
            outcomes.add(outcome + response.map(r -> " " + r.code()).orElse("")));
    bridge.lets(Duration.ZERO);
  }

  private static Response response(CoAP.Type type, int mid, Request request) {
    Response response = new Response(CoAP.ResponseCode.CONTENT);
    response.setType(type);
    response.setMID(mid);
    response.setToken(request.getToken());
    return response;
  }
}
