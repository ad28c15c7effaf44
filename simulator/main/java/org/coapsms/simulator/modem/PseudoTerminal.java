package org.coapsms.simulator.modem;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.codec.Bytes;

/**
 * Offers a serial line as a Linux pseudo-terminal behind a symbolic link that stays the same.
 * Thread-safe; one thread of its own reads.
 *
 * <p>Modem control lines do not exist on a pseudo-terminal (TIOCMGET fails with ENOTTY): a program
 * that insists on DTR or RTS cannot use it, and closing is the only hang-up a TE can express.
 */
public final class PseudoTerminal implements SerialLine {
  /**
   * How often to look for a new opener: Linux reports "nobody has it open" as a level, so waiting
   * for its end would spin.
   */
  private static final long LOOK_NANOS = 20_000_000;

  private static final int FOR_EVER = -1;
  private static final int POLLFD_SIZE = 8;
  private static final int EVENTS = 4;
  private static final int REVENTS = 6;

  private final DeviceLink link;
  private final Listener listener;
  private final int wake;
  private final Thread reader;
  private final byte[] buffer = new byte[4096];

  private final Object lock = new Object();
  // Guarded by lock.
  private Pair pair;
  private boolean open;
  private boolean closing;
  private boolean heldBack;
  private final OutgoingOctets outgoing = new OutgoingOctets();

  private PseudoTerminal(DeviceLink link, Pair pair, Listener listener) {
    this.link = link;
    this.pair = pair;
    this.listener = listener;
    this.wake = LibC.eventfd(0, LibC.O_CLOEXEC | LibC.O_NONBLOCK);
    this.reader = new Thread(this::run, "pty " + link.path().getFileName());
    this.reader.setDaemon(true);
  }

  /**
   * Makes a pseudo-terminal and lets the link point to it.
   *
   * @param link replaced if it is a link to a pseudo-terminal, left alone if it is anything else
   * @throws IOException if the link cannot be made, or something else is there
   */
  public static PseudoTerminal open(Path link, Listener listener) throws IOException {
    DeviceLink deviceLink = new DeviceLink(link);
    Pair pair = Pair.make();
    try {
      deviceLink.pointTo(pair.slave());
    } catch (IOException e) {
      LibC.close(pair.master());
      throw e;
    }
    PseudoTerminal terminal = new PseudoTerminal(deviceLink, pair, listener);
    terminal.reader.start();
    return terminal;
  }

  @Override
  public String link() {
    return link.path().toString();
  }

  @Override
  public boolean isOpen() {
    synchronized (lock) {
      return open;
    }
  }

  @Override
  public void write(Bytes octets) {
    synchronized (lock) {
      if (closing || !open) {
        return;
      }
      outgoing.add(octets);
      flush();
      if (!outgoing.isEmpty()) {
        wakeReader();
      }
    }
  }

  @Override
  public OptionalInt speed() {
    synchronized (lock) {
      return closing ? OptionalInt.empty() : LibC.speed(pair.master());
    }
  }

