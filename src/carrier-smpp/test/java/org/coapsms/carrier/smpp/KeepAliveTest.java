package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coapsms.carrier.smpp.KeepAlive.Step;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
  private final KeepAlive keepAlive = new KeepAlive(Duration.ofSeconds(10), 0);

  @Test
  void asksOnceAfterTheIntervalAndGivesUpWithinTwo() {
    assertThat(at(9.9)).isEqualTo(Step.NOTHING);
    assertThat(at(10)).isEqualTo(Step.ENQUIRE);
    assertThat(at(10.1)).isEqualTo(Step.NOTHING);
    assertThat(at(18.9)).isEqualTo(Step.NOTHING);
    assertThat(at(19.1)).isEqualTo(Step.GIVE_UP);
  }

  @Test
  void startsAnewWithEveryAnswer() {
    assertThat(at(10)).isEqualTo(Step.ENQUIRE);
    keepAlive.answered(nanos(18));

    assertThat(at(19.1)).isEqualTo(Step.NOTHING);
    assertThat(at(28)).isEqualTo(Step.ENQUIRE);
    assertThat(at(38)).isEqualTo(Step.GIVE_UP);
  }

  private Step at(double seconds) {
    return keepAlive.step(nanos(seconds));
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
