package org.coapsms.engine.message;

import java.time.Duration;

/** How long a segment waits before it is tried again, by what stood in its way. */
final class Backoff {
  private static final Duration SUBSCRIBER_FIRST = Duration.ofSeconds(30);
  private static final Duration SUBSCRIBER_MOST = Duration.ofMinutes(10);
  private static final Duration LOCAL_FIRST = Duration.ofSeconds(1);
  private static final Duration LOCAL_MOST = Duration.ofSeconds(30);
  private static final Duration FAILED_FIRST = Duration.ofSeconds(15);
  private static final Duration FAILED_MOST = Duration.ofMinutes(5);

  private Backoff() {}

  /** The subscriber's queue was full or the phone was off. */
  static Duration subscriber(OutgoingSegment segment) {
    return doubled(SUBSCRIBER_FIRST, SUBSCRIBER_MOST, count(segment, Attempt.State.REFUSED));
  }

  /** The carrier could not take it for a reason of its own. */
  static Duration local(OutgoingSegment segment) {
    return doubled(LOCAL_FIRST, LOCAL_MOST, count(segment, Attempt.State.REFUSED));
  }

  /** The network took it and gave up. */
  static Duration failed(OutgoingSegment segment) {
    return doubled(FAILED_FIRST, FAILED_MOST, count(segment, Attempt.State.FAILED));
  }

  private static long count(OutgoingSegment segment, Attempt.State state) {
    return segment.attempts().stream().filter(attempt -> attempt.state() == state).count();
  }

  private static Duration doubled(Duration first, Duration most, long times) {
    Duration grown = first.multipliedBy(1L << Math.min(16, Math.max(0, times - 1)));
    return grown.compareTo(most) < 0 ? grown : most;
  }
}
