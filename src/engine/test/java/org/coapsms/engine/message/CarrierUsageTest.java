package org.coapsms.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.route.Quota;
import org.junit.jupiter.api.Test;

/** Hours, days and months of UTC, each with its own end. */
class CarrierUsageTest {
  private static final Instant NOW = Instant.parse("2026-02-28T22:59:30Z");
  private static final CarrierUsage ONE = CarrierUsage.none(new CarrierId("sim")).oneMore(NOW);

  private static Quota quota(Integer hour, Integer day, Integer month) {
    return new Quota(
        Optional.ofNullable(hour), Optional.ofNullable(day), Optional.ofNullable(month));
  }

  @Test
  void aUsedUpQuotaEndsWithItsOwnPeriod() {
    assertThat(ONE.until(NOW, quota(1, 9, 9), 1)).isEqualTo("2026-02-28T23:00:00Z");
    assertThat(ONE.until(NOW, quota(9, 1, 9), 1)).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(ONE.until(NOW, quota(9, 9, 1), 1)).isEqualTo("2026-03-01T00:00:00Z");
    Instant nextDay = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(ONE.oneMore(nextDay).until(nextDay, quota(9, 9, 1), 1))
        .isEqualTo("2026-04-01T00:00:00Z");
  }

  @Test
  void theLongestPeriodThatIsUsedUpDecides() {
    assertThat(ONE.until(NOW, quota(1, 1, 1), 1)).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(ONE.until(NOW, quota(2, 2, 2), 1)).isEqualTo(NOW);
    assertThat(ONE.until(NOW, quota(2, 2, 2), 2)).isEqualTo("2026-03-01T00:00:00Z");
  }

  @Test
  void whatIsGivenBackInItsHourCountsNoMore() {
    assertThat(ONE.oneLess(NOW.plusSeconds(10)).until(NOW, quota(1, 1, 1), 1)).isEqualTo(NOW);
    assertThat(ONE.oneLess(NOW.plusSeconds(60))).isEqualTo(ONE);
  }
}
