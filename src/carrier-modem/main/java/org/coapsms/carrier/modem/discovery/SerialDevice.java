package org.coapsms.carrier.modem.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Is a serial device of this machine and what is known of it without opening it.
 *
 * @param path such as {@code /dev/ttyUSB2}; may be another one when the device is plugged in again
 * @param byId its names in {@code /dev/serial/by-id}, after what the device says of itself
 * @param byPath its names in {@code /dev/serial/by-path}, after the socket that it is plugged into
 * @param driver the kernel's driver, such as {@code option} or {@code cdc_acm}
 * @param usb empty for a port of the machine itself
 */
public record SerialDevice(
    Path path,
    List<Path> byId,
    List<Path> byPath,
    Optional<String> driver,
    Optional<UsbInterface> usb) {

  public SerialDevice {
    byId = List.copyOf(byId);
    byPath = List.copyOf(byPath);
  }

  /** A device of which nothing but its name is known. */
  static SerialDevice named(Path path) {
    return new SerialDevice(path, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** All names that lead to the device, its own first. */
  public List<Path> names() {
    return Stream.of(List.of(path), byId, byPath).flatMap(List::stream).toList();
  }

  /** The name that survives unplugging, where there is one. */
  public Path lastingName() {
    return Stream.concat(byId.stream(), byPath.stream()).findFirst().orElse(path);
  }
}
