package org.coapsms.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.coapsms.engine.CarrierId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long to wait, as learned from what was seen. */
@Tag("design-5")
class LatencyTest {
  private static final CarrierId CARRIER = new CarrierId("smsc");
  private static final String PROFILE = "default";

  private final RandomGenerator random = new SplittableRandom(1);
  private final Latency latency = new Latency();

  private void receipts(int count, double median, double sigma) {
    for (int i = 0; i < count; i++) {
      double seconds = median * Math.exp(sigma * random.nextGaussian());
      latency.delivered(CARRIER, PROFILE, Duration.ofNanos((long) (seconds * 1e9)));
    }
  }

  private Duration receiptWait() {
    return latency.receiptWait(CARRIER, PROFILE).orElseThrow().usual();
  }

  @Test
  void fromTwoDelaysNothingIsConcluded() {
    receipts(2, 20, 0.5);

    assertThat(latency.receiptWait(CARRIER, PROFILE)).isEmpty();
  }

  @Test
  void aNetworkThatLosesNothingIsWaitedOut() {
    receipts(500, 20, 0.5);

    // 20 s times e to the 0.5 by 4.5: three delays in a million are longer.
    assertThat(receiptWait()).isBetween(Duration.ofSeconds(170), Duration.ofSeconds(260));
  }

  @Test
  void aLossyNetworkIsRepeatedEarly() {
    receipts(475, 20, 0.5);
    for (int i = 0; i < 25; i++) {
      latency.vanished(CARRIER, PROFILE);
    }

    // A fifth of 5 % is 1 %: 20 s times e to the 0.5 by 2.33.
    assertThat(receiptWait()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(80));
  }

  @Test
  void littleExperienceMeansMorePatience() {
    receipts(5, 20, 0.5);
    Duration early = receiptWait();
    receipts(500, 20, 0.5);

    assertThat(early).isGreaterThan(receiptWait());
  }

  @Test
  void carriersAndProfilesAreToldApart() {
    receipts(10, 20, 0.5);

    assertThat(latency.receiptWait(CARRIER, "lwm2m")).isEmpty();
    assertThat(latency.receiptWait(new CarrierId("modem"), PROFILE)).isEmpty();
  }

  @Test
  void anAnswerThatCameAfterAllTakesItsLossBack() {
    receipts(20, 20, 0.5);
    latency.unanswered(CARRIER, PROFILE);
    Duration suspicious = latency.returnWait(CARRIER, PROFILE).orElseThrow().usual();
    latency.answeredAfterAll(CARRIER, PROFILE);

    assertThat(latency.returnWait(CARRIER, PROFILE).orElseThrow().usual())
        .isGreaterThan(suspicious);
  }

  @Test
  void receiptsAreSureOnceTheyHaveComeForEveryAnswer() {
    receipts(16, 20, 0.5);
    assertThat(latency.receiptsAreSure(CARRIER, PROFILE)).isFalse();
    latency.receiptsCame(CARRIER, PROFILE, 16);
    assertThat(latency.receiptsAreSure(CARRIER, PROFILE)).isTrue();

    latency.receiptMissing(CARRIER, PROFILE);
    assertThat(latency.receiptsAreSure(CARRIER, PROFILE)).isFalse();

    latency.receiptCameAfterAll(CARRIER, PROFILE, 1);
    assertThat(latency.receiptsAreSure(CARRIER, PROFILE)).isTrue();
  }

  @Test
  @Tag("RFC6298-3")
  void whatWasSentTwiceHasNoRoundTrip() {
    for (int i = 0; i < 10; i++) {
      latency.answered(CARRIER, PROFILE, Optional.empty(), Optional.of(Duration.ofSeconds(20)));
    }

    assertThat(latency.roundTripP95(CARRIER, PROFILE)).isEmpty();
    assertThat(latency.returnWait(CARRIER, PROFILE)).isPresent();
  }
}
