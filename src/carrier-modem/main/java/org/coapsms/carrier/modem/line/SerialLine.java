package org.coapsms.carrier.modem.line;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ScheduledExecutorService;
import org.coapsms.codec.Bytes;

/**
 * Moves octets to and from one modem. One thread owns it; only {@link #close} may come from another
 * one.
 */
public interface SerialLine extends AutoCloseable {

  /**
   * Chooses by the form of the address: {@code tcp://host:port} or a device such as {@code
   * /dev/ttyUSB2}.
   *
   * @param watchdog closes a port on which a write does not come back
   */
  static SerialLine to(String port, int baud, ScheduledExecutorService watchdog) {
    return to(port, SerialSettings.of(baud), watchdog);
  }

  /** The same, with more to say about a serial port; none of it concerns TCP. */
  static SerialLine to(String port, SerialSettings settings, ScheduledExecutorService watchdog) {
    if (port.startsWith("tcp://")) {
      URI address = URI.create(port);
      return new TcpSerialLine(address.getHost(), address.getPort());
    }
    return new JsscSerialLine(port, settings, watchdog);
  }

  /** Opens the line, or opens it again after {@link #close}. */
  void open() throws IOException;

  /**
   * What has arrived, possibly nothing; never waits.
   *
   * @throws IOException when the device or the peer is gone
   */
  Bytes read() throws IOException;

  /**
   * Hands over all octets, waiting a few seconds at most.
   *
   * @throws IOException when the device is gone or takes nothing any more
   */
  void write(Bytes octets) throws IOException;

  /** Closes the line; closing twice does nothing. */
  @Override
  void close();
}
