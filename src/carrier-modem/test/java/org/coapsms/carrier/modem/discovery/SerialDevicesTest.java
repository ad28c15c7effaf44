package org.coapsms.carrier.modem.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout is that of Linux 6.1 with udev 252: Documentation/ABI/stable/sysfs-class-tty. */
class SerialDevicesTest {
  @TempDir private Path root;

  private Machine machine;

  @BeforeEach
  void layOut() {
    machine = new Machine(root);
    machine.virtualTerminal("tty1");
    machine.virtualTerminal("console");
    machine.boardPort("ttyS0", 4);
    machine.boardPort("ttyS1", 0);
    machine.usbDevice(
        "1-1",
        Map.of(
            "idVendor", "2c7c",
            "idProduct", "0125",
            "manufacturer", "Quectel",
            "product", "EG25-G",
            "serial", "0123456789ABCDEF"));
    machine.usbPort("ttyUSB10", "1-1", 3, "option1");
    machine.usbPort("ttyUSB2", "1-1", 2, "option1");
    machine.alias("by-id", "usb-Quectel_EG25-G_0123456789ABCDEF-if02-port0", "ttyUSB2");
    machine.alias("by-path", "pci-0000:00:14.0-usb-0:1:1.2-port0", "ttyUSB2");
  }

  @Test
  void findsWhatHasHardwareBehindIt() {
    assertThat(SerialDevices.under(root).candidates())
        .containsExactly(machine.dev("ttyS0"), machine.dev("ttyUSB2"), machine.dev("ttyUSB10"));
  }

  @Test
  void tellsWhatTheKernelAndUdevKnow() {
    SerialDevice device = SerialDevices.under(root).at(machine.dev("ttyUSB2"));

    Path byId =
        machine.dev("serial/by-id").resolve("usb-Quectel_EG25-G_0123456789ABCDEF-if02-port0");
    assertThat(device)
        .isEqualTo(
            new SerialDevice(
                machine.dev("ttyUSB2"),
                List.of(byId),
                List.of(machine.dev("serial/by-path/pci-0000:00:14.0-usb-0:1:1.2-port0")),
                Optional.of("option1"),
                Optional.of(
                    new UsbInterface(
                        0x2C7C,
                        0x0125,
                        OptionalInt.of(2),
                        Optional.of("Quectel"),
                        Optional.of("EG25-G"),
                        Optional.of("0123456789ABCDEF")))));
    assertThat(device.usb().orElseThrow().ids()).isEqualTo("2c7c:0125");
    assertThat(device.lastingName()).isEqualTo(byId);
    assertThat(SerialDevices.under(root).at(byId)).isEqualTo(device);
  }

  @Test
  void aPortOfTheBoardIsNoUsbDevice() {
    SerialDevice device = SerialDevices.under(root).at(machine.dev("ttyS0"));

    assertThat(device).isEqualTo(SerialDevice.named(machine.dev("ttyS0")));
    assertThat(device.lastingName()).isEqualTo(device.path());
  }

  // cdc_acm puts the terminal directly under the interface, without a port in between.
  @Test
  void knowsTheUsbDeviceBehindAnAcmPort() {
    machine.usbDevice("1-2", Map.of("idVendor", "1546", "idProduct", "1102"));
    String face = "sys/devices/pci0000:00/usb1/1-2/1-2:1.0";
    machine.file(face + "/bInterfaceNumber", "00\n");
    machine.file(face + "/tty/ttyACM0/dev", "166:0\n");
    machine.link(face + "/tty/ttyACM0/device", "../../../1-2:1.0");
    machine.link("sys/class/tty/ttyACM0", "../../devices/pci0000:00/usb1/1-2/1-2:1.0/tty/ttyACM0");
    machine.file("dev/ttyACM0", "");

    assertThat(SerialDevices.under(root).at(machine.dev("ttyACM0")).usb())
        .contains(
            new UsbInterface(
                0x1546,
                0x1102,
                OptionalInt.of(0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void looksAnewEachTime() throws IOException {
    SerialDevices devices = SerialDevices.under(root);
    assertThat(devices.candidates()).contains(machine.dev("ttyUSB2"));

    Files.delete(machine.dev("ttyUSB2"));
    Files.delete(root.resolve("sys/class/tty/ttyUSB2"));
    machine.usbPort("ttyUSB3", "1-3", 2, "option1");

    assertThat(devices.candidates())
        .contains(machine.dev("ttyUSB3"))
        .doesNotContain(machine.dev("ttyUSB2"));
  }

  @Test
  void aNameThatLeadsNowhereIsADeviceOfWhichNothingIsKnown() {
    assertThat(SerialDevices.under(root).at(machine.dev("ttyUSB9")))
        .isEqualTo(SerialDevice.named(machine.dev("ttyUSB9")));
  }
}
