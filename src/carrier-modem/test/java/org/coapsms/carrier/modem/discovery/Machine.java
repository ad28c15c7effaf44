package org.coapsms.carrier.modem.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Is a machine made of files: {@code /sys}, {@code /dev}, {@code /proc} and {@code /run} as Linux
 * lays them out, links and all.
 */
final class Machine {
  final Path root;

  Machine(Path root) {
    this.root = root;
    folder("sys/class/tty");
    folder("dev");
  }

  /** A terminal without hardware: a console, a pseudo-terminal. */
  void virtualTerminal(String name) {
    folder("sys/devices/virtual/tty/" + name);
    link("sys/class/tty/" + name, "../../devices/virtual/tty/" + name);
    file("dev/" + name, "");
  }

  /** A port of the board; type 0 is a place for a chip that is not there. */
  void boardPort(String name, int type) {
    String device = "sys/devices/platform/serial8250/" + name;
    file(device + "/tty/" + name + "/type", type + "\n");
    link(device + "/tty/" + name + "/device", "../../../" + name);
    link("sys/class/tty/" + name, "../../devices/platform/serial8250/" + name + "/tty/" + name);
    file("dev/" + name, "");
  }

  /** A USB device in a socket, such as {@code 1-1}, with its descriptor in words. */
  void usbDevice(String socket, Map<String, String> attributes) {
    attributes.forEach((name, value) -> file(usb(socket) + "/" + name, value + "\n"));
  }

  /** A serial port of a USB device as usb-serial drivers make it. */
  void usbPort(String name, String socket, int number, String driver) {
    String face = usb(socket) + "/" + socket + ":1." + number;
    file(face + "/bInterfaceNumber", String.format("%02x\n", number));
    String port = face + "/" + name;
    folder(port + "/tty/" + name);
    folder("sys/bus/usb-serial/drivers/" + driver);
    link(port + "/driver", "../../../../../../bus/usb-serial/drivers/" + driver);
    link(port + "/tty/" + name + "/device", "../../../" + name);
    link("sys/class/tty/" + name, "../../" + port.substring("sys/".length()) + "/tty/" + name);
    file("dev/" + name, "");
  }

  /** A name that udev gave to a device. */
  void alias(String folder, String name, String device) {
    folder("dev/serial/" + folder);
    link("dev/serial/" + folder + "/" + name, "../../" + device);
  }

  void process(long pid, String program, String... openFiles) {
    file("proc/" + pid + "/comm", program + "\n");
    folder("proc/" + pid + "/fd");
    for (int i = 0; i < openFiles.length; i++) {
      link("proc/" + pid + "/fd/" + (i + 3), openFiles[i]);
    }
  }

  void file(String path, String text) {
    file(path, text.getBytes(StandardCharsets.US_ASCII));
  }

  void file(String path, byte[] octets) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path dev(String name) {
    return root.resolve("dev").resolve(name);
  }

  private static String usb(String socket) {
    return "sys/devices/pci0000:00/usb1/" + socket;
  }

  private void folder(String path) {
    try {
      Files.createDirectories(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void link(String path, String target) {
    try {
      Path link = root.resolve(path);
      Files.createDirectories(link.resolveSibling(""));
      Files.createSymbolicLink(link, Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
