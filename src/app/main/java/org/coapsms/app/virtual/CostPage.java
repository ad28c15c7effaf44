package org.coapsms.app.virtual;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.coapsms.app.virtual.VirtualSimulation.Summary;

/** Writes the table of costs, for people (who may paste it into Markdown) or as JSON. */
final class CostPage {
  private CostPage() {}

  static String text(List<CostTable.Row> rows) {
    StringBuilder page = new StringBuilder();
    Summary any = rows.get(0).coapsms();
    page.append("CON GET, ")
        .append(any.exchanges())
        .append(
            " exchanges in each cell: SMS per exchange, success, time to answer (p50, p99)\n\n");
    page.append(
        String.format(
            "| %4s | %7s | %-34s | %-34s | %-34s |\n",
            "loss", "latency", "CoapSMS", "dumb relay, stock CoAP", "LwM2M's way"));
    String dashes = "-".repeat(35) + ":|";
    page.append("|-----:|--------:|").append(dashes.repeat(3)).append("\n");
    for (CostTable.Row row : rows) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %2.0f %% | %5d s | %s | %s | %s |\n",
              100 * row.loss(),
              row.latency().toSeconds(),
              cell(row.coapsms()),
              cell(row.dumbRelay()),
              cell(row.lwm2m())));
    }
    return page.toString();
  }

  static String json(List<CostTable.Row> rows) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("seeds", rows.get(0).coapsms().seeds());
    page.put("exchanges", rows.get(0).coapsms().exchanges());
    ArrayNode table = page.putArray("rows");
    for (CostTable.Row row : rows) {
      ObjectNode line = table.addObject();
      line.put("loss", row.loss()).put("latency", SummaryPage.seconds(row.latency()));
      line.set("coapsms", figures(row.coapsms()));
      line.set("dumbRelay", figures(row.dumbRelay()));
      line.set("lwm2m", figures(row.lwm2m()));
    }
    return page.toPrettyString() + "\n";
  }

  private static String cell(Summary summary) {
    String figures =
        String.format(
            Locale.ROOT,
            "%5.2f, %6.2f %%, ",
            summary.smsPerExchange(),
            100 * summary.successRate());
    String times =
        summary.successes() == 0
            ? "no answer"
            : String.format(
                Locale.ROOT,
                "%.0f s, %6.0f s",
                SummaryPage.seconds(summary.p50()),
                SummaryPage.seconds(summary.p99()));
    return figures + String.format("%18s", times);
  }

  private static ObjectNode figures(Summary summary) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    figures.put("smsPerExchange", summary.smsPerExchange());
    figures.put("successRate", summary.successRate());
    figures.set("timeToAnswer", SummaryPage.timeToAnswer(summary));
    figures.put("extraExecutions", summary.extraExecutions());
    figures.put("violations", summary.violations().size());
    return figures;
  }
}
