package org.coapsms.carrier.modem.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.coapsms.carrier.modem.dialogue.Survey;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.carrier.modem.line.TappedLine;
import org.coapsms.codec.Address;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A modem is looked at through a real pseudo-terminal, and through TCP. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ModemProbeTest {
  private static final String NUMBER = "491780000001";

  @TempDir private Path folder;

  private final ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(1);
  private NetworkLoop loop;

  @BeforeEach
  void startNetwork() {
    loop = new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));
  }

  @AfterEach
  void stop() {
    loop.close();
    watchdog.shutdownNow();
  }

  private SurveyReport probe(String port, TappedLine.Tap tap) throws IOException {
    return ModemProbe.ask(
        new TappedLine(SerialLine.to(port, 115_200, watchdog), tap),
        new Survey(Optional.empty(), Set.of()),
        InstantSource.system());
  }

  private static String port(ModemServer server) {
    return server.link().replaceFirst("^tcp:", "tcp://127.0.0.1:");
  }

  private ModemServer modem(ModemProfile profile, String place) throws IOException {
    return ModemServer.start(loop, profile, Address.international(NUMBER), place);
  }

  @Test
  void knowsTheModemAtTheOtherEndOfATerminal() throws IOException {
    Transcript transcript = new Transcript(InstantSource.system());
    ModemProfile profile = ModemProfiles.load("cinterion-mc75i");
    try (ModemServer server = modem(profile, folder.resolve("ttyGSM0").toString())) {
      SurveyReport report = probe(server.link(), transcript);

      assertThat(report.attention()).isEqualTo(SurveyReport.Attention.ANSWERS);
      assertThat(report.manufacturer()).contains(profile.identity().manufacturer().get(0));
      assertThat(report.model()).contains(profile.identity().model().get(0));
      assertThat(report.imei().orElseThrow()).hasSize(15);
      assertThat(report.simReady()).isTrue();
      assertThat(report.network()).contains("home network");
      assertThat(ProfileComparison.differences(report, profile)).isEmpty();
      assertThat(
              ProfileComparison.differences(report, ModemProfiles.load("generic-27005")).stream()
                  .map(Difference::key))
          .contains("notifications.supported", "storages.offered");
    }
    assertThat(transcript.lines())
        .anyMatch(line -> line.equals("> AT+CGMM\\r"))
        .anyMatch(line -> line.matches("\\d+ < .*MC75i.*OK\\\\r\\\\n"));
  }

  static List<String> profiles() {
    return ModemProfiles.names();
  }

  // A profile that says of itself what it does not do would be found here.
  @ParameterizedTest
  @MethodSource("profiles")
  void everySimulatedModemIsAsItsProfileSays(String name) throws IOException {
    ModemProfile profile = ModemProfiles.load(name);
    try (ModemServer server = modem(profile, "tcp:0")) {
      SurveyReport report = probe(port(server), (outbound, octets) -> {});

      assertThat(report.attention()).isEqualTo(SurveyReport.Attention.ANSWERS);
      assertThat(report.simReady()).isTrue();
      assertThat(report.network()).contains("home network");
      assertThat(ProfileComparison.differences(report, profile)).isEmpty();
    }
  }

  @Test
  void knowsTheModemBehindATcpPort() throws IOException {
    try (ModemServer server = modem(ModemProfiles.load("quectel-ec25"), "tcp:0")) {
      assertThat(probe(port(server), (outbound, octets) -> {}).manufacturer()).contains("Quectel");
    }
  }

  @Test
  void tellsWhatIsNotAsTheProfileSays() throws IOException {
    ModemProfile other =
        ModemProfiles.load(
            Files.writeString(
                folder.resolve("other.yaml"),
                """
                id: other
                extends: quectel-ec25
                notifications:
                  supported: "(0,1,2),(0-2),(0,2),(0,2),(0,1)"
                  preferred: ["2,1,0,2,0"]
                acknowledgement: {services: [0, 128], service: 0}
                storages: {sizes: {SM: {size: 20}}}
                sending: {moreMessages: []}
                evidence: {}
                """));
    try (ModemServer server = modem(other, "tcp:0")) {
      SurveyReport report = probe(port(server), (outbound, octets) -> {});

      List<Difference> differences =
          ProfileComparison.differences(report, ModemProfiles.load("quectel-ec25"));
      assertThat(differences)
          .containsExactly(
              new Difference(
                  "notifications.supported",
                  "\"(0-2),(0-3),(0,2),(0-2),(0,1)\"",
                  "\"(0,1,2),(0-2),(0,2),(0,2),(0,1)\"",
                  true),
              new Difference("acknowledgement.services", "[0, 1]", "[0, 128]", false),
              new Difference("storages.sizes.SM.size", "50", "20", true),
              new Difference("sending.moreMessages", "[0, 1, 2]", "[]", false));
    }
  }

  @Test
  void sortsNothingOutWhereThereIsNoPort() {
    assertThatThrownBy(() -> probe(folder.resolve("nothing").toString(), (outbound, octets) -> {}))
        .isInstanceOf(IOException.class);
  }
}
