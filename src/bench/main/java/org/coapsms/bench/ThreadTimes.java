package org.coapsms.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads how much processor time the threads of each part have used. */
final class ThreadTimes {
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
    if (thread.startsWith("coapsms-") || thread.startsWith("smpp-") || thread.startsWith("UDP-")) {
      return "bridge";
    }
    if (thread.startsWith("smsc") || thread.startsWith("mobile-network")) {
      return "network";
    }
    return thread.equals("main") ? "load" : "other";
  }
}
