package org.coapsms.app.modem;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.coapsms.carrier.modem.probe.Difference;

/** Writes what a person may paste: the carrier of a configuration, and a profile of one's own. */
final class Suggestion {
  private Suggestion() {}

  /** The carrier, as lines of YAML. */
  static List<String> configuration(Finding finding, boolean fullNumbers) {
    List<String> lines = new ArrayList<>();
    lines.add("carriers:");
    lines.add("  - id: modem");
    lines.add("    rate: 0.2                # one SMS in 5 s; what does the tariff allow?");
    lines.add("    modem:");
    lines.add("      port: " + finding.lastingPort());
    if (finding.baud() != Speeds.USUAL) {
      lines.add("      baud: " + finding.baud());
    }
    lines.add("      profile: " + finding.profile().id());
    Optional<String> number = finding.report().ownNumber();
    boolean known = number.isPresent() && fullNumbers;
    lines.add(
        known
            ? "      number: \"" + number.get() + "\""
            : "      # number: \"+…\"        # the SIM's own number");
    if (finding.report().sim().equals(Optional.of("SIM PIN"))) {
      lines.add("      pin: ${env:SIM_PIN}");
    }
    return lines;
  }

  /** A profile that says what the modem said; nothing where there is nothing to correct. */
  static List<String> profile(Finding finding, LocalDate today) {
    if (finding.differences().isEmpty()) {
      return List.of();
    }
    String modem =
        String.join(
            " ",
            Stream.of(finding.report().manufacturer(), finding.report().model())
                .flatMap(Optional::stream)
                .toList());
    List<String> lines = new ArrayList<>();
    lines.add("id: my-modem");
    lines.add("extends: " + finding.profile().id());
    lines.add("title: \"" + modem.replace("\"", "") + "\"");
    lines.add("status: verified");
    String section = "";
    for (Difference difference : finding.differences()) {
      List<String> keys = List.of(difference.key().split("\\."));
      if (!keys.get(0).equals(section)) {
        section = keys.get(0);
        lines.add(section + ":");
      }
      String name = String.join(": {", keys.subList(1, keys.size()));
      lines.add("  " + name + ": " + difference.modem() + "}".repeat(keys.size() - 2));
    }
    lines.add("evidence:");
    String revision = finding.report().revision().map(text -> ", " + text).orElse("");
    finding
        .differences()
        .forEach(
            difference ->
                lines.add(
                    String.format(
                        "  %s: \"coapsms modem probe, %s%s\"",
                        difference.key(), today, revision.replace("\"", ""))));
    return lines;
  }
}
