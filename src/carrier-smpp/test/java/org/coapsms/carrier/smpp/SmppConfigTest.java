package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.coapsms.carrier.smpp.SmppConfig.Problem;
import org.coapsms.engine.CarrierId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppConfigTest {
  private static final SmppConfig WRONG =
      new SmppConfig(
          new CarrierId("wrong"),
          new SmppConfig.Endpoint("", 70_000),
          new SmppConfig.Account("", "password9", "Grüße", " "),
          0,
          new SmppConfig.Timers(
              Duration.ZERO,
              Duration.ofDays(1),
              Duration.ofSeconds(-1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1)),
          new SmppConfig.BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1)),
          new SmppConfig.Sending(
              256,
              -1,
              SmppConfig.Segments.UDH,
              Optional.of(new SmppConfig.Numbering(1, 999)),
              Optional.empty(),
              new SmppConfig.Commands(true, true, false)),
          Security.DEFAULT,
          new Binds(0, Binds.Mode.TRANSCEIVER, 0x33, Optional.of(-1.0)));

  @Test
  void namesEveryMistakeAtOnce() {
    assertThat(WRONG.problems())
        .extracting(Problem::key)
        .containsExactly(
            "host",
            "port",
            "systemId",
            "password",
            "systemType",
            "number",
            "window",
            "binds",
            "interfaceVersion",
            "ratePerBind",
            "enquireLink",
            "responseTimeout",
            "bindTimeout",
            "reconnect.max",
            "dataCoding",
            "registeredDelivery",
            "source.npi",
            "submitMulti");
    // jsmpp would connect, refuse to compose the bind and leave the socket open.
    assertThat(WRONG.problems())
        .contains(new Problem("password", "has 9 characters; SMPP carries at most 8"));
  }

  @Test
  void makesNoCarrierOutOfMistakes() {
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    assertThatThrownBy(() -> new SmppCarrier(WRONG, new Random(1), scheduler))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("carrier wrong")
        .hasMessageContaining("host: is missing")
        .hasMessageContaining("window: is 0; must be 1 to 1000");
    scheduler.shutdownNow();
  }

  @Test
  void findsNothingWrongWithTheDefaults() {
    assertThat(Fixture.config(2775).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, ''",
    "127.0.0.1, ''",
    "127.1.2.3, ''",
    "::1, ''",
    "[::1], ''",
    "smsc.localhost, ''",
    "10.0.0.1, tls",
    "smsc.example.net, tls",
    "127.0.0.1.example.net, tls",
    "localhost.example.net, tls",
    "::2, tls"
  })
  void keepsClearTextOnThisMachine(String host, String wrong) {
    SmppConfig config =
        SmppConfig.of(
            Fixture.ID,
            new SmppConfig.Endpoint(host, 2775),
            new SmppConfig.Account("bridge", "secret", "", "10000"));

    assertThat(config.problems())
        .extracting(Problem::key)
        .isEqualTo(wrong.isEmpty() ? List.of() : List.of(wrong));
    assertThat(config.withSecurity(new Security(Optional.empty(), true)).problems()).isEmpty();
    assertThat(config.withSecurity(Security.of(Tls.DEFAULT)).problems()).isEmpty();
  }

  // jsmpp 3.0.2 by itself waits two seconds, and a minute for the bind.
  @Test
  void waitsLongEnoughForBusySmscs() {
    assertThat(SmppConfig.Timers.DEFAULT.response()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(SmppConfig.Timers.DEFAULT.bind()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(SmppConfig.Timers.DEFAULT.enquireLink())
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  @Test
  void neverShowsThePassword() {
    assertThat(Fixture.config(2775).toString()).contains("bridge").doesNotContain("secret");
  }
}
