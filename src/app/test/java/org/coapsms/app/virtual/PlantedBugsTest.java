package org.coapsms.app.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation can see: each of these mistakes breaks a promise soon. */
@Execution(ExecutionMode.SAME_THREAD)
class PlantedBugsTest {
  private static final int SEEDS = 500;

  static Stream<PlantedBugs.Bug> bugs() {
    return PlantedBugs.all().stream();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isFoundWithinFiveHundredSeeds(PlantedBugs.Bug bug) {
    VirtualConditions rough =
        VirtualConditions.defaults().withFaultMenu().withCrash(VirtualHistoriesTest.CRASH);

    assertThat(VirtualSimulation.firstViolation(1, SEEDS, rough, bug.planted())).isPresent();
  }
}
