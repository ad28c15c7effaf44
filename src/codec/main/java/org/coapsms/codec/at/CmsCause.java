package org.coapsms.codec.at;

import static org.coapsms.codec.at.CauseClass.CARRIER;
import static org.coapsms.codec.at.CauseClass.LOCAL;
import static org.coapsms.codec.at.CauseClass.PERMANENT;
import static org.coapsms.codec.at.CauseClass.SUBSCRIBER;
import static org.coapsms.codec.at.CauseClass.UNKNOWN_OUTCOME;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what the numbers of {@code +CMS ERROR} mean: 1 to 127 are RP-causes (TS 24.011 annex E-2),
 * 128 to 255 TP-FCS (TS 23.040 §9.2.3.22), 300 to 511 TS 27.005 §3.2.5, the rest the vendor's.
 */
record CmsCause(CauseClass causeClass, String description) {
  private static final int UNKNOWN = 500;
  private static final Map<Integer, CmsCause> CAUSES = new HashMap<>();

  static {
    put(1, PERMANENT, "unassigned number");
    put(8, PERMANENT, "operator determined barring");
    put(10, PERMANENT, "call barred");
    put(21, PERMANENT, "short message transfer rejected");
    put(27, SUBSCRIBER, "destination out of service");
    put(28, PERMANENT, "unidentified subscriber");
    put(29, PERMANENT, "facility rejected");
    put(30, PERMANENT, "unknown subscriber");
    put(38, CARRIER, "network out of order");
    put(41, CARRIER, "temporary failure");
    put(42, CARRIER, "congestion");
    put(47, CARRIER, "resources unavailable, unspecified");
    put(50, PERMANENT, "requested facility not subscribed");
    put(69, PERMANENT, "requested facility not implemented");
    put(81, PERMANENT, "invalid short message transfer reference value");
    put(95, PERMANENT, "invalid message, unspecified");
    put(96, PERMANENT, "invalid mandatory information");
    put(97, PERMANENT, "message type non-existent or not implemented");
    put(98, PERMANENT, "message not compatible with short message protocol state");
    put(99, PERMANENT, "information element non-existent or not implemented");
    put(111, PERMANENT, "protocol error, unspecified");
    put(127, CARRIER, "interworking, unspecified");
    put(0x80, PERMANENT, "telematic interworking not supported");
    put(0x81, PERMANENT, "short message type 0 not supported");
    put(0x82, PERMANENT, "cannot replace short message");
    put(0x8F, PERMANENT, "unspecified TP-PID error");
    put(0x90, PERMANENT, "data coding scheme not supported");
    put(0x91, PERMANENT, "message class not supported");
    put(0x9F, PERMANENT, "unspecified TP-DCS error");
    put(0xA0, PERMANENT, "command cannot be actioned");
    put(0xA1, PERMANENT, "command unsupported");
    put(0xAF, PERMANENT, "unspecified TP-Command error");
    put(0xB0, PERMANENT, "TPDU not supported");
    put(0xC0, CARRIER, "SC busy");
    // Our own subscription, not the destination: another carrier may well have one.
    put(0xC1, LOCAL, "no SC subscription");
    put(0xC2, CARRIER, "SC system failure");
    put(0xC3, PERMANENT, "invalid SME address");
    put(0xC4, PERMANENT, "destination SME barred");
    put(0xC5, LOCAL, "SM rejected - duplicate SM");
    put(0xC6, PERMANENT, "TP-VPF not supported");
    put(0xC7, PERMANENT, "TP-VP not supported");
    put(0xD0, LOCAL, "SIM SMS storage full");
    put(0xD1, LOCAL, "no SMS storage capability in SIM");
    put(0xD2, LOCAL, "error in MS");
    put(0xD3, LOCAL, "memory capacity exceeded");
    put(0xD4, LOCAL, "SIM application toolkit busy");
    put(0xD5, LOCAL, "SIM data download error");
    put(0xFF, CARRIER, "unspecified error cause");
    // Modems say it for whatever goes wrong, also once the message is on its way.
    put(300, UNKNOWN_OUTCOME, "ME failure");
    put(301, LOCAL, "SMS service of ME reserved");
    put(302, LOCAL, "operation not allowed");
    put(303, LOCAL, "operation not supported");
    put(304, PERMANENT, "invalid PDU mode parameter");
    put(305, PERMANENT, "invalid text mode parameter");
    put(310, LOCAL, "SIM not inserted");
    put(311, LOCAL, "SIM PIN required");
    put(312, LOCAL, "PH-SIM PIN required");
    put(313, LOCAL, "SIM failure");
    put(314, LOCAL, "SIM busy");
    put(315, LOCAL, "SIM wrong");
    put(316, LOCAL, "SIM PUK required");
    put(317, LOCAL, "SIM PIN2 required");
    put(318, LOCAL, "SIM PUK2 required");
    put(320, LOCAL, "memory failure");
    put(321, LOCAL, "invalid memory index");
    put(322, LOCAL, "memory full");
    put(330, LOCAL, "SMSC address unknown");
    put(331, LOCAL, "no network service");
    put(332, UNKNOWN_OUTCOME, "network timeout");
    put(340, LOCAL, "no +CNMA acknowledgement expected");
    put(UNKNOWN, UNKNOWN_OUTCOME, "unknown error");
    put(515, LOCAL, "busy or starting (vendor)");
    put(532, LOCAL, "SIM not ready (vendor)");
    put(538, PERMANENT, "invalid parameter (vendor)");
  }

  static CmsCause of(int code) {
    CmsCause known = CAUSES.get(code);
    if (known != null) {
      return known;
    }
    if (code >= 1 && code <= 127) {
      // TS 24.011 §8.2.5.4: all other values are treated as cause 41.
      return new CmsCause(CARRIER, "reserved, read as temporary failure");
    }
    if (code >= 128 && code <= 255) {
      return new CmsCause(CARRIER, code >= 0xE0 ? "application specific" : "reserved");
    }
    return new CmsCause(UNKNOWN_OUTCOME, code >= 512 ? "manufacturer specific" : "reserved");
  }

  /** The code whose standard wording this is; the unknown error for any other text. */
  static int code(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    Optional<Integer> code =
        CAUSES.entrySet().stream()
            .filter(cause -> cause.getValue().description.toLowerCase(Locale.ROOT).equals(wanted))
            .map(Map.Entry::getKey)
            .findFirst();
    return code.orElse(UNKNOWN);
  }

  private static void put(int code, CauseClass causeClass, String description) {
    CAUSES.put(code, new CmsCause(causeClass, description));
  }
}
