package org.coapsms.engine.message;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a segment that the network gave up may go again alone, which costs one short
 * message and not all of its set.
 */
public class SegmentRule {
  /** How often one segment may be sent again alone. */
  public static final int MOST_REPEATS = 3;

  /**
   * Whether it may.
   *
   * @param again when it would leave
   * @param failures how often it has failed
   * @param reassemblyTime how long the device keeps the others of its set
   */
  protected boolean mayGoAlone(
      Instant again, OutgoingMessage message, long failures, Duration reassemblyTime) {
    return failures <= MOST_REPEATS
        && again.isBefore(message.expires())
        && setIsOpen(again, message, reassemblyTime);
  }

  /** Whether the device still keeps the others of the set; one alone has no others. */
  static boolean setIsOpen(Instant at, OutgoingMessage message, Duration reassemblyTime) {
    return message.segments().size() == 1
        || message.firstLeft().map(first -> at.isBefore(first.plus(reassemblyTime))).orElse(true);
  }
}
