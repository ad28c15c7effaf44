package org.coapsms.app.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exchanges cost, and how often they succeed; {@code simulate --virtual} prints the same. */
class VirtualSimulationTest {
  private static final VirtualConditions USUAL = VirtualConditions.defaults();

  private static VirtualSimulation.Summary live(VirtualConditions conditions) {
    VirtualSimulation.Summary summary =
        VirtualSimulation.run(1, 30, conditions, VirtualRun.Planted::new);
    assertThat(summary.violations()).isEmpty();
    return summary;
  }

  private static RadioConditions loss(double probability) {
    return USUAL.radio().withLoss(probability);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20, 45, 120})
  @Tag("design-5")
  void withoutLossAnExchangeCostsExactlyTwoShortMessages(int latency) {
    VirtualSimulation.Summary summary =
        live(USUAL.withRadio(USUAL.radio().withLatency(Duration.ofSeconds(latency))));

    assertThat(summary.shortMessages()).isEqualTo(2 * summary.exchanges());
    assertThat(summary.successRate()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20})
  @Tag("design-5")
  void lossAndDuplicatesCostLittleAndNothingIsExecutedTwice(int latency) {
    VirtualSimulation.Summary summary =
        live(
            USUAL.withRadio(
                loss(0.05).withDuplicate(0.01).withLatency(Duration.ofSeconds(latency))));

    assertThat(summary.successRate()).isGreaterThanOrEqualTo(0.995);
    assertThat(summary.smsPerExchange()).isLessThanOrEqualTo(2.25);
    assertThat(summary.extraExecutions()).isZero();
  }

  @Test
  @Tag("design-5")
  void aLostSegmentOfEightCostsOneShortMessage() {
    VirtualSimulation.Summary summary = live(USUAL.withRadio(loss(0.05)).withSegments(8));

    assertThat(summary.smsUntilArrived()).isLessThanOrEqualTo(8.6);
    assertThat(summary.successRate()).isGreaterThanOrEqualTo(0.999);
    assertThat(summary.smsPerExchange()).isLessThanOrEqualTo(10.2);
  }
}
