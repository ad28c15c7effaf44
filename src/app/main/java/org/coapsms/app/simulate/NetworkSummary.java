package org.coapsms.app.simulate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.simulator.ModemLine;
import org.coapsms.simulator.SimulatedNetwork;
import org.coapsms.simulator.SimulationConfig;
import org.coapsms.simulator.SmscPort;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.smsc.SmscServer;

/** Says what a simulated network listens on. */
final class NetworkSummary {
  private static final int MOST_PHONES_NAMED = 4;

  private NetworkSummary() {}

  /** A line for each thing that is there. */
  static List<String> of(SimulationConfig config, SimulatedNetwork network) {
    List<String> lines = new ArrayList<>();
    Iterator<SmscPort> atFreePorts =
        config.smscs().stream().filter(smsc -> smsc.port() == 0).iterator();
    for (SmscServer server : network.smscs()) {
      List<SmscPort> accounts =
          config.smscs().stream().filter(smsc -> smsc.port() == server.port()).toList();
      (accounts.isEmpty() ? List.of(atFreePorts.next()) : accounts)
          .forEach(smsc -> lines.add(line("smsc", "127.0.0.1:" + server.port(), account(smsc))));
    }
    for (int i = 0; i < network.modems().size(); i++) {
      ModemServer server = network.modems().get(i);
      ModemLine modem = config.modems().get(i);
      lines.add(
          line("modem", port(server.link()), modem.profile() + ", number " + server.number()));
    }
    lines.add(line("phones", phones(config.phones()), ""));
    lines.add(line("radio", radio(config.conditions()), "seed " + config.seed()));
    network
        .controlPort()
        .ifPresent(port -> lines.add(line("control", "http://127.0.0.1:" + port + "/state", "")));
    return lines;
  }

  /** As a program that shall use the modem takes it. */
  private static String port(String link) {
    return link.replaceFirst("^tcp:", "tcp://127.0.0.1:");
  }

  private static String account(SmscPort smsc) {
    String login = smsc.login().map(l -> "login " + l.systemId()).orElse("any login");
    return login + ", number " + smsc.number();
  }

  private static String phones(List<Address> phones) {
    if (phones.isEmpty()) {
      return "none";
    }
    if (phones.size() <= MOST_PHONES_NAMED) {
      return String.join(" ", phones.stream().map(Address::toString).toList());
    }
    return phones.size() + ": " + phones.get(0) + " to " + phones.get(phones.size() - 1);
  }

  private static String radio(RadioConditions radio) {
    return String.format(
        "latency %d ms (sigma %s), loss %s, duplicates %s, receipts after %d ms (loss %s)",
        radio.latency().toMillis(),
        radio.jitter(),
        radio.loss(),
        radio.duplicate(),
        radio.receiptDelay().toMillis(),
        radio.receiptLoss());
  }

  private static String line(String what, String where, String more) {
    return String.format("%-8s %-22s %s", what, where, more).stripTrailing();
  }
}
