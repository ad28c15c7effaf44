package org.coapsms.carrier.smpp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;
import org.coapsms.simulator.smsc.SmscAccount;
import org.coapsms.simulator.smsc.SmscConfig;
import org.coapsms.simulator.smsc.SmscServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the carrier and the simulated SMSC say to each other, as Wireshark's dissector reads it. */
class TsharkTest {
  private static final Path TSHARK = Path.of("/usr/bin/tshark");
  private static final Address PHONE = Address.international(OtherSmsc.PHONE);
  private static final UserData SEGMENT =
      UserData.ofOctets(
          UserDataHeader.of(new Ports(16, 5683, 5683), new Concatenation(16, 0x1234, 2, 1)),
          Bytes.fromHex("41 01 1234 4a b174 00 ff 0a 1b"));

  @TempDir private Path folder;

  @Test
  void readsAWholeRunWithoutOneMalformedPdu() throws Exception {
    boolean isRequired = System.getProperty("interop", "optional").equals("required");
    assumeTrue(isRequired || Files.isExecutable(TSHARK), TSHARK + " is not installed");
    Path capture = folder.resolve("run.pcap");
    record(capture);

    List<String> commands =
        tshark(capture, "-T", "fields", "-E", "aggregator= ", "-e", "smpp.command_id").stream()
            .flatMap(line -> Arrays.stream(line.strip().split(" +")))
            .filter(word -> !word.isEmpty())
            .toList();
    // SMPP 3.4, table 5-1: bind_transceiver, submit_sm, deliver_sm for the receipt and for what
    // the phone sends, enquire_link, unbind; each with its response.
    assertThat(commands)
        .contains("0x00000009", "0x80000009", "0x00000004", "0x80000004", "0x00000005")
        .contains("0x80000005", "0x00000015", "0x80000015", "0x00000006", "0x80000006");
    assertThat(commands.stream().filter("0x00000005"::equals)).hasSize(2);
    assertThat(tshark(capture, "-Y", "_ws.malformed || _ws.expert.severity >= warning")).isEmpty();
    // It finds the CoAP message's concatenation in the submit_sm and in the deliver_sm.
    assertThat(
            tshark(
                capture, "-Y", "gsm_sms.udh.mm.msg_id == 0x1234 && gsm_sms.udh.mm.msg_parts == 2"))
        .hasSize(2);
  }

  /** Binds, submits, takes a receipt and a message, sees life signs and unbinds. */
  private static void record(Path capture) throws Exception {
    NetworkLoop loop = new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));
    try (loop;
        SmscServer smsc =
            new SmscServer(loop, SmscConfig.of(SmscAccount.of("bridge", "secret", "10000")));
        Tap tap = new Tap(smsc.port())) {
      loop.run(now -> loop.network().attach(phone()));
      try (BoundCarrier carrier = new BoundCarrier(tap.port(), Duration.ofSeconds(1))) {
        carrier.submit(SEGMENT);
        assertThat(BoundCarrier.next(carrier.outcomes)).isInstanceOf(Accepted.class);
        assertThat(BoundCarrier.next(carrier.receipts).recipient()).contains(PHONE);
        loop.run(
            now ->
                loop.network()
                    .submit(
                        now,
                        ShortMessage.ofOctets(PHONE, Address.parse("10000"), SEGMENT),
                        MobileNetwork.DEFAULT_VALIDITY,
                        Optional.empty()));
        assertThat(BoundCarrier.next(carrier.messages).userData()).isEqualTo(SEGMENT);
        carrier.awaitPdu(false, "enquire_link_resp");
      }
      tap.write(capture);
    }
  }

  /** One line per packet that passes the filter. */
  private List<String> tshark(Path capture, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(TSHARK.toString(), "-n", "-r", capture.toString()));
    command.addAll(List.of("-d", "tcp.port==" + Tap.SMSC_PORT + ",smpp"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    builder.redirectError(folder.resolve("tshark.err").toFile());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("tshark.err"))).isZero();
    return printed.lines().toList();
  }

  private static Terminal phone() {
    return new Terminal() {
      @Override
      public Address number() {
        return PHONE;
      }

      @Override
      public void arrived(Instant now, Delivery delivery) {}
    };
  }
}
