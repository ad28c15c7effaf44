package org.coapsms.app.modem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.coapsms.carrier.modem.dialogue.SurveyAnswer;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.carrier.modem.probe.Difference;
import org.coapsms.codec.at.AtLine;

/** Lays a finding out for machines. What is unknown has no key. */
final class ProbeTree {
  private ProbeTree() {}

  static Map<String, Object> of(Finding finding, Disguise disguise, List<String> configuration) {
    SurveyReport report = finding.report();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("port", finding.port());
    if (!PortAccess.isTcp(finding.port())) {
      tree.put("baud", finding.baud());
    }
    put(tree, "manufacturer", report.manufacturer());
    put(tree, "model", report.model());
    put(tree, "revision", report.revision());
    put(tree, "imei", report.imei().map(disguise::of));
    put(tree, "sim", report.sim());
    put(tree, "imsi", report.imsi().map(disguise::of));
    put(tree, "number", report.ownNumber().map(disguise::of));
    put(tree, "registration", report.network());
    tree.put(
        "registered", report.registration().filter(AtLine.Registration::isRegistered).isPresent());
    put(tree, "operator", report.operator());
    report.signal().flatMap(AtLine.Signal::dbm).ifPresent(dbm -> tree.put("signalDbm", dbm));
    put(tree, "serviceCentre", report.serviceCentre());
    tree.put("storages", report.storages().stream().map(ProbeTree::storage).toList());
    tree.put("offers", offers(report));
    tree.put("profile", finding.profile().id());
    tree.put("differences", finding.differences().stream().map(ProbeTree::difference).toList());
    tree.put("configuration", String.join("\n", configuration) + "\n");
    tree.put("answers", report.answers().stream().map(a -> answer(a, disguise)).toList());
    return tree;
  }

  private static void put(Map<String, Object> tree, String key, Optional<String> value) {
    value.ifPresent(text -> tree.put(key, text));
  }

  private static Map<String, Object> storage(AtLine.Storage storage) {
    Map<String, Object> tree = new LinkedHashMap<>();
    put(tree, "memory", storage.memory());
    tree.put("used", storage.used());
    tree.put("size", storage.total());
    return tree;
  }

  private static Map<String, Object> offers(SurveyReport report) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (SurveyAnswer answer : report.answers()) {
      if (answer.command().endsWith("=?") && answer.ok()) {
        String name = answer.command().replaceAll("^AT\\+|=\\?$", "");
        put(tree, name, answer.value());
      }
    }
    return tree;
  }

  private static Map<String, Object> difference(Difference difference) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("key", difference.key());
    tree.put("profile", difference.profile());
    tree.put("modem", difference.modem());
    tree.put("askedAnyway", difference.settled());
    return tree;
  }

  private static Map<String, Object> answer(SurveyAnswer answer, Disguise disguise) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("command", answer.command());
    tree.put("result", answer.ending().name().toLowerCase(Locale.ROOT));
    if (!answer.error().isEmpty()) {
      tree.put("error", answer.error());
    }
    tree.put("lines", new ArrayList<>(answer.lines().stream().map(disguise::of).toList()));
    return tree;
  }
}
