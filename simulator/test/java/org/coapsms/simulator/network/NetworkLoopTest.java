package org.coapsms.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NetworkLoopTest {
  @Test
  void performsWhatIsDueOnItsOwnThreadAtItsTime() throws Exception {
    try (NetworkLoop loop = loop()) {
      CompletableFuture<String> thread = new CompletableFuture<>();
      CompletableFuture<Instant> due = new CompletableFuture<>();

      Instant asked =
          loop.call(
                  now -> {
                    loop.network()
                        .at(
                            now.plusMillis(50),
                            when -> {
                              thread.complete(Thread.currentThread().getName());
                              due.complete(when);
                            });
                    return now;
                  })
              .get();

      assertThat(thread.get(10, TimeUnit.SECONDS)).isEqualTo("mobile-network");
      assertThat(Duration.between(asked, due.get())).isEqualTo(Duration.ofMillis(50));
    }
  }

  @Test
  void survivesATaskThatFails() throws Exception {
    try (NetworkLoop loop = loop()) {
      loop.run(
          now -> {
            throw new IllegalStateException("broken on purpose");
          });

      assertThat(loop.call(now -> "alive").get(10, TimeUnit.SECONDS)).isEqualTo("alive");
    }
  }

  @Test
  void handsTheFailureOfACallToItsCaller() {
    try (NetworkLoop loop = loop()) {
      CompletableFuture<String> result =
          loop.call(
              now -> {
                throw new IllegalArgumentException("no such phone");
              });

      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("no such phone");
    }
  }

  @Test
  void refusesCallsOnceItIsClosed() {
    NetworkLoop loop = loop();
    loop.close();

    assertThat(loop.call(now -> "late")).isCompletedExceptionally();
  }

  private static NetworkLoop loop() {
    return new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new SplittableRandom(1)));
  }
}
