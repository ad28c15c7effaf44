package org.coapsms.simulator.modem;

import java.util.Optional;
import org.coapsms.codec.Address;

/**
 * Holds what a SIM and the modem around it are known by.
 *
 * @param number the subscriber's own number
 * @param pin what {@code AT+CPIN=} must say before the modem registers; empty: nothing
 */
record SimCard(Address number, Optional<String> pin) {
  /** Where short messages go unless {@code AT+CSCA} says otherwise. */
  static final Address SERVICE_CENTRE = Address.international("491710760000");

  /** A test network's country and network code, TS 23.003 §2.2 and ITU-T E.212. */
  static final String NETWORK = "00101";

  /** 15 digits that differ from number to number. */
  String imsi() {
    return NETWORK + lastDigits(10);
  }

  /** 15 digits with the check digit of TS 23.003 annex B. */
  String imei() {
    String body = "359000" + lastDigits(8);
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(i) - '0';
      int doubled = i % 2 == 1 ? digit * 2 : digit;
      sum += doubled / 10 + doubled % 10;
    }
    return body + (10 - sum % 10) % 10;
  }

  String iccid() {
    return "8949" + "0" + NETWORK + lastDigits(9);
  }

  private String lastDigits(int count) {
    String padded = "0".repeat(count) + number.value().replaceAll("\\D", "");
    return padded.substring(padded.length() - count);
  }
}
