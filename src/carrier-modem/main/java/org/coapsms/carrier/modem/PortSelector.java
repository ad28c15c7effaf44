package org.coapsms.carrier.modem;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which port a modem is behind, by name or by what is behind it. Immutable. */
public sealed interface PortSelector {

  /** A device by its path, such as {@code /dev/ttyUSB2} or {@code COM3}. */
  record Device(String path) implements PortSelector {}

  /** A serial server, or a simulator: {@code tcp://host:port}. */
  record Tcp(String host, int port) implements PortSelector {}

  /** Whatever port the modem with this serial number is behind: {@code imei:…}. */
  record Imei(String digits) implements PortSelector {}

  /** Whatever port the modem with this SIM is behind: {@code imsi:…}. */
  record Imsi(String digits) implements PortSelector {}

  /**
   * Whatever device sits at this kind of USB interface: {@code usb:2c7c:0125:02}.
   *
   * @param vendor four hexadecimal digits in lower case, as {@code product}
   * @param port the number of the interface, two hexadecimal digits; empty: any
   */
  record Usb(String vendor, String product, Optional<String> port) implements PortSelector {}

  /** A pattern of the forms that are not paths. */
  Pattern FORMS = Pattern.compile("(tcp|imei|imsi|usb|by-path|by-id):(.*)");

  /**
   * Reads the text of a configuration.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static PortSelector parse(String text) {
    Matcher form = FORMS.matcher(text);
    if (text.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
    if (!form.matches()) {
      return new Device(text);
    }
    String rest = form.group(2);
    return switch (form.group(1)) {
      case "tcp" -> tcp(text);
      case "imei" -> new Imei(digits(rest, "imei", 14, 16));
      case "imsi" -> new Imsi(digits(rest, "imsi", 6, 15));
      case "usb" -> usb(rest);
      default -> new Device("/dev/serial/" + form.group(1) + "/" + file(rest));
    };
  }

  private static PortSelector tcp(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && address.getPort() > 0) {
        return new Tcp(address.getHost(), address.getPort());
      }
    } catch (IllegalArgumentException malformed) {
      // said below
    }
    throw new IllegalArgumentException(text + " is not tcp://host:port");
  }

  private static String digits(String text, String what, int least, int most) {
    if (!text.matches("\\d{" + least + "," + most + "}")) {
      // Not shown: it names a person's SIM.
      throw new IllegalArgumentException(
          what + ": must be followed by " + least + " to " + most + " digits");
    }
    return text;
  }

  private static PortSelector usb(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split(":", -1);
    boolean well =
        (parts.length == 2 || (parts.length == 3 && parts[2].matches("[0-9a-f]{2}")))
            && parts[0].matches("[0-9a-f]{4}")
            && parts[1].matches("[0-9a-f]{4}");
    if (!well) {
      throw new IllegalArgumentException(
          "usb: must be followed by vendor:product or vendor:product:interface in hexadecimal,"
              + " such as usb:2c7c:0125:02");
    }
    return new Usb(
        parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
  }

  private static String file(String name) {
    if (name.isBlank() || name.contains("/")) {
      throw new IllegalArgumentException("names no file in /dev/serial");
    }
    return name;
  }
}
