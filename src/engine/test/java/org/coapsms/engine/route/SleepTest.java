package org.coapsms.engine.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.coapsms.engine.route.Sleep.Window;
import org.junit.jupiter.api.Test;

/** When a device that sleeps by the clock can be reached again. */
class SleepTest {
  private static Sleep berlin(Window... windows) {
    return new Sleep(List.of(windows), ZoneId.of("Europe/Berlin"), Duration.ZERO);
  }

  private static Window window(String from, String to) {
    return new Window(LocalTime.parse(from), LocalTime.parse(to));
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }

  @Test
  void aWindowMayReachOverMidnight() {
    Sleep sleep = berlin(window("22:00", "06:00"));

    assertThat(sleep.until(at("2026-01-10T20:59:59Z"))).isEmpty();
    assertThat(sleep.until(at("2026-01-10T21:00:00Z"))).contains(at("2026-01-11T05:00:00Z"));
    assertThat(sleep.until(at("2026-01-11T04:59:59Z"))).contains(at("2026-01-11T05:00:00Z"));
    assertThat(sleep.until(at("2026-01-11T05:00:00Z"))).isEmpty();
  }

  @Test
  void windowsThatFollowOneAnotherAreOneSleep() {
    Sleep sleep = berlin(window("12:00", "13:00"), window("13:00", "14:30"));

    assertThat(sleep.until(at("2026-01-10T11:15:00Z"))).contains(at("2026-01-10T13:30:00Z"));
  }

  @Test
  void theClockChangesWithItsZone() {
    Sleep sleep = berlin(window("22:00", "06:00"));

    // Summer time begins on 29 March 2026 at 2:00.
    assertThat(sleep.until(at("2026-03-28T21:00:00Z"))).contains(at("2026-03-29T04:00:00Z"));
  }

  @Test
  void whoNeverWakesCannotBeConfigured() {
    assertThatThrownBy(() -> window("10:00", "10:00")).hasMessageContaining("always sleeps");
    Sleep always = berlin(window("00:00", "12:00"), window("12:00", "00:00"));
    assertThat(always.until(at("2026-01-10T11:15:00Z"))).isPresent();
    assertThat(always.neverEnds()).isTrue();
    assertThat(berlin(window("00:00", "12:00")).neverEnds()).isFalse();
  }
}
