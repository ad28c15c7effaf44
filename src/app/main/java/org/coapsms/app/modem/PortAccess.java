package org.coapsms.app.modem;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.carrier.modem.discovery.PortHolder;
import org.coapsms.carrier.modem.discovery.PortHolders;
import org.coapsms.carrier.modem.discovery.SerialDevices;

/** Says why a port cannot be used, and what helps. */
final class PortAccess {
  private static final String LIST = "'coapsms modem list' shows the ports that are there.";

  private final SerialDevices devices;
  private final PortHolders holders;

  PortAccess(SerialDevices devices, PortHolders holders) {
    this.devices = devices;
    this.holders = holders;
  }

  static PortAccess onThisMachine() {
    return new PortAccess(SerialDevices.ofThisMachine(), PortHolders.onThisMachine());
  }

  static boolean isTcp(String port) {
    return port.startsWith("tcp:");
  }

  /**
   * Looks at a port without opening it.
   *
   * @throws CommandFailed if it is not there, not ours to use, or used by another program
   */
  void check(String port) throws CommandFailed {
    if (isTcp(port)) {
      checkAddress(port);
      return;
    }
    Path device = Path.of(port);
    if (!Files.exists(device)) {
      throw new CommandFailed(port + " is not there. " + LIST);
    }
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      String group = group(device);
      throw new CommandFailed(
          String.format(
              "%s is not ours to use, but its group's (%s): 'sudo adduser $USER %s', then log in"
                  + " again.",
              port, group, group));
    }
    checkHolders(port, device);
  }

  private static void checkAddress(String port) throws CommandFailed {
    try {
      URI address = URI.create(port);
      if (address.getHost() != null && address.getPort() > 0) {
        return;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below.
    }
    throw new CommandFailed(port + " is not tcp://host:port.");
  }

  private void checkHolders(String port, Path device) throws CommandFailed {
    List<PortHolder> others = holders.of(devices.at(device));
    if (others.isEmpty()) {
      return;
    }
    String names = others.stream().map(PortHolder::toString).collect(Collectors.joining(", "));
    String remedy =
        names.contains("ModemManager")
            ? "'sudo systemctl stop ModemManager', or have it leave this modem alone."
            : "Two programs on one port take each other's answers; end that one first.";
    throw new CommandFailed(port + " is used by " + names + ". " + remedy);
  }

  /** What to tell a person when a port could not be opened, or broke. */
  static CommandFailed failure(String port, IOException why) {
    String reason = String.valueOf(why.getMessage());
    String remedy = LIST;
    if (isTcp(port)) {
      remedy = "Does the serial server listen there, and for one client more?";
    } else if (reason.toLowerCase(Locale.ROOT).contains("busy")) {
      remedy = "Another program has it for itself; as root, 'coapsms modem list' tells which.";
    }
    return new CommandFailed("cannot use " + port + ": " + reason + ". " + remedy, why);
  }

  private static String group(Path device) {
    try {
      return String.valueOf(Files.getAttribute(device, "posix:group"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return "dialout";
    }
  }
}
