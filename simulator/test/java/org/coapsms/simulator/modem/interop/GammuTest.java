package org.coapsms.simulator.modem.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.modem.interop.Workbench.PHONE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.modem.interop.Workbench.Ended;
import org.coapsms.simulator.network.ShortMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gammu 1.42.0, which needs the echo, types octet by octet and asks many things nobody knows. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class GammuTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"generic-27005, 27005", "cinterion-mc75i, MC75i"})
  void identifiesTheModem(String profile, String model) throws Exception {
    try (Workbench bench = bench(profile)) {
      Ended ended = gammu(bench, "identify");

      assertThat(ended.printed()).contains(model).containsPattern("IMEI +: 359000");
      assertThat(ended.status()).isZero();
      assertThat(bench.modem.violations().join()).isEmpty();
    }
  }

  @Test
  void sendsText() throws Exception {
    try (Workbench bench = bench("generic-27005")) {
      Ended ended = gammu(bench, "sendsms", "TEXT", PHONE.toString(), "-text", "hello");

      assertThat(ended.printed()).contains("OK, message reference=0");
      ShortMessage message = bench.arrivedAtPhone();
      assertThat(message.userData().text(message.dataCoding())).isEqualTo("hello");
      assertThat(message.from()).isEqualTo(Workbench.SIM);
      assertThat(bench.modem.violations().join()).isEmpty();
    }
  }

  @Test
  void sendsOctetsWithAPortHeaderThroughANoisyStick() throws Exception {
    try (Workbench bench = bench("huawei-e173")) {
      // WAP push goes to port 2948 from port 9200: 0x0B84 and 0x23F0.
      gammu(bench, "sendsms", "WAPINDICATOR", PHONE.toString(), "http://example.org", "title");

      ShortMessage message = bench.arrivedAtPhone();
      assertThat(message.userData().header().ports()).contains(new Ports(16, 0x0B84, 0x23F0));
      assertThat(message.dataCoding().alphabet()).isEqualTo(Alphabet.OCTETS);
    }
  }

  @Test
  void readsWhatHasArrived() throws Exception {
    try (Workbench bench = bench("generic-27005")) {
      bench.phoneSends(UserData.ofOctets(UserDataHeader.EMPTY, Workbench.COAP));

      Ended ended = gammu(bench, "getallsms");

      // It prints octets as far as the first zero.
      assertThat(ended.printed()).contains(PHONE.toString()).contains("(hex: 4001123451FF");
    }
  }

  @Test
  void neverSeesAPromptWithoutASpace() throws Exception {
    // gammu issue 1176: it looks for "> "; only a later release takes what this modem says.
    try (Workbench bench = bench("simcom-sim7670g")) {
      Ended ended = gammu(bench, "sendsms", "TEXT", PHONE.toString(), "-text", "hello");

      assertThat(ended.status()).isNotZero();
      assertThat(ended.printed()).doesNotContain("message reference");
    }
  }

  private Workbench bench(String profile) throws IOException {
    Workbench.program("/usr/bin/gammu");
    Workbench bench = new Workbench(folder, profile);
    bench.write(
        "gammurc",
        """
        [gammu]
        port = @/modem
        connection = at115200
        synchronizetime = no
        """);
    return bench;
  }

  private static Ended gammu(Workbench bench, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("-c", "gammurc"));
    all.addAll(List.of(arguments));
    return bench.run(Workbench.program("/usr/bin/gammu"), all.toArray(String[]::new));
  }
}
