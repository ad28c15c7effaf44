package org.coapsms.simulator.modem.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.simulator.network.ShortMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The daemon of Gammu 1.42.0 with folders for what comes and goes. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class GammuSmsdTest {
  @TempDir private Path folder;

  @Test
  void sendsOctetsGetsTheReportAndReceives() throws Exception {
    Path smsd = Workbench.program("/usr/bin/gammu-smsd");
    try (Workbench bench = new Workbench(folder, "generic-27005")) {
      for (String name : List.of("inbox", "outbox", "sent", "errors")) {
        Files.createDirectory(folder.resolve(name));
      }
      bench.write(
          "smsdrc",
          """
          [gammu]
          port = @/modem
          connection = at115200
          synchronizetime = no
          [smsd]
          service = files
          deliveryreport = log
          commtimeout = 5
          receivefrequency = 2
          inboxpath = @/inbox/
          outboxpath = @/outbox/
          sentsmspath = @/sent/
          errorsmspath = @/errors/
          inboxformat = detail
          outboxformat = detail
          logfile = @/smsd.log
          debuglevel = 255
          """);
      bench.write(
          "outbox/OUT20251122_120000_00_+447700900123_sms0.smsbackup",
          """
          [SMSBackup000]
          PDU = Submit
          State = UnSent
          Number = "+447700900123"
          Coding = 8bit
          UDH = 06050416331633
          Class = -1
          SMSC = "+491710760000"
          Text00 = 4001123451FF00
          """);

      bench.start(smsd, "-c", "smsdrc");

      ShortMessage message = bench.arrivedAtPhone();
      assertThat(message.userData().octets()).isEqualTo(Workbench.COAP);
      assertThat(message.userData().header().ports()).contains(new Ports(16, 5683, 5683));
      bench.awaitFile(
          "smsd.log",
          log -> log.contains("Delivery report: Delivered to +447700900123, message reference 0x"));

      bench.phoneSends(Workbench.coap());
      String inbox = bench.awaitFile("inbox", file -> file.contains("4001123451FF00"));
      assertThat(inbox).contains("+447700900123");
      assertThat(bench.modem.violations().join()).isEmpty();
    }
  }
}
