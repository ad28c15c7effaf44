package org.coapsms.carrier.modem.line;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import jssc.SerialPort;
import jssc.SerialPortException;
import org.coapsms.carrier.modem.discovery.PortHolder;
import org.coapsms.carrier.modem.discovery.PortHolders;
import org.coapsms.carrier.modem.discovery.SerialDevices;
import org.coapsms.codec.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves octets through a serial port with jSSC, using only the calls that were measured to be safe:
 * no listener (it spins, and stays silent for ever after an unplug) and no read of more than has
 * already arrived (it never comes back after an unplug).
 */
public final class JsscSerialLine implements SerialLine {
  private static final Logger LOG = LoggerFactory.getLogger(JsscSerialLine.class);

  /** A terminal that nobody reads takes 20 KiB before a write blocks. */
  private static final int PIECE = 4096;

  private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

  private final String device;
  private final SerialSettings settings;
  private final ScheduledExecutorService watchdog;
  // Written by the owner; read by close() from elsewhere and by the watchdog.
  private volatile @Nullable SerialPort port;
  private volatile @Nullable PortLock lock;

  public JsscSerialLine(String device, SerialSettings settings, ScheduledExecutorService watchdog) {
    this.device = device;
    this.settings = settings;
    this.watchdog = watchdog;
  }

  @Override
  public void open() throws IOException {
    SerialPort opening = new SerialPort(device);
    if (settings.lockDirectory().isPresent()) {
      lock = PortLock.take(settings.lockDirectory().get(), device);
    }
    try {
      opening.openPort(); // and nobody else can, from now on: jSSC sets TIOCEXCL
    } catch (SerialPortException refused) {
      unlock();
      throw new IOException(device + ": " + reason(refused), refused);
    }
    boolean applied =
        opening.setParams(
            settings.baud(), SerialPort.DATABITS_8, SerialPort.STOPBITS_1, SerialPort.PARITY_NONE);
    if (!applied) {
      // So it is on every pseudo-terminal (no modem lines), where the speed is applied all the
      // same. On a real port with a wrong speed the start-up dialogue gets no answer and says so.
      LOG.debug("{}: the driver does not confirm {} baud", device, settings.baud());
    }
    opening.setFlowControlMode(
        settings.rtsCts()
            ? SerialPort.FLOWCONTROL_RTSCTS_IN | SerialPort.FLOWCONTROL_RTSCTS_OUT
            : SerialPort.FLOWCONTROL_NONE);
    // Some modems (SARA-R4) send unsolicited results only while DTR is on.
    opening.setDTR(settings.dtr());
    opening.setRTS(true);
    port = opening;
  }

  private String reason(SerialPortException refused) {
    String type = refused.getExceptionType();
    if (!type.equals(SerialPortException.TYPE_PORT_BUSY)) {
      return type.equals(SerialPortException.TYPE_PERMISSION_DENIED)
          ? type + " (is this user in the group dialout?)"
          : type;
    }
    String holders =
        PortHolders.onThisMachine().of(SerialDevices.ofThisMachine().at(Path.of(device))).stream()
            .map(PortHolder::toString)
            .collect(Collectors.joining(", "));
    return holders.isEmpty() ? type : "in use by " + holders;
  }

  @Override
  public Bytes read() throws IOException {
    SerialPort open = opened();
    try {
      int waiting = open.getInputBufferBytesCount();
      return waiting > 0 ? Bytes.copyOf(open.readBytes(waiting)) : Bytes.EMPTY;
    } catch (SerialPortException | RuntimeException gone) {
      throw new IOException(device + " is gone", gone);
    }
  }

  @Override
  public void write(Bytes octets) throws IOException {
    SerialPort open = opened();
    ScheduledFuture<?> alarm =
        watchdog.schedule(this::abandonWrite, WRITE_LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
    try {
      for (int from = 0; from < octets.size(); from += PIECE) {
        awaitRoom(open);
        Bytes piece = octets.slice(from, Math.min(octets.size(), from + PIECE));
        if (!open.writeBytes(piece.toArray())) {
          throw new IOException(device + " took only a part of " + piece.size() + " octets");
        }
      }
    } catch (SerialPortException | RuntimeException gone) {
      throw new IOException(device + " is gone", gone);
    } finally {
      alarm.cancel(false);
    }
  }

  /** Waits until the driver has sent nearly all it holds, so that the next write cannot block. */
  private void awaitRoom(SerialPort open) throws IOException {
    long giveUp = System.nanoTime() + WRITE_LIMIT.toNanos();
    while (open.getOutputBufferBytesCount() > PIECE / 4) {
      if (System.nanoTime() - giveUp > 0) {
        throw new IOException(device + " takes nothing (flow control, or a dead modem)");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /**
   * Closing alone does not end a write that hangs in the kernel; what it waits for must go. That
   * wakes the writer at a UART, but not at a pseudo-terminal: there a write hangs only after 20 KiB
   * that nobody has read, and a dialogue waits for an answer long before.
   */
  private void abandonWrite() {
    LOG.warn("{}: a write does not come back; closing the port", device);
    SerialPort hanging = port;
    port = null; // no further piece is written
    if (hanging != null) {
      try {
        hanging.purgePort(SerialPort.PURGE_RXCLEAR | SerialPort.PURGE_TXCLEAR);
      } catch (SerialPortException | RuntimeException gone) {
        LOG.debug("{}: emptying a port that is gone: {}", device, gone.toString());
      }
      close(hanging);
    }
    unlock();
  }

  @Override
  public void close() {
    SerialPort closing = port;
    port = null;
    if (closing != null) {
      close(closing);
    }
    unlock();
  }

  private void close(SerialPort closing) {
    try {
      closing.closePort();
    } catch (SerialPortException | RuntimeException gone) {
      LOG.debug("{}: closing a port that is gone: {}", device, gone.toString());
    }
  }

  private void unlock() {
    PortLock held = lock;
    lock = null;
    if (held != null) {
      held.close();
    }
  }

  private SerialPort opened() throws IOException {
    SerialPort open = port;
    if (open == null) {
      throw new IOException(device + " is not open");
    }
    return open;
  }

  @Override
  public String toString() {
    return device;
  }
}
