package org.coapsms.app.modem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coapsms.app.CommandLineRun;
import org.coapsms.bridge.config.ConfigReader;
import org.coapsms.bridge.config.Surroundings;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.simulator.SimulatedNetwork;
import org.coapsms.simulator.SimulationConfig;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A person looks at simulated modems, at the end of real pseudo-terminals. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ModemCommandTest {
  private static final String PHONE = "+491700000001";

  @TempDir private static Path folder;
  private static SimulatedNetwork network;
  private static String port;

  @BeforeAll
  static void start() throws IOException {
    port = folder.resolve("ttyGSM0").toString();
    network =
        SimulatedNetwork.start(
            SimulationConfig.builder()
                .conditions(RadioConditions.ideal())
                .modem("quectel-ec25=" + port + ",+491780000001")
                .phone(PHONE)
                .build());
  }

  @AfterAll
  static void stop() {
    network.close();
  }

  @Test
  void probeTellsWhatAPersonNeeds() throws IOException {
    Path transcript = folder.resolve("transcript.txt");

    CommandLineRun run =
        CommandLineRun.of("modem", "probe", "--transcript", transcript.toString(), port);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Quectel EC25", "EC25EFAR06A10M4G", "home network, CoapSMS", "-69 dBm, good")
        .containsPattern("SIM +ready")
        .containsPattern("IMEI +\\d{4}…\\d{3}\n")
        .containsPattern("storages +(SM|ME) \\d+ of \\d+")
        .contains("profile: quectel-ec25", "everything that was asked is as it says")
        .doesNotContainPattern("(?m)^IM.*\\d{15}");
    String configuration = run.out().substring(run.out().indexOf("carriers:"));
    assertThat(ConfigReader.read(configuration, Surroundings.of(folder)).config()).isPresent();
    List<String> lines = Files.readAllLines(transcript);
    assertThat(lines.get(1)).startsWith("# Source: coapsms modem probe " + port);
    assertThat(lines).anyMatch(line -> line.equals("> AT+CGMM\\r"));
  }

  @Test
  void probeTellsMachinesAll() throws IOException {
    CommandLineRun run = CommandLineRun.of("modem", "probe", "--json", "--full-numbers", port);

    JsonNode tree = new ObjectMapper().readTree(run.out());
    assertThat(tree.path("model").asText()).isEqualTo("EC25");
    assertThat(tree.path("imei").asText()).hasSize(15);
    assertThat(tree.path("registered").asBoolean()).isTrue();
    assertThat(tree.path("signalDbm").asInt()).isEqualTo(-69);
    assertThat(tree.path("profile").asText()).isEqualTo("quectel-ec25");
    assertThat(tree.path("differences")).isEmpty();
    assertThat(tree.path("offers").path("CNMI").asText())
        .isEqualTo("(0-2),(0-3),(0,2),(0-2),(0,1)");
    assertThat(tree.path("answers").findValuesAsText("command")).contains("AT+CGSN", "AT+CPMS=?");
  }

  @Test
  void whatDiffersFromAProfileMakesAProfile() throws IOException {
    CommandLineRun run = CommandLineRun.of("modem", "probe", "--profile", "cinterion-mc75i", port);

    assertThat(run.out()).contains("differs", "notifications.supported is");
    String yaml = run.out().substring(run.out().indexOf("id: my-modem"));
    Path own = Files.writeString(folder.resolve("my-modem.yaml"), yaml);
    CommandLineRun again = CommandLineRun.of("modem", "probe", "--profile", own.toString(), port);

    assertThat(again.err()).isEmpty();
    assertThat(again.out()).contains("profile: my-modem", "everything that was asked is as it");
  }

  @Test
  void probeSaysWhyThereIsNoModem() throws IOException {
    CommandLineRun absent = CommandLineRun.of("modem", "probe", folder + "/ttyUSB9");
    assertThat(absent.status()).isEqualTo(1);
    assertThat(absent.err()).contains("is not there", "coapsms modem list");

    CommandLineRun noAddress = CommandLineRun.of("modem", "probe", "tcp:4001");
    assertThat(noAddress.err()).contains("is not tcp://host:port");

    int closed;
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      closed = silent.getLocalPort();
      CommandLineRun run = CommandLineRun.of("modem", "probe", "tcp://127.0.0.1:" + closed);
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("nothing answers").hasLineCount(1);
    }
    CommandLineRun refused = CommandLineRun.of("modem", "probe", "tcp://127.0.0.1:" + closed);
    assertThat(refused.err()).contains("Connection refused", "Does the serial server listen");
  }

  @Test
  void probeRefusesAWrongPinBeforeItTouchesAnything() {
    CommandLineRun run = CommandLineRun.withInput("12a4\n", "modem", "probe", "--pin", "-", port);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--pin").doesNotContain("12a4");
  }

  @Test
  void listShowsWhatItIsAskedAbout() throws IOException {
    CommandLineRun text = CommandLineRun.of("modem", "list", port);
    CommandLineRun json = CommandLineRun.of("modem", "list", "--json", port);

    assertThat(text.out()).isEqualTo(port + "\n");
    JsonNode tree = new ObjectMapper().readTree(json.out());
    assertThat(tree.path(0).path("port").asText()).isEqualTo(port);
    assertThat(tree.path(0).path("usedBy")).isEmpty();
    assertThat(CommandLineRun.of("modem", "list").status()).isZero();
  }

  // The frame is what smstools writes, with CON GET /test to port 5683 in it.
  @Test
  void aScriptSendsAnSmsAndReadsWhatCameBack() {
    int before = network.executions(PHONE, "/test", CoapCode.GET);
    String submit = "0071000C919471000000100004FF100605041633163340011234B474657374";
    String script =
        "# the generic start\nATE0\n\nAT+CMGF=0\nAT+CNMI=2,2,0,0,0\nAT+CMGS="
            + (submit.length() / 2 - 1)
            + "\n"
            + submit
            + "\n";

    CommandLineRun run =
        CommandLineRun.withInput(script, "modem", "console", "--linger", "3s", port);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("$ AT+CMGF=0\nOK\n", "> " + submit, "SMS-SUBMIT", "+CMGS: ")
        .contains("+CMT: ", "SMS-DELIVER", "2.05")
        .doesNotContain("# the generic start", "not decoded");
    assertThat(network.executions(PHONE, "/test", CoapCode.GET)).isEqualTo(before + 1);
  }

  @Test
  void aScriptThatGetsNoAnswerFails() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CommandLineRun run =
          CommandLineRun.withInput(
              "AT+CSQ\n",
              "modem",
              "console",
              "--timeout",
              "200ms",
              "tcp://127.0.0.1:" + silent.getLocalPort());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("no result of AT+CSQ");
    }
  }
}
