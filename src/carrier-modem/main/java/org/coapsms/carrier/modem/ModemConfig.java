package org.coapsms.carrier.modem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;

/**
 * Says which modem to use and how.
 *
 * @param port a device such as {@code /dev/ttyUSB2}, {@code tcp://host:port}, or what is behind it,
 *     such as {@code imei:…}: see {@link PortSelector}
 * @param baud the speed of a serial port; empty: those of the modem profile are tried
 * @param profile the name of its modem profile, {@link #AUTO} to recognise it
 * @param ownNumber the number of the SIM, where a person knows it; modems rarely do
 * @param pin the SIM's PIN; tried once in the life of a carrier, and never as the last attempt when
 *     the modem says how many are left
 * @param serviceCentre the SMSC to set; absent: the one on the SIM
 * @param imsi the SIM that must be in the modem; absent: any
 * @param lockDirectory where the locks of serial ports are; empty: none are used
 */
public record ModemConfig(
    CarrierId id,
    String port,
    Optional<Integer> baud,
    String profile,
    Optional<Address> ownNumber,
    Optional<String> pin,
    Optional<Address> serviceCentre,
    Optional<String> imsi,
    Optional<Path> lockDirectory) {

  /** The modem is asked who it is, and gets the profile that fits. */
  public static final String AUTO = "auto";

  /** Where other programs look for locks, too (FHS 3.0, 5.9). */
  public static final Path DEFAULT_LOCK_DIRECTORY = Path.of("/var/lock");

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
    List<Problem> problems = problems(port, baud, profile, ownNumber, pin, serviceCentre, imsi);
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
        Optional.empty(),
        AUTO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(DEFAULT_LOCK_DIRECTORY));
  }

  public ModemConfig withPort(String newPort) {
    return new ModemConfig(
        id, newPort, baud, profile, ownNumber, pin, serviceCentre, imsi, lockDirectory);
  }

  public ModemConfig withBaud(int speed) {
    return new ModemConfig(
        id, port, Optional.of(speed), profile, ownNumber, pin, serviceCentre, imsi, lockDirectory);
  }

  public ModemConfig withProfile(String name) {
    return new ModemConfig(
        id, port, baud, name, ownNumber, pin, serviceCentre, imsi, lockDirectory);
  }

  public ModemConfig withPin(String newPin) {
    return new ModemConfig(
        id,
        port,
        baud,
        profile,
        ownNumber,
        Optional.of(newPin),
        serviceCentre,
        imsi,
        lockDirectory);
  }

  public ModemConfig withServiceCentre(Address centre) {
    return new ModemConfig(
        id, port, baud, profile, ownNumber, pin, Optional.of(centre), imsi, lockDirectory);
  }

  public ModemConfig withOwnNumber(Address number) {
    return new ModemConfig(
        id, port, baud, profile, Optional.of(number), pin, serviceCentre, imsi, lockDirectory);
  }

  public ModemConfig withImsi(String sim) {
    return new ModemConfig(
        id, port, baud, profile, ownNumber, pin, serviceCentre, Optional.of(sim), lockDirectory);
  }

  public ModemConfig withLockDirectory(Optional<Path> directory) {
    return new ModemConfig(id, port, baud, profile, ownNumber, pin, serviceCentre, imsi, directory);
  }

  /** Everything that is wrong with such values, in the order of the components. */
  public static List<Problem> problems(
      String port,
      Optional<Integer> baud,
      String profile,
      Optional<Address> ownNumber,
      Optional<String> pin,
      Optional<Address> serviceCentre,
      Optional<String> imsi) {
    List<Problem> problems = new ArrayList<>();
    checkPort(port).ifPresent(what -> problems.add(new Problem("port", what)));
    baud.filter(speed -> speed < 300 || speed > 4_000_000)
        .ifPresent(b -> problems.add(new Problem("baud", b + " is not between 300 and 4000000")));
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
    imsi.filter(digits -> !digits.matches("\\d{6,15}"))
        .ifPresent(digits -> problems.add(new Problem("imsi", "is not six to fifteen digits")));
    return List.copyOf(problems);
  }

  private static Optional<String> checkPort(String port) {
    try {
      PortSelector unused = PortSelector.parse(port);
      return Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.of(String.valueOf(malformed.getMessage()));
    }
  }

  @Override
  public String toString() {
    // A serial number is shortened, as phone numbers are.
    String shown = port.replaceAll("(im[es]i:)\\d+(\\d{4})", "$1…$2");
    return "modem " + id + " at " + shown + " (" + profile + ")";
  }
}
