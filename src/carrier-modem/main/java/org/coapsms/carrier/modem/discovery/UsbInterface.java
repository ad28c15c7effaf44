package org.coapsms.carrier.modem.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds what a USB device says of itself and of one of its interfaces, as the kernel has read it.
 *
 * @param vendor {@code idVendor}, 0 to 0xFFFF
 * @param product {@code idProduct}, 0 to 0xFFFF
 * @param number {@code bInterfaceNumber}; a modem has several, and one of them talks AT
 * @param manufacturer in the device's own words
 * @param title what the device calls itself
 * @param serialNumber not always unique: every Huawei E3372 has the same one
 */
public record UsbInterface(
    int vendor,
    int product,
    OptionalInt number,
    Optional<String> manufacturer,
    Optional<String> title,
    Optional<String> serialNumber) {

  /** Vendor and product as {@code lsusb} prints them: {@code 2c7c:0125}. */
  public String ids() {
    return String.format(Locale.ROOT, "%04x:%04x", vendor, product);
  }
}
