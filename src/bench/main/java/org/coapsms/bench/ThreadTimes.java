package org.coapsms.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads how much processor time the threads of each part have used. */
final class ThreadTimes {
  private static final List<String> BRIDGE = List.of("coapsms-", "smpp-", "UDP-", "modem-");
  private static final List<String> NETWORK =
      List.of("smsc", "mobile-network", "pty ", "modem tcp:");

  private final Map<Long, Long> before = new HashMap<>();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  void start() {
    before.clear();
    for (long id : threads.getAllThreadIds()) {
      before.put(id, threads.getThreadCpuTime(id));
    }
  }

  /** Nanoseconds since the start, by part: bridge, network, load, other (compiler and the like). */
  Map<String, Long> byPart() {
    Map<String, Long> sums = new TreeMap<>();
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null) {
        long id = info.getThreadId();
        long used = threads.getThreadCpuTime(id) - before.getOrDefault(id, 0L);
        sums.merge(part(info.getThreadName()), used, Long::sum);
      }
    }
    return sums;
  }

  private static String part(String thread) {
    if (BRIDGE.stream().anyMatch(thread::startsWith)) {
      return "bridge";
    }
    if (NETWORK.stream().anyMatch(thread::startsWith)) {
      return "network";
    }
    return thread.equals("main") ? "load" : "other";
  }
}
