package org.coapsms.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.junit.jupiter.api.Test;

/** Counts over many messages of one seed; the bounds are four standard deviations wide. */
class RadioStatisticsTest {
  private static final Instant START = Instant.parse("2025-03-01T12:00:00Z");
  private static final Address PHONE = Address.international("+491700000001");
  private static final int MESSAGES = 200_000;

  private final double[] latencies = new double[MESSAGES + 1];
  private int arrivals;
  private int reports;

  @Test
  void losesDoublesAndReportsAsOftenAsTold() {
    carry(RadioConditions.defaults().withLoss(0.05).withDuplicate(0.01).withReceiptLoss(0.2));

    double delivered = MESSAGES * 0.95;
    assertThat(arrivals).isCloseTo((int) (delivered * 1.01), within(600));
    assertThat(reports).isCloseTo((int) (delivered * 0.8), within(800));
  }

  @Test
  void latencyIsLogNormalAroundItsMedian() {
    carry(RadioConditions.defaults().withLatency(Duration.ofSeconds(5)).withJitter(0.5));

    double[] sorted = Arrays.copyOfRange(latencies, 1, MESSAGES + 1);
    Arrays.sort(sorted);

    // Quantiles of exp(N(ln 5, 0.5)): 5 e^(0.5 z) with z = -1.2816, 0, 1.2816.
    assertThat(sorted[MESSAGES / 10]).isCloseTo(2.634, within(0.04));
    assertThat(sorted[MESSAGES / 2]).isCloseTo(5, within(0.04));
    assertThat(sorted[MESSAGES * 9 / 10]).isCloseTo(9.490, within(0.1));
  }

  @Test
  void messagesOvertakeEachOtherOnlyWhereLatencyVaries() {
    carry(RadioConditions.defaults().withJitter(0));

    assertThat(latencies[1]).isEqualTo(5);
    assertThat(latencies[MESSAGES]).isEqualTo(5);
    assertThat(arrivals).isEqualTo(MESSAGES);
  }

  private void carry(RadioConditions conditions) {
    MobileNetwork network = new MobileNetwork(conditions, new SplittableRandom(42), 0);
    network.attach(
        new Terminal() {
          @Override
          public Address number() {
            return PHONE;
          }

          @Override
          public void arrived(Instant now, Delivery delivery) {
            arrivals++;
            latencies[(int) delivery.id()] =
                Duration.between(delivery.serviceCentreTime(), now).toNanos() / 1e9;
          }
        });
    ShortMessage message =
        ShortMessage.ofOctets(
            Address.unknown("10000"),
            PHONE,
            UserData.ofOctets(UserDataHeader.EMPTY, Bytes.of(0x40)));
    for (int i = 0; i < MESSAGES; i++) {
      network.submit(
          START.plusMillis(i),
          message,
          Duration.ofHours(1),
          Optional.of((now, id, m, fate, submitted) -> reports++));
    }
    network.handleTimeout(START.plus(Duration.ofDays(1)));
  }
}
