package org.coapsms.app.virtual;

import java.time.Duration;
import java.util.List;

/**
 * What came of one history.
 *
 * @param arrivals how many requests a device executed
 * @param shortMessagesUntilArrived how many had left for them when each was first executed
 */
public record VirtualReport(
    long seed,
    long events,
    int exchanges,
    int successes,
    List<Duration> timesToAnswer,
    long shortMessages,
    int arrivals,
    long shortMessagesUntilArrived,
    int extraExecutions,
    List<Violation> violations,
    String hash) {

  VirtualReport(
      long seed,
      long events,
      List<VirtualClient> clients,
      long shortMessages,
      int extraExecutions,
      List<Violation> violations,
      String hash) {
    this(
        seed,
        events,
        clients.size(),
        (int) clients.stream().filter(VirtualClient::succeeded).count(),
        clients.stream().filter(VirtualClient::succeeded).map(VirtualClient::timeToAnswer).toList(),
        shortMessages,
        (int) clients.stream().filter(c -> c.shortMessagesUntilArrived() > 0).count(),
        clients.stream().mapToLong(VirtualClient::shortMessagesUntilArrived).sum(),
        extraExecutions,
        violations,
        hash);
  }
}
