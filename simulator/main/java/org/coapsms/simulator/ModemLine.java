package org.coapsms.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.codec.Address;
import org.coapsms.simulator.modem.ModemOptions;

/**
 * Describes one simulated modem.
 *
 * @param profile the name of a modem profile
 * @param link the path of the symbolic link to its pseudo-terminal, or {@code tcp:PORT}
 * @param number of its SIM; without it, the network gives one
 * @param options how it differs from others of its profile
 */
public record ModemLine(
    String profile, String link, Optional<Address> number, ModemOptions options) {
  private static final Pattern WRITTEN =
      Pattern.compile("(?<profile>[^=]+)=(?<link>.+?)(,(?<number>\\+?[0-9]+))?");

  public ModemLine {
    if (profile.isBlank() || link.isBlank()) {
      throw new IllegalArgumentException("a modem has a profile and a link");
    }
    if (link.startsWith("tcp:")) {
      Numbers.port(link.substring("tcp:".length()));
    }
  }

  /**
   * Reads {@code PROFILE=LINK[,NUMBER]}.
   *
   * @throws IllegalArgumentException for anything else, naming what is wrong
   */
  public static ModemLine parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("PROFILE=LINK[,NUMBER], not " + text);
    }
    return new ModemLine(
        matcher.group("profile"),
        matcher.group("link"),
        Optional.ofNullable(matcher.group("number")).map(Numbers::address),
        ModemOptions.usual());
  }
}
