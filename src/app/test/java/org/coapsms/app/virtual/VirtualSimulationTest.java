package org.coapsms.app.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Production engine and simulated network, years in minutes, every promise checked on the way. */
class VirtualSimulationTest {
  @Test
  void withoutFaultsEveryRequestIsAnsweredAndNoPromiseIsBroken() {
    VirtualSimulation.Summary summary =
        VirtualSimulation.run(1, 4, VirtualConditions.defaults(), VirtualRun.Planted::new);

    assertThat(summary.violations()).isEmpty();
    assertThat(summary.successRate()).isEqualTo(1);
  }

  @Test
  void theSameSeedsGiveTheSameHistory() {
    VirtualConditions rough = VirtualConditions.defaults().withExchanges(50).withFaultMenu();

    assertThat(VirtualSimulation.run(1, 4, rough, VirtualRun.Planted::new))
        .isEqualTo(VirtualSimulation.run(1, 4, rough, VirtualRun.Planted::new));
  }
}
