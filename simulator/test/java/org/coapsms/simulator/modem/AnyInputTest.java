package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Survives whatever is typed, and still answers afterwards. */
class AnyInputTest {
  private static final List<String> PIECES =
      List.of(
          "AT",
          "at",
          "A/",
          "\r",
          "\n",
          "\b",
          "\u001a",
          "\u001b",
          ";",
          "+",
          "=",
          "?",
          ",",
          "\"",
          "0",
          "1",
          "9999999999",
          "E",
          "&",
          "S3=",
          "+CMGS=28",
          "+CMGR=",
          "+CMGL=",
          "+CMGD=1,",
          "+CNMI=",
          "+CPMS=",
          "+CSMP=",
          "+CSCA=",
          "+CMGF=",
          "+CNMA",
          "+CFUN=1,1",
          "+CPIN=",
          "0071000C914477000910320004FF0E060504163316334001123451FF00",
          "\u0000",
          "\u00ff",
          " ");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void answersAfterAnyInput(long seed) {
    Random random = new Random(seed);
    Bench bench = new Bench(seed % 2 == 0 ? "generic-27005" : "cinterion-mc75i");

    for (int i = 0; i < 5_000; i++) {
      bench.type(PIECES.get(random.nextInt(PIECES.size())));
      if (random.nextInt(20) == 0) {
        bench.phoneSends("4001");
        bench.after(Duration.ofMillis(random.nextInt(3_000)));
      }
    }

    bench.after(Duration.ofHours(1));
    bench.type("\u001b\r");
    bench.modem.reboot(bench.now);
    bench.after(Duration.ofMinutes(1));
    assertThat(bench.ask("AT")).isEqualTo("\r\nOK\r\n");
  }
}