  @Override
  public void holdBack(boolean held) {
    synchronized (lock) {
      if (!closing) {
        heldBack = held;
        wakeReader();
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (closing) {
        return;
      }
      closing = true;
      wakeReader();
    }
    LockSupport.unpark(reader);
    boolean interrupted = false;
    while (reader.isAlive() && Thread.currentThread() != reader) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isClosing()) {
        int events = await();
        boolean hungUp = (events & LibC.POLLHUP) != 0;
        if (!hungUp || (events & LibC.POLLIN) != 0) {
          noteOpened();
          if (!isHeldBack()) {
            readAll();
          }
        }
        if (hungUp) {
          noteClosed();
          LockSupport.parkNanos(LOOK_NANOS);
        }
      }
    } finally {
      synchronized (lock) {
        closing = true;
        link.removeIfPointsTo(pair.slave());
        LibC.close(pair.master());
        LibC.close(wake);
      }
    }
  }

  private boolean isHeldBack() {
    synchronized (lock) {
      return heldBack;
    }
  }

  private boolean isClosing() {
    synchronized (lock) {
      return closing;
    }
  }

  /** What the master is ready for; waits for it only while somebody has the slave open. */
  private int await() {
    try (Memory descriptors = new Memory(2L * POLLFD_SIZE)) {
      int patience;
      synchronized (lock) {
        patience = open ? FOR_EVER : 0;
        descriptors.setInt(0, pair.master());
        int wanted = (heldBack ? 0 : LibC.POLLIN) | (outgoing.isEmpty() ? 0 : LibC.POLLOUT);
        descriptors.setShort(EVENTS, (short) wanted);
        descriptors.setShort(REVENTS, (short) 0);
        descriptors.setInt(POLLFD_SIZE, wake);
        descriptors.setShort(POLLFD_SIZE + EVENTS, LibC.POLLIN);
        descriptors.setShort(POLLFD_SIZE + REVENTS, (short) 0);
      }
      LibC.poll(descriptors, new NativeLong(2), patience);
      int events = descriptors.getShort(REVENTS);
      if (descriptors.getShort(POLLFD_SIZE + REVENTS) != 0) {
        LibC.read(wake, new byte[Long.BYTES], new NativeLong(Long.BYTES));
      }
      if ((events & LibC.POLLOUT) != 0) {
        synchronized (lock) {
          flush();
        }
      }
      return events;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == LibC.EINTR) {
        return isOpen() ? 0 : LibC.POLLHUP;
      }
      throw e;
    }
  }

  private void noteOpened() {
    synchronized (lock) {
      if (open) {
        return;
      }
      open = true;
    }
    listener.opened();
  }

  private void noteClosed() {
    synchronized (lock) {
      if (!open) {
        return;
      }
      open = false;
      outgoing.clear();
      forget();
    }
    listener.closed();
  }

  /**
   * Leaves nothing of the last user to the next: unread octets, terminal settings, TIOCEXCL. The
   * last outlives a user that crashed, and then only root can open the slave: a new pair helps.
   */
  private void forget() {
    LibC.makeRaw(pair.master());
    try {
      int fd = LibC.open(pair.slave(), Pair.FLAGS | LibC.O_NONBLOCK);
      LibC.release(fd);
      LibC.close(fd);
    } catch (LastErrorException e) {
      if (e.getErrorCode() == LibC.EBUSY && nobodyHasOpened()) {
        renew();
      }
    }
  }

  private boolean nobodyHasOpened() {
    try (Memory descriptor = new Memory(POLLFD_SIZE)) {
      descriptor.setInt(0, pair.master());
      descriptor.setShort(EVENTS, (short) 0);
      descriptor.setShort(REVENTS, (short) 0);
      LibC.poll(descriptor, new NativeLong(1), 0);
      return (descriptor.getShort(REVENTS) & LibC.POLLHUP) != 0;
    }
  }

  private void renew() {
    Pair fresh = Pair.make();
    try {
      link.pointTo(fresh.slave());
    } catch (IOException e) {
      // The link's folder has gone: who had the old path can still use it.
      LibC.close(fresh.master());
      return;
    }
    LibC.close(pair.master());
    pair = fresh;
  }

  private void readAll() {
    while (true) {
      int count;
      try {
        count = LibC.read(pair.master(), buffer, new NativeLong(buffer.length)).intValue();
      } catch (LastErrorException e) {
        switch (e.getErrorCode()) {
          case LibC.EINTR -> {
            continue;
          }
          case LibC.EAGAIN, LibC.EIO -> {
            return;
          }
          default -> throw e;
        }
      }
      if (count <= 0) {
        return;
      }
      listener.received(Bytes.copyOf(buffer, 0, count));
    }
  }

  private void flush() {
    while (!outgoing.isEmpty()) {
      try {
        byte[] all = outgoing.all();
        outgoing.written(LibC.write(pair.master(), all, new NativeLong(all.length)).intValue());
      } catch (LastErrorException e) {
        if (e.getErrorCode() == LibC.EINTR) {
          continue;
        }
        return; // EAGAIN: the other end does not read; EIO: it is closing.
      }
    }
  }

  private void wakeReader() {
    byte[] one = new byte[Long.BYTES];
    one[0] = 1;
    LibC.write(wake, one, new NativeLong(one.length));
  }

  /** A master's descriptor and its slave's path. */
  private record Pair(int master, String slave) {
    static final int FLAGS = LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_CLOEXEC;

    static Pair make() {
      int master = LibC.posix_openpt(FLAGS | LibC.O_NONBLOCK);
      LibC.grantpt(master);
      LibC.unlockpt(master);
      String slave = LibC.slaveOf(master);
      LibC.makeRaw(master);
      // Once opened and closed, Linux reports "nobody has it open"; before, it reports nothing.
      LibC.close(LibC.open(slave, FLAGS));
      return new Pair(master, slave);
    }
  }
}
