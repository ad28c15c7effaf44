package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long START = Long.MAX_VALUE - 1_000;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

  @Test
  void spacesEvenly() {
    RateLimit rate = new RateLimit(Optional.of(10.0), START);

    assertThat(rate.waits(START)).isZero();
    rate.take(START, 1);
    assertThat(rate.available(START)).isZero();
    assertThat(rate.waits(START)).isEqualTo(100 * MILLISECOND);
    // A timer that is late does not put off all that follow.
    rate.take(START + 115 * MILLISECOND, 1);
    assertThat(rate.waits(START + 115 * MILLISECOND)).isEqualTo(85 * MILLISECOND);
    // A quiet hour is not made up for.
    long later = START + 3600 * SECOND;
    rate.take(later, 1);
    assertThat(rate.waits(later)).isEqualTo(80 * MILLISECOND);
  }

  // However late each timer is, within what can be made up for, and however long it was quiet.
  @Test
  void neitherExceedsTheContractNorFallsShortOfIt() {
    SplittableRandom random = new SplittableRandom(1);
    RateLimit rate = new RateLimit(Optional.of(200.0), START);
    List<Long> sent = new ArrayList<>();
    long now = START + 3600 * SECOND;
    long begin = now;
    while (now - begin < 10 * SECOND) {
      if (rate.waits(now) == 0) {
        rate.take(now, 1);
        sent.add(now);
      } else {
        now += rate.waits(now) + random.nextLong(10 * MILLISECOND);
      }
    }

    assertThat(sent).hasSizeBetween(1995, 2006);
    for (int i = 0; i + 205 < sent.size(); i++) {
      // In no second more than its 200, the one at its beginning and what 20 ms make up for.
      assertThat(sent.get(i + 205) - sent.get(i)).isGreaterThan(SECOND);
    }
  }

  @Test
  void countsEveryMessageOfAGroup() {
    RateLimit rate = new RateLimit(Optional.of(1000.0), START);

    assertThat(rate.available(START + SECOND)).isEqualTo(21);
    rate.take(START + SECOND, 21);
    assertThat(rate.available(START + SECOND)).isZero();
    assertThat(rate.available(START + SECOND + 5 * MILLISECOND)).isEqualTo(5);
  }

  @Test
  void setsNoLimitWithoutARate() {
    RateLimit rate = new RateLimit(Optional.empty(), START);

    rate.take(START, 1_000_000);

    assertThat(rate.waits(START)).isZero();
    assertThat(rate.available(START)).isEqualTo(Integer.MAX_VALUE);
  }
}
