package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;

/**
 * Decides when to ask the peer whether it is still there and when to give it up. Only answers count
 * as life: requests of a peer say nothing about whether it still reads ours. Thread-safe.
 */
final class KeepAlive {
  enum Step {
    NOTHING,
    ENQUIRE,
    GIVE_UP
  }

  private final long interval;
  private final long patience;

  @GuardedBy("this")
  private long lastAnswer;

  @GuardedBy("this")
  private boolean asked;

  KeepAlive(Duration interval, long nanoTime) {
    this.interval = interval.toNanos();
    // A tenth less than the interval, so that the end is found within two of them.
    this.patience = this.interval / 10 * 9;
    this.lastAnswer = nanoTime;
  }

  synchronized void answered(long nanoTime) {
    lastAnswer = nanoTime;
    asked = false;
  }

  synchronized Step step(long nanoTime) {
    long silent = nanoTime - lastAnswer;
    if (silent >= interval + patience) {
      return Step.GIVE_UP;
    }
    if (silent < interval || asked) {
      return Step.NOTHING;
    }
    asked = true;
    return Step.ENQUIRE;
  }
}
