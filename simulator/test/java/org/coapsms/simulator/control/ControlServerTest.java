package org.coapsms.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.coapsms.simulator.SimulatedNetwork;
import org.coapsms.simulator.SimulationConfig;
import org.coapsms.simulator.network.NetworkListener;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ControlServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private SimulatedNetwork network;
  private int status;

  @BeforeEach
  void start() throws IOException {
    network =
        SimulatedNetwork.start(
            SimulationConfig.builder()
                .conditions(RadioConditions.ideal())
                .smsc("0")
                .phones(2)
                .modem("generic-27005=tcp:0,+491780000001")
                .modem("generic-27005=tcp:0,+491780000002")
                .control(0)
                .build());
  }

  @AfterEach
  void stop() {
    network.close();
  }

  @Test
  void showsWhatIsConnected() throws Exception {
    JsonNode state = request("GET", "/state", "");

    assertThat(status).isEqualTo(200);
    assertThat(state.at("/smscs/0/port").asInt()).isEqualTo(network.smscs().get(0).port());
    assertThat(state.at("/smscs/0/accounts/0/number").asText()).isEqualTo("10000");
    assertThat(state.at("/phones/1/number").asText()).isEqualTo("+491700000002");
    assertThat(state.at("/modems/0/number").asText()).isEqualTo("+491780000001");
  }

  @Test
  void showsAndTroublesOneModem() throws Exception {
    String modem = "/modems/+491780000001";

    assertThat(request("GET", "/modems", "")).hasSize(2);
    assertThat(
            request("PUT", modem + "/sim", "{\"inserted\": false}").at("/registered").asBoolean())
        .isFalse();
    assertThat(request("GET", "/modems/491780000002", "").at("/registered").asBoolean()).isTrue();
    request("PUT", modem + "/sim", "{\"inserted\": true}");
    request("PUT", modem + "/registration", "{\"status\": 3}");
    assertThat(request("GET", modem, "").at("/registered").asBoolean()).isFalse();
    request("PUT", modem + "/registration", "{\"status\": 9}");
    assertThat(status).isEqualTo(400);
    assertThat(request("POST", modem + "/reboot", "").at("/profile").asText())
        .isEqualTo("generic-27005");
    request("GET", "/modems/+491780000003", "");
    assertThat(status).isEqualTo(404);
  }

  @Test
  void unplugsAModemAndPlugsItInElsewhere() throws Exception {
    String modem = "/modems/+491780000001";
    String second = network.modems().get(1).link();

    assertThat(request("PUT", modem + "/plug", "{\"in\": false}").at("/open").asBoolean())
        .isFalse();
    request("PUT", modem + "/plug", "{\"in\": true, \"link\": \"" + second + "\"}");
    assertThat(status).isEqualTo(409);
    assertThat(request("PUT", modem + "/plug", "{\"in\": true}").at("/link").asText())
        .startsWith("tcp:");
    assertThat(status).isEqualTo(200);
  }

  @Test
  void listsWhatTheClientOfAModemDidWrong() throws Exception {
    int port = Integer.parseInt(network.modems().get(0).link().substring("tcp:".length()));
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write("\u001a\rAT\r".getBytes(StandardCharsets.US_ASCII));
      // Its echo and answer, after which the violation is certainly noted.
      assertThat(client.getInputStream().readNBytes(11)).endsWith(13, 10, 79, 75, 13, 10);

      JsonNode violations = request("GET", "/modems/+491780000001/violations", "");
      assertThat(violations).hasSize(1);
      assertThat(violations.at("/0/kind").asText()).isEqualTo("CTRL_Z_WITHOUT_PROMPT");
      assertThat(violations.at("/0/what").asText()).startsWith("typed Ctrl-Z");
    }
    assertThat(request("GET", "/modems/+491780000002/violations", "")).isEmpty();
  }

  @Test
  void letsAFaultStrikeOneModem() throws Exception {
    JsonNode fault =
        request("PUT", "/faults/modem.echoOff", "{\"count\": 1, \"modem\": \"+491780000001\"}");

    assertThat(status).isEqualTo(200);
    assertThat(fault.at("/modem").asText()).isEqualTo("+491780000001");
    assertThat(fault.at("/count").asInt()).isEqualTo(1);
  }

  @Test
  void sendsOctetsAndShowsWhatWasCarried() throws Exception {
    CountDownLatch delivered = deliveries(2);

    // RFC 7252, appendix A: CON GET /temperature; the other phone has no such resource.
    request(
        "POST",
        "/phones/491700000001/sms",
        """
        {"to": "+491700000002", "hex": "40017d34bb74656d7065726174757265", "port": 5683}
        """);
    assertThat(delivered.await(10, TimeUnit.SECONDS)).isTrue();
    JsonNode messages = request("GET", "/messages", "");

    assertThat(messages).hasSize(2);
    assertThat(messages.at("/0/from").asText()).isEqualTo("+491700000001");
    assertThat(messages.at("/0/to").asText()).isEqualTo("+491700000002");
    assertThat(messages.at("/0/udh").asText()).isEqualTo("06050416331633");
    assertThat(messages.at("/0/hex").asText()).isEqualTo("40017d34bb74656d7065726174757265");
    assertThat(messages.at("/0/lost").asBoolean()).isFalse();
    assertThat(messages.at("/0/delivered")).hasSize(1);
    assertThat(messages.at("/1/hex").asText()).isEqualTo("60847d34"); // ACK 4.04
  }

  @ParameterizedTest
  @CsvSource({"Hello {}, 0", "Grüße, 0", "привет, 8"})
  void sendsTextInTheAlphabetThatItNeeds(String text, int dataCoding) throws Exception {
    CountDownLatch delivered = deliveries(1);
    String body = JSON.writeValueAsString(Map.of("to", "+491700000002", "text", text));

    request("POST", "/phones/%2B491700000001/sms", body);
    assertThat(delivered.await(10, TimeUnit.SECONDS)).isTrue();
    JsonNode phone = request("GET", "/phones/+491700000002", "");

    assertThat(phone.at("/inbox/0/text").asText()).isEqualTo(text);
    assertThat(phone.at("/inbox/0/dcs").asInt()).isEqualTo(dataCoding);
  }

  @Test
  void hasAPhoneMakeARequestAndShowsTheResponse() throws Exception {
    CountDownLatch delivered = deliveries(2);

    JsonNode sent =
        request(
            "POST",
            "/phones/+491700000001/coap",
            """
            {"to": "+491700000002", "method": "put", "path": "/echo?a=b", "payload": "hi"}
            """);
    assertThat(delivered.await(10, TimeUnit.SECONDS)).isTrue();
    JsonNode outcome = request("GET", "/phones/+491700000001", "").at("/requests/0");
    JsonNode other = request("GET", "/phones/+491700000002", "");

    assertThat(sent.at("/type").asText()).isEqualTo("CON");
    assertThat(outcome.at("/outcome").asText()).isEqualTo("RESPONSE");
    assertThat(outcome.at("/response/code").asText()).isEqualTo("2.04");
    assertThat(outcome.at("/response/payload").asText()).isEqualTo("hi");
    assertThat(outcome.at("/response/token")).isEqualTo(sent.at("/token"));
    assertThat(other.at("/executions/0/resource").asText()).isEqualTo("/echo");
    assertThat(other.at("/executions/0/method").asText()).isEqualTo("PUT");
    assertThat(other.at("/executions/0/count").asInt()).isEqualTo(1);
  }

  @Test
  void switchesFaultsOnAndOff() throws Exception {
    JsonNode on = request("PUT", "/faults/loss", "{\"probability\": 0.5, \"count\": 3}");
    JsonNode active = request("GET", "/state", "").at("/faults");
    JsonNode off = request("DELETE", "/faults/loss", "");
    JsonNode all = request("GET", "/faults", "");

    assertThat(on.at("/on").asBoolean()).isTrue();
    assertThat(on.at("/probability").asDouble()).isEqualTo(0.5);
    assertThat(active).hasSize(1);
    assertThat(active.at("/0/count").asInt()).isEqualTo(3);
    assertThat(off.at("/on").asBoolean()).isFalse();
    List<String> names = new ArrayList<>();
    all.forEach(fault -> names.add(fault.at("/name").asText()));
    assertThat(names).contains("loss", "duplicate", "reorder", "smsc.throttle");
  }

  @Test
  void switchesAPhoneOffAndOn() throws Exception {
    request("PUT", "/phones/+491700000002/power", "{\"on\": false}");
    CountDownLatch held = events(NetworkListener.Event.HELD, 1);
    CountDownLatch delivered = deliveries(1);
    request("POST", "/phones/+491700000001/sms", "{\"to\": \"+491700000002\", \"text\": \"a\"}");
    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(request("GET", "/phones/+491700000002", "").at("/on").asBoolean()).isFalse();

    request("PUT", "/phones/+491700000002/power", "{\"on\": true}");
    assertThat(delivered.await(10, TimeUnit.SECONDS)).isTrue();
    request("POST", "/phones/+491700000002/reboot", "");

    assertThat(status).isEqualTo(200);
    assertThat(request("GET", "/phones/+491700000002", "").at("/inbox")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /nowhere                    |                         | 404 | nothing at",
        "GET    | /phones/+4999               |                         | 404 | no phone +4999",
        "PUT    | /faults/nonsense            | {}                      | 404 | no fault nonsense",
        "POST   | /state                      | {}                      | 405 | POST is not for",
        "PUT    | /faults/loss                | {\"probability\": 2}    | 400 | from 0 to 1",
        "PUT    | /faults/loss                | {\"probable\": 1}       | 400 | unknown key",
        "PUT    | /faults/loss                | {\"count\": 1.5}        | 400 | whole number",
        "PUT    | /faults/loss                | {nonsense               | 400 | no JSON",
        "POST   | /phones/+491700000001/sms   | {\"text\": \"a\"}       | 400 | to: is missing",
        "POST   | /phones/+491700000001/sms   | {\"to\": \"1\"}         | 400 | hex or text",
        "POST   | /phones/+491700000001/sms   | {\"to\":\"1\",\"hex\":\"4\"} | 400 | hexadecimal",
        "POST   | /phones/+491700000001/coap  | {\"to\":\"1\",\"method\":\"HEAD\"} | 400 | HEAD",
        "PUT    | /phones/+491700000001/power | {}                      | 400 | on: is missing"
      })
  void answersMistakesWithTheirReason(
      String method, String path, String body, int expected, String reason) throws Exception {
    JsonNode answer = request(method, path, body == null ? "" : body);

    assertThat(status).isEqualTo(expected);
    assertThat(answer.at("/error").asText()).contains(reason);
  }

  @Test
  void refusesToSendFromAPhoneThatIsOff() throws Exception {
    request("PUT", "/phones/+491700000001/power", "{\"on\": false}");

    request("POST", "/phones/+491700000001/sms", "{\"to\": \"1\", \"text\": \"a\"}");

    assertThat(status).isEqualTo(409);
  }

  private CountDownLatch deliveries(int count) {
    return events(NetworkListener.Event.DELIVERED, count);
  }

  private CountDownLatch events(NetworkListener.Event wanted, int count) {
    CountDownLatch latch = new CountDownLatch(count);
    network.ask(
        at -> {
          network
              .loop()
              .network()
              .watch(
                  (now, event, id, message) -> {
                    if (event == wanted) {
                      latch.countDown();
                    }
                  });
          return true;
        });
    return latch;
  }

  private JsonNode request(String method, String path, String body) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder()
                .uri(URI.create("http://127.0.0.1:" + network.controlPort().orElseThrow() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    status = response.statusCode();
    return JSON.readTree(response.body());
  }
}
