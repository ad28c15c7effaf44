package org.coapsms.carrier.modem.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lock files as minicom, gammu and smstools write and read them (FHS 3.0, 5.9). */
@Tag("modem-failure-35")
class PortLockTest {
  @TempDir private Path folder;

  private static long me() {
    return ProcessHandle.current().pid();
  }

  @Test
  void writesTheNumberOfTheProcessInTenColumnsAndRemovesItAgain() throws IOException {
    Path file = folder.resolve("LCK..ttyUSB7");

    try (PortLock lock = PortLock.take(folder, "/dev/ttyUSB7")) {
      assertThat(lock).isNotNull();
      assertThat(Files.readString(file)).isEqualTo(String.format("%10d\n", me()));
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void locksTheDeviceBehindALink() throws IOException {
    Path device = Files.createFile(folder.resolve("ttyACM3"));
    Path locks = Files.createDirectory(folder.resolve("lock"));
    Path link = Files.createSymbolicLink(folder.resolve("usb-Quectel-if02"), device);

    try (PortLock lock = PortLock.take(locks, link.toString())) {
      assertThat(lock).isNotNull();
      assertThat(locks.resolve("LCK..ttyACM3")).exists();
    }
  }

  @Test
  void namesTheProcessThatHasThePort() throws IOException {
    // The parent of this process lives as long as this one.
    long other = ProcessHandle.current().parent().orElseThrow().pid();
    Files.writeString(folder.resolve("LCK..ttyUSB7"), String.format("%10d\n", other));

    assertThatThrownBy(() -> PortLock.take(folder, "/dev/ttyUSB7"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/dev/ttyUSB7 is in use by process " + other);
    assertThat(folder.resolve("LCK..ttyUSB7")).exists();
  }

  @Test
  void tellsTwoCarriersOfOneProgramApart() throws IOException {
    try (PortLock lock = PortLock.take(folder, "/dev/ttyUSB7")) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> PortLock.take(folder, "/dev/ttyUSB7"))
          .hasMessageContaining("another carrier of this program");
    }
  }

  @Test
  void breaksTheLockOfAProcessThatIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    assertThat(gone.waitFor(20, TimeUnit.SECONDS)).isTrue();
    Path file = folder.resolve("LCK..ttyUSB7");
    Files.writeString(file, String.format("%10d smsd root\n", gone.pid()));

    try (PortLock lock = PortLock.take(folder, "/dev/ttyUSB7")) {
      assertThat(lock).isNotNull();
      assertThat(Files.readString(file)).contains(Long.toString(me()));
    }
  }

  @Test
  void breaksALockThatNamesNobody() throws IOException {
    Files.write(folder.resolve("LCK..ttyUSB7"), "nobody".getBytes(StandardCharsets.US_ASCII));

    try (PortLock lock = PortLock.take(folder, "/dev/ttyUSB7")) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void goesWithoutALockWhereNoneCanBeWritten() throws IOException {
    try (PortLock lock = PortLock.take(folder.resolve("absent"), "/dev/ttyUSB7")) {
      assertThat(lock).isNotNull();
    }
    assertThat(folder).isEmptyDirectory();
  }
}
