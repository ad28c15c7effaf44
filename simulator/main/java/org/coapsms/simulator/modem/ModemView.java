package org.coapsms.simulator.modem;

import java.util.Map;
import org.coapsms.codec.Address;

/**
 * Shows a modem as it stands.
 *
 * @param link what a program opens: a path or {@code tcp:PORT}
 * @param profile the profile's id
 * @param open whether a program has it open
 * @param stored messages in each storage
 */
public record ModemView(
    String link,
    Address number,
    String profile,
    boolean open,
    boolean registered,
    Map<String, Integer> stored) {
  public ModemView {
    stored = Map.copyOf(stored);
  }
}
