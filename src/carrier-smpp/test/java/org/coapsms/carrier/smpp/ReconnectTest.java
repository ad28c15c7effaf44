package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReconnectTest {
  private static final LinkEnd LOST = LinkEnd.network("lost");
  private static final Duration NEVER_BOUND = Duration.ZERO;
  private final Reconnect reconnect =
      new Reconnect(
          new SmppConfig.BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10)), new Random(7));

  @Test
  void waitsLongerEachTimeUpToTheMost() {
    for (int most : new int[] {1000, 2000, 4000, 8000, 10_000, 10_000}) {
      assertThat(reconnect.after(LOST, NEVER_BOUND).toMillis()).isBetween(most / 2L, (long) most);
    }
  }

  @Test
  void startsAnewAfterABindThatHeld() {
    failTimes(5);

    assertThat(reconnect.after(LOST, Duration.ofMinutes(1))).isLessThanOrEqualTo(seconds(1));
  }

  @Test
  void doesNotTakeABindThatBreaksAtOnceForHealthy() {
    failTimes(5);

    assertThat(reconnect.after(LOST, Duration.ofMillis(5))).isGreaterThanOrEqualTo(seconds(5));
  }

  @Test
  void waitsLongestWhenTheSmscDoesNotKnowUs() {
    assertThat(reconnect.after(LinkEnd.bindRefused(0x0E), NEVER_BOUND))
        .isBetween(seconds(5), seconds(10));
  }

  @Test
  void waitsEverLongerWhileNobodyHelps() {
    LinkEnd refused = LinkEnd.bindRefused(0x0E);
    for (int most : new int[] {10, 20, 40, 80, 100, 100}) {
      assertThat(reconnect.after(refused, NEVER_BOUND))
          .isBetween(seconds(most).dividedBy(2), seconds(most));
    }

    assertThat(reconnect.after(LOST, NEVER_BOUND)).isLessThanOrEqualTo(seconds(10));
  }

  // ESME_RALYBND: only the SMSC's own time-out frees the old link.
  @Test
  void asksSteadilyWhileTheSmscHoldsUsForBound() {
    for (int i = 0; i < 20; i++) {
      assertThat(reconnect.after(LinkEnd.bindRefused(0x05), NEVER_BOUND).toMillis())
          .isBetween(625L, 1250L);
    }
  }

  @Test
  void spreadsTheAttemptsOfMany() {
    Random random = new Random(7);
    long different =
        IntStream.range(0, 20)
            .mapToObj(
                bridge ->
                    new Reconnect(SmppConfig.BackOff.DEFAULT, random).after(LOST, NEVER_BOUND))
            .distinct()
            .count();

    assertThat(different).isGreaterThan(15);
  }

  private void failTimes(int times) {
    for (int i = 0; i < times; i++) {
      Duration unused = reconnect.after(LOST, NEVER_BOUND);
    }
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
