package org.coapsms.app.virtual;

import java.time.Duration;
import java.util.List;

/** What came of one history. */
public record VirtualReport(
    long seed,
    long events,
    int exchanges,
    int successes,
    List<Duration> timesToAnswer,
    long shortMessages,
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
        extraExecutions,
        violations,
        hash);
  }
}
