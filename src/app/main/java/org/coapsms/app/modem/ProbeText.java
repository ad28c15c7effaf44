package org.coapsms.app.modem;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coapsms.carrier.modem.dialogue.SurveyAnswer;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.carrier.modem.probe.Difference;
import org.coapsms.codec.at.AtLine;
import org.coapsms.modem.profile.ProfileCatalogue;

/** Writes a finding for people. */
final class ProbeText {
  private static final String UNKNOWN = "not told";

  private final List<String> lines = new ArrayList<>();
  private final Finding finding;
  private final SurveyReport report;

  private ProbeText(Finding finding) {
    this.finding = finding;
    this.report = finding.report();
  }

  /** The lines about the modem and its profile; not what to paste. */
  static List<String> of(Finding finding) {
    ProbeText text = new ProbeText(finding);
    text.identity();
    text.network();
    text.messages();
    text.profile();
    return text.lines;
  }

  private void identity() {
    line("modem", joined(Stream.of(report.manufacturer(), report.model()), " "));
    line("revision", report.revision().orElse(UNKNOWN));
    line("IMEI", report.imei().orElse(UNKNOWN));
  }

  private void network() {
    line("SIM", sim());
    report.imsi().ifPresent(imsi -> line("IMSI", imsi));
    report.ownNumber().ifPresent(number -> line("number", number));
    line("network", joined(Stream.of(report.network(), report.operator()), ", "));
    line("signal", signal());
    line("SMSC", report.serviceCentre().orElse("none on the SIM: 'smsc' in the configuration"));
  }

  private String sim() {
    String state = report.sim().orElse(UNKNOWN);
    return switch (state) {
      case "READY" -> "ready";
      case "SIM PIN" -> "asks for its PIN: --pin, and 'pin' in the configuration";
      case "SIM PUK" -> "locked after wrong PINs: unlock it with its PUK in a phone";
      default -> state;
    };
  }

  private String signal() {
    return report
        .signal()
        .map(
            heard ->
                heard.dbm().map(dbm -> dbm + " dBm, " + quality(dbm)).orElse("none: no network"))
        .orElse(UNKNOWN);
  }

  private static String quality(int dbm) {
    if (dbm >= -85) {
      return "good";
    }
    return dbm >= -100 ? "fair" : "poor: messages will fail, move the antenna";
  }

  private void messages() {
    Set<String> storages = new LinkedHashSet<>();
    for (AtLine.Storage storage : report.storages()) {
      String full = storage.isFull() ? ", full: nothing more arrives" : "";
      storages.add(
          String.format(
              Locale.ROOT,
              "%s %d of %d%s",
              storage.memory().orElse("?"),
              storage.used(),
              storage.total(),
              full));
    }
    line("storages", storages.isEmpty() ? UNKNOWN : String.join("; ", storages));
    for (String command : List.of("CNMI", "CPMS", "CSMS", "CMGF", "CMMS", "CMGD")) {
      report.answer("AT+" + command + "=?").ifPresent(answer -> line("+" + command, offer(answer)));
    }
  }

  private static String offer(SurveyAnswer answer) {
    return switch (answer.ending()) {
      case OK -> answer.value().orElse("takes it, does not say what");
      case ERROR -> "refused: " + answer.error();
      case SILENCE -> "no answer";
    };
  }

  private void profile() {
    line("profile", finding.profile().id() + " (" + finding.profile().title() + ")");
    if (finding.profile().id().equals(ProfileCatalogue.ANY_MODEM)) {
      line("", "no other profile knows this modem; try it, and write one if something goes wrong");
    }
    if (finding.differences().isEmpty()) {
      line("", "everything that was asked is as it says");
    }
    for (Difference difference : finding.differences()) {
      line(
          "differs",
          String.format(
              "%s is %s here, %s in the profile%s",
              difference.key(),
              difference.modem(),
              difference.profile(),
              difference.settled() ? "; the bridge asks the modem" : ""));
    }
  }

  private static String joined(Stream<Optional<String>> parts, String between) {
    String all = parts.flatMap(Optional::stream).collect(Collectors.joining(between));
    return all.isEmpty() ? UNKNOWN : all;
  }

  private void line(String name, String value) {
    lines.add(String.format("%-9s %s", name, value));
  }
}
