package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits how often all carriers of a process together try to bind: an SMSC, or the firewall before
 * it, takes many binds that fail and return for an attack. Thread-safe.
 */
public final class BindAttempts {
  /** Lets tens of binds start at once and still is no more than one a second. */
  public static final int PER_MINUTE = 60;

  private static final Duration SPAN = Duration.ofMinutes(1);

  private final int most;

  @GuardedBy("this")
  private final Deque<Long> recent = new ArrayDeque<>();

  public BindAttempts() {
    this(PER_MINUTE);
  }

  /** Allows as many attempts within any minute as given, at least one. */
  public BindAttempts(int perMinute) {
    this.most = Math.max(1, perMinute);
  }

  /** Zero if an attempt may be made now, which counts it; otherwise how long to wait and ask. */
  synchronized Duration permit(long nanoTime) {
    while (!recent.isEmpty() && nanoTime - recent.element() >= SPAN.toNanos()) {
      recent.remove();
    }
    if (recent.size() < most) {
      recent.add(nanoTime);
      return Duration.ZERO;
    }
    return SPAN.minusNanos(nanoTime - recent.element());
  }
}
