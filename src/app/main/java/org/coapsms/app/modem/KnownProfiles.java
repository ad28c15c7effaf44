package org.coapsms.app.modem;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.coapsms.carrier.modem.dialogue.SurveyAnswer;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.carrier.modem.discovery.UsbInterface;
import org.coapsms.modem.profile.ModemIdentity;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ProfileCatalogue;

/** Finds the profile of a modem among those that come with the product. */
final class KnownProfiles {
  private final ProfileCatalogue catalogue = ProfileCatalogue.builtIn();

  /** Commands that only some modems understand, by which their profiles know them. */
  Set<String> questions() {
    return Set.copyOf(catalogue.questions());
  }

  /** The profile that fits best what a modem has said. */
  ModemProfile bestFor(SurveyReport report) {
    ModemIdentity identity =
        new ModemIdentity(
            lines(report, "AT+CGMI"),
            lines(report, "AT+CGMM"),
            lines(report, "ATI"),
            report.further(questions()));
    return catalogue.load(catalogue.match(identity).profile());
  }

  private static List<String> lines(SurveyReport report, String command) {
    return report
        .answer(command)
        .filter(SurveyAnswer::ok)
        .map(SurveyAnswer::values)
        .orElse(List.of());
  }

  /** The profiles of modems that are this device on the bus; several, where a chip is in many. */
  List<String> guess(UsbInterface usb) {
    return catalogue.matchUsb(hex(usb.vendor()), hex(usb.product()));
  }

  /** The interface that takes commands, as the profiles of this device say. */
  List<Integer> commandInterfaces(UsbInterface usb) {
    return guess(usb).stream()
        .flatMap(name -> catalogue.load(name).match().usb().stream())
        .filter(
            known ->
                known.vendor().equals(hex(usb.vendor()))
                    && known.product().equals(hex(usb.product())))
        .map(known -> known.port())
        .distinct()
        .sorted()
        .toList();
  }

  private static String hex(int number) {
    return String.format(Locale.ROOT, "%04x", number);
  }
}
