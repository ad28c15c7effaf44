package org.coapsms.simulator.modem;

import org.coapsms.simulator.network.Fault;
import org.coapsms.simulator.network.Faults;

/** Lists what a modem does wrong on demand; one line makes one more known by name. */
enum ModemFault {
  NO_PROMPT("modem.noPrompt", "AT+CMGS gets no prompt; an ESC still frees the modem"),
  CMS_ERROR("modem.cmsError", "a message is refused with +CMS ERROR: 38 and does not leave"),
  NO_RESULT("modem.noResult", "a message leaves, and the modem never says so"),
  REBOOT_MID_SEND("modem.rebootMidSend", "the modem restarts instead of sending a message");

  /** What {@link #CMS_ERROR} answers: network out of order, which passes. */
  static final int NETWORK_OUT_OF_ORDER = 38;

  private final String faultName;
  private final String what;

  ModemFault(String faultName, String what) {
    this.faultName = faultName;
    this.what = what;
  }

  String faultName() {
    return faultName;
  }

  /** Makes all of them known; without effect for those that are known. */
  static void declareIn(Faults faults) {
    for (ModemFault fault : values()) {
      faults.declare(new Fault(fault.faultName, fault.what));
    }
  }
}
