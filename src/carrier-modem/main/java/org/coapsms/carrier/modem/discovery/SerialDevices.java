package org.coapsms.carrier.modem.discovery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.coapsms.carrier.modem.line.SystemPorts;
import org.jspecify.annotations.Nullable;

/**
 * Finds the serial devices of a machine. On Linux it reads what the kernel (sysfs) and udev ({@code
 * /dev/serial}) say; elsewhere there are only names. Touches no device. Thread-safe.
 */
public final class SerialDevices implements PortLister {
  /** Numbers in names by their value: ttyUSB2 stands before ttyUSB10. */
  private static final Comparator<SerialDevice> BY_NAME =
      Comparator.comparing((SerialDevice device) -> letters(device.path()))
          .thenComparing(device -> String.valueOf(device.path().getFileName()).length())
          .thenComparing(device -> device.path().toString());

  /** How the kernel says that behind a {@code ttyS} there is no chip: PORT_UNKNOWN. */
  private static final String NO_CHIP = "0";

  private final Path root;

  private SerialDevices(Path root) {
    this.root = root;
  }

  /** Those of this machine. */
  public static SerialDevices ofThisMachine() {
    return new SerialDevices(Path.of("/"));
  }

  /** Those of a machine whose {@code /sys} and {@code /dev} are in this directory. */
  public static SerialDevices under(Path root) {
    return new SerialDevices(root);
  }

  @Override
  public List<Path> candidates() {
    return devices().stream().map(SerialDevice::path).toList();
  }

  /** The devices that are there now, in the order of their names. */
  public List<SerialDevice> devices() {
    Path terminals = root.resolve("sys/class/tty");
    if (!Files.isDirectory(terminals)) {
      return SystemPorts.names().stream().map(Path::of).map(SerialDevice::named).toList();
    }
    return KernelFiles.entries(terminals).stream()
        .flatMap(entry -> device(entry).stream())
        .sorted(BY_NAME)
        .toList();
  }

  /** The device that a name leads to; one of which nothing is known if the kernel knows none. */
  public SerialDevice at(Path name) {
    Optional<Path> target = KernelFiles.real(name);
    return devices().stream()
        .filter(device -> target.isPresent() && KernelFiles.real(device.path()).equals(target))
        .findFirst()
        .orElseGet(() -> SerialDevice.named(name));
  }

  private Optional<SerialDevice> device(Path entry) {
    Path node = root.resolve("dev").resolve(String.valueOf(entry.getFileName()));
    Path hardware = entry.resolve("device");
    // Consoles and pseudo-terminals have no hardware; a container may lack the node.
    boolean real =
        Files.exists(hardware)
            && Files.exists(node)
            && !KernelFiles.text(entry.resolve("type")).equals(Optional.of(NO_CHIP));
    if (!real) {
      return Optional.empty();
    }
    return Optional.of(
        new SerialDevice(
            node,
            linksTo(node, root.resolve("dev/serial/by-id")),
            linksTo(node, root.resolve("dev/serial/by-path")),
            driver(hardware),
            usb(hardware)));
  }

  private static List<Path> linksTo(Path node, Path folder) {
    Optional<Path> target = KernelFiles.real(node);
    return KernelFiles.entries(folder).stream()
        .filter(link -> KernelFiles.real(link).equals(target))
        .sorted()
        .toList();
  }

  private static Optional<String> driver(Path hardware) {
    return KernelFiles.real(hardware.resolve("driver")).map(Path::getFileName).map(Path::toString);
  }

  /** Goes up from the terminal to the interface and from there to the device that it is part of. */
  private static Optional<UsbInterface> usb(Path hardware) {
    OptionalInt number = OptionalInt.empty();
    for (@Nullable Path at = KernelFiles.real(hardware).orElse(null);
        at != null;
        at = at.getParent()) {
      if (number.isEmpty()) {
        number = hex(at.resolve("bInterfaceNumber"));
      }
      OptionalInt vendor = hex(at.resolve("idVendor"));
      OptionalInt product = hex(at.resolve("idProduct"));
      if (vendor.isPresent() && product.isPresent()) {
        return Optional.of(
            new UsbInterface(
                vendor.getAsInt(),
                product.getAsInt(),
                number,
                KernelFiles.text(at.resolve("manufacturer")),
                KernelFiles.text(at.resolve("product")),
                KernelFiles.text(at.resolve("serial"))));
      }
    }
    return Optional.empty();
  }

  private static OptionalInt hex(Path file) {
    return KernelFiles.text(file)
        .filter(digits -> digits.matches("[0-9A-Fa-f]{1,4}"))
        .map(digits -> OptionalInt.of(Integer.parseInt(digits, 16)))
        .orElse(OptionalInt.empty());
  }

  private static String letters(Path device) {
    return String.valueOf(device.getFileName()).replaceAll("[0-9]+$", "");
  }
}
