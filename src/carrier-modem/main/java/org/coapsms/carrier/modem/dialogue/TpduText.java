package org.coapsms.carrier.modem.dialogue;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coapsms.codec.tpdu.SmsDeliver;
import org.coapsms.codec.tpdu.SmsStatusReport;
import org.coapsms.codec.tpdu.SmsSubmit;
import org.coapsms.codec.tpdu.UserData;

/** Puts a TPDU into a few words for the trace; numbers stand as they are. */
final class TpduText {
  private TpduText() {}

  static String of(SmsSubmit submit) {
    String validity =
        submit.validity().duration().map(time -> "valid " + time.toMinutes() + " min").orElse("");
    String report = submit.statusReportRequested() ? "report" : "";
    return words("to " + submit.destination(), part(submit.userData()), validity, report);
  }

  static String of(SmsDeliver deliver) {
    return words("from " + deliver.originator(), part(deliver.userData()));
  }

  static String of(SmsStatusReport report) {
    return words(
        "ref " + report.messageReference(),
        "for " + report.recipient(),
        report.status().description());
  }

  private static String part(UserData userData) {
    return userData
        .header()
        .concatenation()
        .map(part -> part.sequence() + "/" + part.total())
        .orElse("");
  }

  private static String words(String... words) {
    return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }
}
