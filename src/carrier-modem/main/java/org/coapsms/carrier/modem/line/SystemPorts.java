package org.coapsms.carrier.modem.line;

import java.util.List;
import jssc.SerialPortList;

/** Names the serial ports of a system that has no sysfs: COM3, /dev/tty.usbmodem1. */
public final class SystemPorts {
  private SystemPorts() {}

  /** In the order of their names. */
  public static List<String> names() {
    return List.of(SerialPortList.getPortNames());
  }
}
