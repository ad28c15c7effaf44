package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Is believed by other people's programs, unmodified, over a real pseudo-terminal. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProgramsTest {
  private static final Address SIM = Address.international("491700000009");
  private static final Address PHONE = Address.international("447700900123");

  @TempDir private Path folder;

  private final LinkedBlockingQueue<ShortMessage> received = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<ModemTrace> trace = new LinkedBlockingQueue<>();
  private NetworkLoop loop;
  private ModemServer modem;

  @BeforeEach
  void startNetwork() throws IOException {
    RadioConditions quick =
        RadioConditions.defaults()
            .withLatency(Duration.ofMillis(10))
            .withLoss(0)
            .withDuplicate(0)
            .withReceiptDelay(Duration.ofMillis(10));
    loop = new NetworkLoop(new MobileNetwork(quick, new Random(1)));
    loop.call(
            now -> {
              loop.network().attach(new Phone());
              return true;
            })
        .join();
    modem =
        ModemServer.start(
            loop,
            ModemProfiles.load("generic-27005"),
            SIM,
            folder.resolve("modem").toString(),
            ModemOptions.usual(),
            trace::add);
  }

  @AfterEach
  void stopNetwork() {
    modem.close();
    loop.close();
  }

  @Test
  void gammuIdentifiesTheModem() throws Exception {
    String printed = gammu("identify");

    assertThat(printed).contains("GENERIC").contains("27005").containsPattern("IMEI +: 359000");
  }

  @Test
  void gammuSendsText() throws Exception {
    String printed = gammu("sendsms", "TEXT", PHONE.toString(), "-text", "hello");

    assertThat(printed).contains("OK, message reference=0");
    ShortMessage message = Optional.ofNullable(received.poll(10, TimeUnit.SECONDS)).orElseThrow();
    assertThat(message.userData().text(message.dataCoding())).isEqualTo("hello");
    assertThat(message.from()).isEqualTo(SIM);
  }

  @Test
  void gammuSendsBinaryWithAPortHeader() throws Exception {
    // WAP push goes to port 2948 from port 9200: 0x0B84 and 0x23F0.
    gammu("sendsms", "WAPINDICATOR", PHONE.toString(), "http://example.org", "title");

    ShortMessage message = Optional.ofNullable(received.poll(10, TimeUnit.SECONDS)).orElseThrow();
    assertThat(message.userData().header().ports()).contains(new Ports(16, 0x0B84, 0x23F0));
    assertThat(message.dataCoding().alphabet().name()).isEqualTo("OCTETS");
  }

  @Test
  void gammuReadsWhatHasArrived() throws Exception {
    loop.call(
            now ->
                loop.network()
                    .submit(
                        now,
                        ShortMessage.ofOctets(
                            PHONE,
                            SIM,
                            UserData.ofOctets(UserDataHeader.EMPTY, Bytes.fromHex("400112345678"))),
                        Duration.ofHours(1),
                        Optional.empty()))
        .join();

    String printed = gammu("getallsms");

    assertThat(printed).contains(PHONE.toString()).contains("400112345678");
  }

  @Test
  void smstoolsSendsBinaryAndGetsItsReport() throws Exception {
    Path smsd = program("/usr/sbin/smsd");
    for (String name : List.of("outgoing", "checked", "incoming", "report", "failed", "sent")) {
      Files.createDirectory(folder.resolve(name));
    }
    Path configuration = folder.resolve("smsd.conf");
    Files.writeString(
        configuration,
        """
        devices = GSM1
        outgoing = @/outgoing
        checked = @/checked
        incoming = @/incoming
        report = @/report
        failed = @/failed
        sent = @/sent
        logfile = @/smsd.log
        infofile = @/smsd.info
        pidfile = @/smsd.pid
        delaytime = 1
        delaytime_mainprocess = 1
        executable_check = no
        [GSM1]
        device = @/modem
        rtscts = no
        incoming = yes
        report = yes
        init = AT+CNMI=2,1,0,2,0
        report_device_details = no
        """
            .replace("@", folder.toString()));
    Files.writeString(
        folder.resolve("outgoing/message"),
        """
        To: 447700900123
        Report: yes
        Alphabet: binary
        Binary: yes
        Hex: yes
        UDH: true
        UDH-DATA: 06 05 04 16 33 16 33

        40 01 12 34 51 ff 00
        """);

    Process process =
        new ProcessBuilder(smsd.toString(), "-t", "-c", configuration.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("smsd.out").toFile())
            .start();
    try {
      ShortMessage message = Optional.ofNullable(received.poll(60, TimeUnit.SECONDS)).orElseThrow();
      assertThat(message.userData().octets()).isEqualTo(Bytes.fromHex("4001123451ff00"));
      assertThat(message.userData().header().ports()).contains(new Ports(16, 5683, 5683));
      assertThat(message.dataCoding()).isNotEqualTo(DataCoding.GSM7);

      // It fetches and deletes the report like any message.
      assertThat(untilTyped("AT+CMGD=1")).contains("\"SM\",1,30");
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private String untilTyped(String command) throws InterruptedException {
    StringBuilder lines = new StringBuilder();
    while (true) {
      ModemTrace next = trace.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("waiting for %s after%n%s", command, lines).isNotNull();
      lines.append(next).append('\n');
      if (!next.fromModem() && next.line().equals(command)) {
        return lines.toString();
      }
    }
  }

  private String gammu(String... arguments) throws IOException, InterruptedException {
    Path gammu = program("/usr/bin/gammu");
    Path configuration = folder.resolve("gammurc");
    Files.writeString(
        configuration,
        """
        [gammu]
        port = %s
        connection = at115200
        synchronizetime = no
        """
            .formatted(modem.link()));
    List<String> command = new java.util.ArrayList<>();
    command.addAll(List.of(gammu.toString(), "-c", configuration.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(printed).isZero();
      return printed;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path program(String path) {
    Path program = Path.of(path);
    boolean isRequired = System.getProperty("interop", "optional").equals("required");
    assumeTrue(isRequired || Files.isExecutable(program), path + " is not installed");
    return program;
  }

  private final class Phone implements Terminal {
    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(java.time.Instant now, Delivery delivery) {
      received.add(delivery.message());
    }
  }
}
