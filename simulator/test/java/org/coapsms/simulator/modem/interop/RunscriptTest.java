package org.coapsms.simulator.modem.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.simulator.modem.interop.Workbench.Ended;
import org.coapsms.simulator.network.ShortMessage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Minicom 2.8's runscript, which knows nothing of modems: octets out, words awaited. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RunscriptTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"generic-27005", "simcom-sim7670g", "fibocom-g510"})
  void sendsAPduOctetForOctet(String profile) throws Exception {
    Path runscript = Workbench.program("/usr/bin/runscript");
    try (Workbench bench = new Workbench(folder, profile)) {
      // In one piece: each send throws away what the modem has not yet read of the one before.
      bench.write(
          "script",
          """
          timeout 60
          verbose off
          send "AT"
          expect {
            "OK"
            timeout 20 exit 2
          }
          send "AT+CMGF=0"
          expect {
            "OK"
            timeout 20 exit 3
          }
          send "AT+CMGS=28"
          expect {
            ">"
            timeout 20 exit 4
          }
          send "0071000C914477000910320004FF0E060504163316334001123451FF00^Z\\c"
          expect {
            "+CMGS:"
            timeout 20 exit 5
          }
          exit 0
          """);

      // Its standard input and output are the line.
      Ended ended =
          bench.run(Path.of("/bin/sh"), "-c", "exec %s script <> modem >&0".formatted(runscript));

      assertThat(ended.status()).as(ended.printed()).isZero();
      ShortMessage message = bench.arrivedAtPhone();
      assertThat(message.userData().octets()).isEqualTo(Workbench.COAP);
      assertThat(message.userData().header().ports()).contains(new Ports(16, 5683, 5683));
      assertThat(bench.modem.violations().join()).isEmpty();
    }
  }
}
