package org.coapsms.simulator.modem.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.smsc.interop.Kannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Kannel 1.4.5 with {@code smsc = at}: direct delivery and direct reports. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class KannelModemTest {
  @TempDir private Path folder;

  @Test
  void sendsOctetsGetsTheReportAndReceives() throws Exception {
    Workbench.program("/usr/sbin/bearerbox");
    try (Workbench bench = new Workbench(folder, "generic-27005");
        Kannel kannel =
            Kannel.started(
                folder,
                """
                group = smsc
                smsc = at
                smsc-id = k0
                allowed-smsc-id = k0
                modemtype = generic
                device = %s
                speed = 115200
                my-number = 491700000009
                sms-center = 491710760000

                group = modems
                id = generic
                name = Generic
                init-string = "AT+CNMI=2,2,0,1,0"

                """
                    .formatted(bench.modem.link()),
                1)) {
      String answer = kannel.send("k0", "+447700900123", Workbench.HEADER, Workbench.COAP, "m0");

      assertThat(answer).isEqualTo("0: Accepted for delivery");
      ShortMessage message = bench.arrivedAtPhone();
      assertThat(message.userData().octets()).isEqualTo(Workbench.COAP);
      assertThat(message.userData().header().ports()).contains(new Ports(16, 5683, 5683));
      // 8: the modem took it; 1: it was delivered. Each is a request of its own.
      assertThat(List.of(kannel.nextReport(), kannel.nextReport()))
          .containsExactlyInAnyOrder("id=m0&type=8", "id=m0&type=1");

      bench.phoneSends(Workbench.coap());
      assertThat(kannel.nextMessage())
          .contains("from=%2B447700900123")
          .contains("header=%06%05%04%163%163")
          .contains("text=%40%01%124Q%FF%00");
      assertThat(bench.modem.violations().join()).isEmpty();
    }
  }
}
