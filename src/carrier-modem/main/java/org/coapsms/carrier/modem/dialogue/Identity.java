package org.coapsms.carrier.modem.dialogue;

import java.util.Optional;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.carrier.modem.PortSelector;

/** Knows which modem and which SIM are meant, and which are there. */
final class Identity {
  /** The fifteenth digit is a check digit, or a part of the software version. */
  private static final int COMPARED_DIGITS = 14;

  private final Optional<String> wantedImei;
  private final Optional<String> wantedImsi;
  private final boolean soughtBySim;
  private String imei = "";
  private String imsi = "";

  Identity(ModemConfig config) {
    PortSelector port = PortSelector.parse(config.port());
    wantedImei =
        port instanceof PortSelector.Imei modem ? Optional.of(modem.digits()) : Optional.empty();
    soughtBySim = port instanceof PortSelector.Imsi;
    wantedImsi = port instanceof PortSelector.Imsi sim ? Optional.of(sim.digits()) : config.imsi();
  }

  /** What the modem tells; empty if it does not. */
  void modemIs(String digits) {
    imei = digits;
  }

  /** What the SIM tells; empty if it does not. */
  void simIs(String digits) {
    imsi = digits;
  }

  /** Why this is not the modem that is meant; empty if it is, or if any will do. */
  Optional<String> wrongModem() {
    return wantedImei
        .filter(wanted -> !start(wanted).equals(start(imei)))
        .map(
            wanted ->
                imei.isEmpty()
                    ? "the modem does not tell its IMEI"
                    : "it is another modem, IMEI " + shortened(imei));
  }

  /** Whether a certain SIM is meant and this one does not tell which it is. */
  boolean simIsMissing() {
    return wantedImsi.isPresent() && imsi.isEmpty();
  }

  /** Why this is not the SIM that is meant. */
  Optional<String> wrongSim() {
    return wantedImsi
        .filter(wanted -> !wanted.equals(imsi))
        .map(wanted -> "another SIM is in the modem, IMSI " + shortened(imsi));
  }

  /** Whether the right SIM may be in a modem behind another port. */
  boolean isSoughtBySim() {
    return soughtBySim;
  }

  private static String start(String digits) {
    return digits.substring(0, Math.min(COMPARED_DIGITS, digits.length()));
  }

  private static String shortened(String digits) {
    return "…" + digits.substring(Math.max(0, digits.length() - 4));
  }
}
