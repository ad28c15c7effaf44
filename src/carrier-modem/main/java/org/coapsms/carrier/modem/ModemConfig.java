package org.coapsms.carrier.modem;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;

/**
 * Says which modem to use and how.
 *
 * @param port a device such as {@code /dev/ttyUSB2}, or {@code tcp://host:port}
 * @param baud the speed of a serial port, {@link #DEFAULT_BAUD} unless the modem needs another one
 * @param profile the name of its modem profile, {@link #DEFAULT_PROFILE} for an unknown modem
 * @param ownNumber the number of the SIM, where a person knows it; modems rarely do
 * @param pin the SIM's PIN; tried once in the life of a carrier, and never as the last attempt when
 *     the modem says how many are left
 * @param serviceCentre the SMSC to set; absent: the one on the SIM
 */
public record ModemConfig(
    CarrierId id,
    String port,
    int baud,
    String profile,
    Optional<Address> ownNumber,
    Optional<String> pin,
    Optional<Address> serviceCentre) {

  public static final int DEFAULT_BAUD = 115_200;
  public static final String DEFAULT_PROFILE = "generic-27005";

  /** A value that cannot be, by the name of its component. */
  public record Problem(String key, String what) {
    @Override
    public String toString() {
      return key + ": " + what;
    }
  }

  /**
   * Checks all values at once.
   *
   * @throws IllegalArgumentException naming every problem
   */
  public ModemConfig {
    List<Problem> problems = problems(port, baud, profile, ownNumber, pin, serviceCentre);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
  }

  /** A modem with the usual speed, an unlocked SIM and nothing known about it. */
  public static ModemConfig of(CarrierId id, String port) {
    return new ModemConfig(
        id,
        port,
        DEFAULT_BAUD,
        DEFAULT_PROFILE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public ModemConfig withProfile(String name) {
    return new ModemConfig(id, port, baud, name, ownNumber, pin, serviceCentre);
  }

  public ModemConfig withPin(String newPin) {
    return new ModemConfig(id, port, baud, profile, ownNumber, Optional.of(newPin), serviceCentre);
  }

  public ModemConfig withServiceCentre(Address centre) {
    return new ModemConfig(id, port, baud, profile, ownNumber, pin, Optional.of(centre));
  }

  public ModemConfig withOwnNumber(Address number) {
    return new ModemConfig(id, port, baud, profile, Optional.of(number), pin, serviceCentre);
  }

  /** Everything that is wrong with such values, in the order of the components. */
  public static List<Problem> problems(
      String port,
      int baud,
      String profile,
      Optional<Address> ownNumber,
      Optional<String> pin,
      Optional<Address> serviceCentre) {
    List<Problem> problems = new ArrayList<>();
    checkPort(port).ifPresent(what -> problems.add(new Problem("port", what)));
    if (baud < 300 || baud > 4_000_000) {
      problems.add(new Problem("baud", baud + " is not between 300 and 4000000"));
    }
    if (profile.isBlank()) {
      problems.add(new Problem("profile", "is empty"));
    }
    ownNumber
        .filter(number -> !number.value().matches("\\d{3,15}"))
        .ifPresent(n -> problems.add(new Problem("ownNumber", n + " is not a phone number")));
    // Not shown: a PIN with a slip of the finger is nearly the PIN.
    pin.filter(digits -> !digits.matches("\\d{4,8}"))
        .ifPresent(p -> problems.add(new Problem("pin", "is not four to eight digits")));
    serviceCentre
        .filter(centre -> !centre.value().matches("\\d{3,20}"))
        .ifPresent(c -> problems.add(new Problem("smsc", c + " is not a phone number")));
    return List.copyOf(problems);
  }

  private static Optional<String> checkPort(String port) {
    if (port.isBlank()) {
      return Optional.of("is empty");
    }
    if (!port.startsWith("tcp:")) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(port);
      boolean complete = address.getHost() != null && address.getPort() > 0;
      return complete ? Optional.empty() : Optional.of(port + " is not tcp://host:port");
    } catch (IllegalArgumentException malformed) {
      return Optional.of(port + " is not tcp://host:port");
    }
  }

  @Override
  public String toString() {
    return "modem " + id + " at " + port + " (" + profile + ")";
  }
}
