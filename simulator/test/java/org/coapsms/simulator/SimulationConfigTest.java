package org.coapsms.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.simulator.InvalidSimulation.Problem;
import org.coapsms.simulator.modem.ModemOptions;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.RetrySchedule;
import org.coapsms.simulator.smsc.IdText;
import org.coapsms.simulator.smsc.Limits;
import org.coapsms.simulator.smsc.ReceiptHabits;
import org.coapsms.simulator.smsc.ReceiptStyle;
import org.coapsms.simulator.smsc.TlsIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationConfigTest {
  @Test
  void readsFlagsAsTheyAreWritten() {
    SimulationConfig config =
        SimulationConfig.builder()
            .smsc("2775")
            .smsc("2776,bridge:se:cret,20000")
            .modem("generic-27005=/tmp/a,b")
            .modem("generic-27005=tcp:0,+491780000077")
            .phone("+491701234567")
            .phones(2)
            .latency("1.5s")
            .receiptDelay("250ms")
            .control(8099)
            .build();

    assertThat(config.smscs())
        .containsExactly(
            new SmscPort(2775, Optional.empty(), Address.unknown("10000")),
            new SmscPort(
                2776,
                Optional.of(new SmscPort.Login("bridge", "se:cret")),
                Address.unknown("20000")));
    assertThat(config.modems())
        .containsExactly(
            new ModemLine(
                "generic-27005",
                "/tmp/a,b",
                Optional.of(Address.international("+491780000001")),
                ModemOptions.usual()),
            new ModemLine(
                "generic-27005",
                "tcp:0",
                Optional.of(Address.international("+491780000077")),
                ModemOptions.usual()));
    assertThat(config.phones())
        .extracting(Address::toString)
        .containsExactly("+491701234567", "+491700000001", "+491700000002");
    assertThat(config.conditions().latency()).isEqualTo(Duration.ofMillis(1500));
    assertThat(config.conditions().receiptDelay()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.control()).contains(8099);
  }

  @Test
  void readsYaml() {
    SimulationConfig config =
        new SimulationConfigReader()
            .read(
                """
                seed: 42
                latency: 2m
                jitter: 0
                loss: 0.05
                receiptLoss: 0.1
                receiptDelay: 0
                duplicate: 0.01
                retrySchedule: 10s, 1m
                smsc:
                  - 2775
                  - port: 2775
                    systemId: bridge
                    password: secret
                    number: "20000"
                modem:
                  - generic-27005=/tmp/modem0
                  - {profile: generic-27005, link: "tcp:4000", number: "+491780000077"}
                  - {profile: generic-27005, link: "tcp:0", pin: "0123", baud: 9600,
                     answerDelay: 30ms, jitter: 0.4}
                phone: ["+491701234567"]
                phones: 3
                control: 0
                """);

    assertThat(config.seed()).isEqualTo(42);
    assertThat(config.conditions())
        .isEqualTo(
            new RadioConditions(Duration.ofMinutes(2), 0, 0.05, 0.1, Duration.ZERO, 0.01)
                .withRetries(
                    new RetrySchedule(
                        Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofDays(1))));
    assertThat(config.smscs()).extracting(SmscPort::port).containsExactly(2775, 2775);
    assertThat(config.modems()).extracting(ModemLine::link).contains("tcp:4000");
    assertThat(config.modems().get(2).options())
        .isEqualTo(
            new ModemOptions(Optional.of("0123"), Optional.of(9600), Duration.ofMillis(30), 0.4));
    assertThat(config.phones()).hasSize(4);
    assertThat(config.control()).contains(0);
  }

  @Test
  void readsAllThatIsUnusualAboutAnSmppAccount() {
    SimulationConfig config =
        new SimulationConfigReader()
            .read(
                """
                smsc:
                  - port: 2775
                    systemId: bridge
                    password: secret
                    window: 5
                    limits: {rate: 0.5, window: 100, queue: 1000, binds: 2}
                    responseIds: hexPadded
                    receipts:
                      {ids: decimalPadded, template: "id:{id}", tlvs: false, delay: 2s,
                       disorder: 0.1, lies: 0.01}
                    outbindPort: 2776
                    responseLatency: 20ms
                    tls: {certificate: cert.pem, key: key.pem, clientAuthority: ca.pem}
                """);

    assertThat(config.smscs())
        .extracting(SmscPort::settings)
        .containsExactly(
            new SmscSettings(
                5,
                new Limits(0.5, 100, 1000, 2),
                IdText.HEX_PADDED,
                new ReceiptStyle(IdText.DECIMAL_PADDED, "id:{id}", false),
                new ReceiptHabits(Duration.ofSeconds(2), 0.1, 0.01),
                2776,
                Duration.ofMillis(20),
                Optional.of(
                    TlsIdentity.pem(Path.of("cert.pem"), Path.of("key.pem"))
                        .requiringClientsOf(Path.of("ca.pem")))));
  }

  @Test
  void tellsWhatIsWrongInAnSmppAccount() {
    assertThatThrownBy(
            () ->
                new SimulationConfigReader()
                    .read(
                        """
                        smsc:
                          - {port: 1, number: "1", limits: {rate: 0}}
                          - {port: 2, number: "2", responseIds: octal}
                          - {port: 3, number: "3", receipts: {lie: 1}}
                          - {port: 4, number: "4", tls: {key: a.pem}}
                          - {port: 5, number: "5", window: many}
                        """))
        .asInstanceOf(type(InvalidSimulation.class))
        .satisfies(
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Problem::key)
                    .containsExactlyInAnyOrder(
                        "smsc[0]", "smsc[1]", "smsc[2].receipts.lie", "smsc[3]", "smsc[4]"));
  }

  @Test
  void takesModemProfilesFromAFolderBesideTheFile(@TempDir Path folder) throws IOException {
    Path modems = Files.createDirectory(folder.resolve("modems"));
    Files.writeString(
        modems.resolve("ours.yaml"),
        "id: ours\nextends: quectel-ec25\ntitle: Ours\nstatus: verified\nevidence: {}\n");
    Path file =
        Files.writeString(
            folder.resolve("network.yaml"), "modemProfiles: modems\nmodem: [ours=/tmp/a]\n");

    assertThat(SimulationConfig.load(file).profiles().load("ours").title()).isEqualTo("Ours");

    Files.writeString(modems.resolve("ours.yaml"), "id: ours\nextends: quectel-ec25\nspeed: 1\n");
    assertThatThrownBy(() -> SimulationConfig.load(file))
        .hasMessageContaining("ours.yaml: speed: unknown key");
  }

  @Test
  void tellsAllMistakesOfAFileAtOnceWithTheirKeys() {
    assertThatThrownBy(
            () ->
                new SimulationConfigReader()
                    .read(
                        """
                        latencey: 5s
                        latency: five
                        loss: 7
                        jitter: much
                        smsc: [99999, "1,a:b,10000", {port: 2, pasword: x}]
                        modem: [nonsense, nokia-3310=/tmp/a]
                        phone: [491700000001]
                        phones: -1
                        control: 70000
                        """))
        .asInstanceOf(type(InvalidSimulation.class))
        .satisfies(
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Problem::key)
                    .containsExactlyInAnyOrder(
                        "latencey",
                        "latency",
                        "loss",
                        "jitter",
                        "smsc[0]",
                        "smsc[2].pasword",
                        "modem[0]",
                        "phone[0]",
                        "phones",
                        "control",
                        "smsc", // both accounts have number 10000
                        "modem")); // no such profile
  }

  @Test
  void givesEachNumberToOneOwner() {
    assertThatThrownBy(() -> SimulationConfig.builder().phones(2).phone("491700000002").build())
        .isInstanceOf(InvalidSimulation.class)
        .hasMessage("phone: number +491700000002 is used twice");
  }

  @Test
  void anEmptyFileIsAnEmptyNetwork() {
    assertThat(new SimulationConfigReader().read("").phones()).isEmpty();
  }

  @Test
  void brokenYamlIsOneMistakeWithItsLine() {
    assertThatThrownBy(() -> new SimulationConfigReader().read("seed: 1\nphone: [\n"))
        .isInstanceOf(InvalidSimulation.class)
        .hasMessageStartingWith("line 3: no YAML")
        .hasMessageContaining("expected the node content");
  }
}
