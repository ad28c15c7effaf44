package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Behaves as Linux pseudo-terminals do on {@code /dev/pts}. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PseudoTerminalTest {
  private static final NativeLong TIOCEXCL = new NativeLong(0x540C);
  private static final NativeLong TIOCGEXCL = new NativeLong(0x80045440L);

  @TempDir private Path folder;

  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final SerialLine.Listener listener =
      new SerialLine.Listener() {
        @Override
        public void opened() {
          heard.add("opened");
        }

        @Override
        public void received(Bytes octets) {
          heard.add(octets.toHex());
        }

        @Override
        public void closed() {
          heard.add("closed");
        }
      };

  @Test
  void carriesEveryOctetBothWays() throws Exception {
    Path link = folder.resolve("modem");
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    try (PseudoTerminal terminal = PseudoTerminal.open(link, listener);
        RandomAccessFile user = new RandomAccessFile(link.toFile(), "rw")) {
      assertThat(next()).isEqualTo("opened");
      user.write(all);
      StringBuilder received = new StringBuilder();
      while (received.length() < 2 * all.length) {
        received.append(next());
      }
      assertThat(received.toString()).isEqualTo(Bytes.copyOf(all).toHex());

      terminal.write(Bytes.copyOf(all));
      byte[] read = new byte[all.length];
      user.readFully(read);
      assertThat(read).isEqualTo(all);
    }

    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void dropsWhatNobodyReads() throws Exception {
    Path link = folder.resolve("modem");
    try (PseudoTerminal terminal = PseudoTerminal.open(link, listener)) {
      terminal.write(Bytes.ofAscii("before"));
      try (FileInputStream user = new FileInputStream(link.toFile())) {
        assertThat(next()).isEqualTo("opened");
        terminal.write(Bytes.ofAscii("unread"));
        assertThat(user.getFD().valid()).isTrue();
      }
      assertThat(next()).isEqualTo("closed");
      assertThat(terminal.isOpen()).isFalse();
      terminal.write(Bytes.ofAscii("between"));

      try (FileInputStream user = new FileInputStream(link.toFile())) {
        assertThat(next()).isEqualTo("opened");
        terminal.write(Bytes.ofAscii("now"));
        byte[] read = new byte[64];
        assertThat(new String(read, 0, user.read(read), StandardCharsets.US_ASCII))
            .isEqualTo("now");
      }
    }
  }

  @Test
  void hearsAllThatWasWrittenBeforeAClose() throws Exception {
    Path link = folder.resolve("modem");
    try (PseudoTerminal terminal = PseudoTerminal.open(link, listener)) {
      try (FileOutputStream user = new FileOutputStream(link.toFile())) {
        user.write("AT\r".getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(next()).isEqualTo("opened");
      assertThat(next()).isEqualTo("41540d");
      assertThat(next()).isEqualTo("closed");
      assertThat(terminal.link()).isEqualTo(link.toString());
    }
  }

  @Test
  void neverBlocksOnAUserThatDoesNotRead() throws Exception {
    Path link = folder.resolve("modem");
    byte[] much = new byte[48 * 1024];
    Arrays.fill(much, (byte) 'x');
    try (PseudoTerminal terminal = PseudoTerminal.open(link, listener);
        RandomAccessFile user = new RandomAccessFile(link.toFile(), "rw")) {
      assertThat(next()).isEqualTo("opened");

      // More than the kernel's 20 KiB: the rest follows as the user reads.
      terminal.write(Bytes.copyOf(much));

      byte[] read = new byte[much.length];
      user.readFully(read);
      assertThat(read).isEqualTo(much);
    }
  }

  @Test
  void freesTheTerminalFromAUserThatDiedWhileItWasExclusive() throws Exception {
    Path link = folder.resolve("modem");
    try (PseudoTerminal terminal = PseudoTerminal.open(link, listener)) {
      int user = LibC.open(link.toString(), LibC.O_RDWR | LibC.O_NOCTTY);
      assertThat(next()).isEqualTo("opened");
      Exclusive.ioctl(user, TIOCEXCL, Pointer.NULL);
      assertThat(isExclusive(user)).isTrue();
      LibC.close(user);
      assertThat(next()).isEqualTo("closed");

      int another = LibC.open(link.toString(), LibC.O_RDWR | LibC.O_NOCTTY);
      assertThat(next()).isEqualTo("opened");
      assertThat(isExclusive(another)).isFalse();
      LibC.close(another);
      assertThat(next()).isEqualTo("closed");
      assertThat(terminal.isOpen()).isFalse();
    }
  }

  @Test
  void replacesItsOwnKindOfLinkOnly() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path device = Files.createSymbolicLink(folder.resolve("ttyUSB0"), Path.of("/dev/ttyUSB0"));
    Path left = Files.createSymbolicLink(folder.resolve("left"), Path.of("/dev/pts/123456789"));

    assertThatThrownBy(() -> PseudoTerminal.open(file, listener))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> PseudoTerminal.open(device, listener))
        .isInstanceOf(FileAlreadyExistsException.class);
    try (PseudoTerminal terminal = PseudoTerminal.open(left, listener)) {
      assertThat(Files.readSymbolicLink(left)).isNotEqualTo(Path.of("/dev/pts/123456789"));
      assertThat(terminal.isOpen()).isFalse();
    }

    assertThat(file).hasContent("precious");
    assertThat(Files.readSymbolicLink(device)).isEqualTo(Path.of("/dev/ttyUSB0"));
  }

  @Test
  void leavesALinkThatAnotherHasTakenOver() throws Exception {
    Path link = folder.resolve("modem");
    PseudoTerminal first = PseudoTerminal.open(link, listener);
    try (PseudoTerminal second = PseudoTerminal.open(link, listener)) {
      first.close();

      assertThat(Files.isSymbolicLink(link)).isTrue();
      assertThat(second.isOpen()).isFalse();
    }
  }

  @Test
  void restsWhileNobodyHasItOpen() throws Exception {
    Path link = folder.resolve("modem");
    try (PseudoTerminal terminal = PseudoTerminal.open(link, listener)) {
      try (RandomAccessFile user = new RandomAccessFile(link.toFile(), "rw")) {
        assertThat(next()).isEqualTo("opened");
        assertThat(user.getFD().valid()).isTrue();
      }
      assertThat(next()).isEqualTo("closed");

      long before = readerNanos();
      assertThat(heard.poll(1, TimeUnit.SECONDS)).isNull();
      // One look takes microseconds, and there are fifty of them.
      assertThat(Duration.ofNanos(readerNanos() - before)).isLessThan(Duration.ofMillis(200));
      assertThat(terminal.isOpen()).isFalse();
    }
  }

  private static long readerNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getAllThreadIds())
        .filter(id -> threads.getThreadInfo(id) != null)
        .filter(id -> threads.getThreadInfo(id).getThreadName().equals("pty modem"))
        .map(threads::getThreadCpuTime)
        .sum();
  }

  private String next() throws InterruptedException, IOException {
    String event = heard.poll(10, TimeUnit.SECONDS);
    if (event == null) {
      throw new IOException("nothing was heard for ten seconds");
    }
    return event;
  }

  private static boolean isExclusive(int slave) {
    try (Memory answer = new Memory(4)) {
      Exclusive.ioctl(slave, TIOCGEXCL, answer);
      return answer.getInt(0) != 0;
    }
  }

  /** The one call that only a user of a terminal makes. */
  private static final class Exclusive {
    static {
      Native.register(Exclusive.class, "c");
    }

    static native int ioctl(int fd, NativeLong request, Pointer argument);
  }
}
