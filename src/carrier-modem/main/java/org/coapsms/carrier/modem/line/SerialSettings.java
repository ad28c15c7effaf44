package org.coapsms.carrier.modem.line;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Says how to use a serial port.
 *
 * @param baud its speed
 * @param rtsCts whether the modem stops its writer by CTS
 * @param dtr whether to raise DTR; some modems tell of nothing while it is off
 * @param lockDirectory where to leave a lock for other programs; empty: nowhere
 */
public record SerialSettings(int baud, boolean rtsCts, boolean dtr, Optional<Path> lockDirectory) {

  /** Without flow control and lock. */
  public static SerialSettings of(int baud) {
    return new SerialSettings(baud, false, true, Optional.empty());
  }
}
