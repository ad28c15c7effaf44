package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BindAttemptsTest {
  private static final long START = -5_000_000_000L;
  private final BindAttempts attempts = new BindAttempts(2);

  @Test
  void allowsNoMoreThanItsNumberWithinAnyMinute() {
    assertThat(permit(0)).isZero();
    assertThat(permit(40)).isZero();
    assertThat(permit(41)).hasSeconds(19);
    assertThat(permit(59)).hasSeconds(1);
    assertThat(permit(60)).isZero();
    assertThat(permit(60)).hasSeconds(40);
    assertThat(permit(100)).isZero();
  }

  private Duration permit(int second) {
    return attempts.permit(START + Duration.ofSeconds(second).toNanos());
  }
}
