package org.coapsms.simulator.modem.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.simulator.network.ShortMessage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMS Server Tools 3.1.21, which types lines of several commands and repeats all at every poll. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class SmstoolsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"generic-27005, '2,1,0,2,0'", "simcom-sim7670g, '2,1,0,0,0'"})
  void sendsOctetsGetsTheReportAndReceives(String profile, String notifications) throws Exception {
    Path smsd = Workbench.program("/usr/sbin/smsd");
    try (Workbench bench = new Workbench(folder, profile)) {
      for (String name : List.of("outgoing", "checked", "incoming", "report", "failed", "sent")) {
        Files.createDirectory(folder.resolve(name));
      }
      bench.write(
          "smsd.conf",
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
          init = AT+CNMI=%s
          report_device_details = no
          """
              .formatted(notifications));
      bench.write(
          "outgoing/message",
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
      bench.phoneSends(Workbench.coap());

      bench.start(smsd, "-t", "-c", "smsd.conf");

      ShortMessage message = bench.arrivedAtPhone();
      assertThat(message.userData().octets()).isEqualTo(Workbench.COAP);
      assertThat(message.userData().header().ports()).contains(new Ports(16, 5683, 5683));
      assertThat(message.dataCoding().alphabet()).isEqualTo(Alphabet.OCTETS);
      assertThat(bench.awaitFile("incoming", file -> file.contains("Alphabet: binary")))
          .contains("From: 447700900123");
      if (notifications.equals("2,1,0,2,0")) {
        bench.awaitFile("report", file -> file.contains("Status: 0,Ok"));
      }
      // It fetches and deletes what it reads.
      bench.untilTyped(line -> line.equals("AT+CMGD=" + (profile.startsWith("gen") ? 1 : 0)));
      assertThat(bench.modem.violations().join()).isEmpty();
    }
  }
}
