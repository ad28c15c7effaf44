package org.coapsms.app.modem;

import java.nio.file.Path;
import java.util.List;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.carrier.modem.discovery.SerialDevices;
import org.coapsms.carrier.modem.probe.Difference;
import org.coapsms.carrier.modem.probe.ProfileComparison;
import org.coapsms.modem.profile.ModemProfile;

/**
 * What a probe has found out about a modem.
 *
 * @param port as the person named it
 * @param lastingPort a name of the port that survives unplugging, where there is one
 */
record Finding(
    String port,
    String lastingPort,
    int baud,
    SurveyReport report,
    ModemProfile profile,
    List<Difference> differences) {

  static Finding of(String port, int baud, SurveyReport report, ModemProfile profile) {
    return new Finding(
        port, lasting(port), baud, report, profile, ProfileComparison.differences(report, profile));
  }

  private static String lasting(String port) {
    return PortAccess.isTcp(port)
        ? port
        : SerialDevices.ofThisMachine().at(Path.of(port).toAbsolutePath()).lastingName().toString();
  }
}
