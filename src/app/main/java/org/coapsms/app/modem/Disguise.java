package org.coapsms.app.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.coapsms.carrier.modem.dialogue.SurveyReport;

/** Shortens what tells one device, SIM or subscriber from all others, wherever it stands. */
final class Disguise {
  private static final int FIRST = 4;
  private static final int LAST = 3;

  private final List<String> secrets = new ArrayList<>();

  private Disguise() {}

  /** Shows everything whole. */
  static Disguise none() {
    return new Disguise();
  }

  /** Shortens IMEI, IMSI and number of this modem. */
  static Disguise of(SurveyReport report) {
    Disguise disguise = new Disguise();
    Stream.of(report.imei(), report.imsi(), report.ownNumber())
        .flatMap(secret -> secret.stream())
        .map(secret -> secret.replaceAll("\\D", ""))
        .filter(secret -> secret.length() > FIRST + LAST)
        .forEach(disguise.secrets::add);
    return disguise;
  }

  boolean hides() {
    return !secrets.isEmpty();
  }

  /** The text with all of these shortened: 4901…518. */
  String of(String text) {
    String shown = text;
    for (String secret : secrets) {
      String few = secret.substring(0, FIRST) + "…" + secret.substring(secret.length() - LAST);
      shown = shown.replace(secret, few);
    }
    return shown;
  }
}
