package org.coapsms.app.virtual;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/** Writes what came of all histories, for people or as JSON. */
final class SummaryPage {
  private static final double NANOS = 1e9;

  private final VirtualSimulation.Summary summary;
  private final String replayed;

  /**
   * Prepares a page.
   *
   * @param replayed the flags that a replay repeats
   */
  SummaryPage(VirtualSimulation.Summary summary, String replayed) {
    this.summary = summary;
    this.replayed = replayed;
  }

  String text() {
    StringBuilder page = new StringBuilder();
    line(page, "seeds", Long.toString(summary.seeds()));
    line(page, "exchanges", Long.toString(summary.exchanges()));
    line(page, "violations", Integer.toString(summary.violations().size()));
    for (Violation violation : summary.violations()) {
      page.append("  ").append(violation).append("\n");
      page.append("    again: ").append(violation.replay(replayed)).append("\n");
    }
    line(page, "smsPerExchange", number("%.4f", summary.smsPerExchange()));
    line(page, "smsUntilArrived", number("%.4f", summary.smsUntilArrived()));
    line(page, "successRate", number("%.3f %%", 100 * summary.successRate()));
    line(page, "timeToAnswer", "p50 " + time(summary.p50()) + ", p99 " + time(summary.p99()));
    line(page, "extraExecutions", Long.toString(summary.extraExecutions()));
    line(page, "historyHash", summary.historyHash());
    return page.toString();
  }

  String json() {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("seeds", summary.seeds()).put("exchanges", summary.exchanges());
    ArrayNode violations = page.putArray("violations");
    for (Violation violation : summary.violations()) {
      violations
          .addObject()
          .put("seed", violation.seed())
          .put("event", violation.event())
          .put("invariant", violation.invariant())
          .put("what", violation.what())
          .put("replay", violation.replay(replayed));
    }
    page.put("smsPerExchange", summary.smsPerExchange());
    page.put("smsUntilArrived", summary.smsUntilArrived());
    page.put("successRate", summary.successRate());
    page.set("timeToAnswer", timeToAnswer(summary));
    page.put("extraExecutions", summary.extraExecutions());
    page.put("historyHash", summary.historyHash());
    return page.toPrettyString() + "\n";
  }

  /** In seconds; without any answer there is no time to it. */
  static ObjectNode timeToAnswer(VirtualSimulation.Summary summary) {
    ObjectNode times = JsonNodeFactory.instance.objectNode();
    if (summary.successes() == 0) {
      return times.putNull("p50").putNull("p99");
    }
    return times.put("p50", seconds(summary.p50())).put("p99", seconds(summary.p99()));
  }

  static double seconds(Duration time) {
    return Math.round(time.toNanos() / NANOS * 1000) / 1000.0;
  }

  private static String time(Duration time) {
    return number("%.1f s", seconds(time));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void line(StringBuilder page, String name, String value) {
    page.append(String.format("%-16s %s\n", name, value));
  }
}
