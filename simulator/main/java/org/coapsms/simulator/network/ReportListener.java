package org.coapsms.simulator.network;

import java.time.Instant;

/** Learns what became of a message that asked for reports. Called on the network's thread only. */
@FunctionalInterface
public interface ReportListener {
  /**
   * Takes one report.
   *
   * @param now when the report arrives
   * @param messageId what {@link MobileNetwork#submit} returned
   * @param submitted when the network took the message
   */
  void report(Instant now, long messageId, ShortMessage message, Fate fate, Instant submitted);
}
