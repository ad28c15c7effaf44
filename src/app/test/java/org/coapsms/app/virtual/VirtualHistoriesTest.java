package org.coapsms.app.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of histories of 300 exchanges in three days each, with crashes and everything else that
 * goes wrong: no promise is broken in any. {@code -Dvirtual.first} and {@code -Dvirtual.last}
 * choose the seeds, so that a long run can be resumed; see the Maven profile {@code simulation}.
 */
class VirtualHistoriesTest {
  static final double CRASH = 0.003;

  private static final long FIRST = Long.getLong("virtual.first", 1);
  private static final long LAST = Long.getLong("virtual.last", 2000);
  private static final long AT_ONCE = 500;

  // Two minutes are the limit of other tests; these histories are the one long test of the build.
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  @Test
  void noPromiseIsBrokenInAnyHistory() {
    VirtualConditions rough = VirtualConditions.defaults().withFaultMenu().withCrash(CRASH);

    for (long first = FIRST; first <= LAST; first += AT_ONCE) {
      long last = Math.min(LAST, first + AT_ONCE - 1);
      VirtualSimulation.Summary summary =
          VirtualSimulation.run(first, last, rough, VirtualRun.Planted::new);

      assertThat(summary.violations())
          .as("simulate --virtual --menu --crash %s --seeds %d..%d", CRASH, first, last)
          .isEmpty();
    }
  }

  @Test
  void theSameSeedsGiveTheSameHistories() {
    VirtualConditions rough = VirtualConditions.defaults().withFaultMenu().withCrash(CRASH);

    assertThat(VirtualSimulation.run(1, 20, rough, VirtualRun.Planted::new))
        .isEqualTo(VirtualSimulation.run(1, 20, rough, VirtualRun.Planted::new));
  }
}
