package org.coapsms.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.route.CarrierTerms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast a carrier is fed, and who goes first. */
@Tag("design-5")
class PacingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aContractIsKept() {
    Pacing pacing = new Pacing(Optional.of(2.0));
    int left = 0;
    for (int tenths = 0; tenths < 100; tenths++) {
      Instant now = NOW.plusMillis(100L * tenths);
      while (!pacing.next(now).isAfter(now)) {
        pacing.left(now);
        left++;
      }
    }

    // Two a second for ten seconds, and one second's burst.
    assertThat(left).isBetween(20, 22);
  }

  @Test
  void aBusyCarrierGetsHalfAndGainsAgainWithWhatItTakes() {
    Pacing pacing = new Pacing(Optional.of(10.0));
    pacing.throttled(NOW);
    assertThat(pacing.rate()).contains(5.0);
    assertThat(pacing.next(NOW)).isAfter(NOW);

    pacing.accepted();
    double grown = pacing.rate().orElseThrow();
    assertThat(grown).isBetween(5.01, 6.0);
    for (int i = 0; i < 1000; i++) {
      pacing.accepted();
    }
    assertThat(pacing.rate()).contains(10.0);
  }

  @Test
  void whatWasOnItsWayWhenTheCarrierWasSlowedDownSlowsItNoFurther() {
    Pacing pacing = new Pacing(Optional.of(16.0));
    for (int i = 0; i < 10; i++) {
      pacing.throttled(NOW.plusMillis(i));
    }

    assertThat(pacing.rate()).contains(8.0);
  }

  @Test
  @Tag("SMPP5.0-4.8.4.18")
  void aCongestedNetworkGetsLessUntilItSaysThatItIsBetter() {
    Pacing pacing = new Pacing(Optional.of(10.0));
    pacing.congested(NOW, 89);
    assertThat(pacing.rate()).contains(10.0);

    pacing.congested(NOW, 90);
    pacing.accepted();
    assertThat(pacing.rate()).contains(5.0);

    pacing.congested(NOW.plusSeconds(2), 50);
    pacing.accepted();
    assertThat(pacing.rate().orElseThrow()).isGreaterThan(5.0);
  }

  @Test
  void theRateNeverFallsBelowItsFloor() {
    Pacing pacing = new Pacing(Optional.of(1.0));
    for (int i = 0; i < 20; i++) {
      pacing.throttled(NOW.plus(Duration.ofSeconds(i)));
    }

    assertThat(pacing.rate()).contains(Pacing.FLOOR);
  }

  @Test
  void acknowledgementsGoFirstAndNobodyStarves() {
    CarrierQueue queue =
        new CarrierQueue(
            new CarrierTerms(new CarrierId("smsc"), Optional.empty(), 1000, Optional.empty()));
    queue.available(true);
    for (int i = 0; i < 100; i++) {
      queue.add(Priority.ACKNOWLEDGEMENT, new CarrierQueue.Ticket(i, 1));
    }
    queue.add(Priority.BULK, new CarrierQueue.Ticket(1000, 1));
    List<Long> order = new ArrayList<>();
    Optional<CarrierQueue.Ticket> next = queue.next(NOW);
    while (next.isPresent()) {
      order.add(next.get().message());
      queue.left(NOW);
      next = queue.next(NOW);
    }

    assertThat(order.get(0)).isZero();
    assertThat(order.indexOf(1000L)).isLessThan(10);
    assertThat(order).hasSize(101);
  }
}
