package org.coapsms.carrier.modem.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.codec.at.AtLine;

/** Gathers what a person should know of a modem that works. */
final class Health {
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d{3,20}");

  private String operator = "";
  private String serviceCentre = "";
  private String signal = "";
  private String storage = "";

  void forget() {
    operator = "";
    serviceCentre = "";
    signal = "";
    storage = "";
  }

  /** {@code +COPS: 0,0,"Vodafone",7}; a number where the modem was told so, nothing without one. */
  void operatorIs(String value) {
    operator = quoted(value);
  }

  /** {@code +CSCA: "+491722270000",145}. */
  void serviceCentreIs(String value) {
    String number = quoted(value);
    serviceCentre =
        NUMBER.matcher(number).matches() ? "SMSC " + number : "no SMSC on the SIM (configure smsc)";
  }

  void signalIs(AtLine.Signal heard) {
    signal = heard.dbm().map(dbm -> dbm + " dBm").orElse("no signal");
  }

  /** What is wrong with the storage; empty if nothing is. */
  void storageIs(String trouble) {
    storage = trouble;
  }

  /** All of it in a few words, behind the state of the registration. */
  String detail(String network) {
    List<String> parts = new ArrayList<>();
    parts.add(operator.isEmpty() ? network : network + " " + operator);
    for (String part : List.of(signal, serviceCentre, storage)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return String.join(", ", parts);
  }

  private static String quoted(String value) {
    Matcher found = QUOTED.matcher(value);
    return found.find() ? found.group(1).strip() : "";
  }
}
