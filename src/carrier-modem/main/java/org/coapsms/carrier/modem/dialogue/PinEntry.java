package org.coapsms.carrier.modem.dialogue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Enters the PIN of a SIM. A SIM locks itself after three wrong ones: one that was refused is never
 * tried again, whatever happens to the line in between, and none is tried as the last attempt. One
 * that has worked is entered again when the modem has restarted.
 */
final class PinEntry {
  /** {@code +CPINR: SIM PIN,3,3}, TS 27.007 §8.65. */
  private static final Pattern TRIES = Pattern.compile("SIM PIN\"?\\s*,\\s*(\\d{1,3})");

  private final Optional<String> pin;
  private boolean tried;
  private boolean refused;

  PinEntry(Optional<String> pin) {
    this.pin = pin;
  }

  /** Goes on for another one: the SIM may be the same. */
  void takeOver(PinEntry former) {
    tried = former.tried;
    refused = former.refused;
  }

  /** The SIM asks for no PIN any more. */
  void unlocked() {
    tried = refused;
  }

  /** Why there is nothing to enter when the SIM asks for this; empty if there is. */
  Optional<String> obstacle(String asked) {
    if (!asked.equals("SIM PIN")) {
      return Optional.of("the SIM asks for " + asked);
    }
    if (pin.isEmpty()) {
      return Optional.of("the SIM asks for a PIN, none is configured");
    }
    return tried ? Optional.of("the SIM refused the PIN; it is not tried again") : Optional.empty();
  }

  /** What enters it; from then on it counts as tried. */
  AtCommand command() {
    tried = true;
    return AtCommand.plain("AT+CPIN=\"" + pin.orElseThrow() + '"').within(AtCommand.SLOW);
  }

  void answered(boolean ok) {
    refused |= !ok;
  }

  /** Whether the answer to {@code AT+CPINR} says that a wrong PIN would lock the SIM. */
  static boolean isLastAttempt(AtAnswer answer) {
    for (String line : answer.lines()) {
      Matcher tries = TRIES.matcher(line);
      if (tries.find()) {
        return Integer.parseInt(tries.group(1)) <= 1;
      }
    }
    return false;
  }
}
