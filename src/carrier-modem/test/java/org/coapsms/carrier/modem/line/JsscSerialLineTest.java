package org.coapsms.carrier.modem.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** jSSC on a real pseudo-terminal, where it was seen to spin, to hang and to say nothing. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JsscSerialLineTest {
  @TempDir private Path folder;

  private final ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(1);
  private NetworkLoop loop;
  private ModemServer modem;

  @BeforeEach
  void plugIn() throws IOException {
    loop = new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));
    modem =
        ModemServer.start(
            loop,
            ModemProfiles.load("generic-27005"),
            Address.international("491700000009"),
            folder.resolve("modem").toString());
  }

  @AfterEach
  void unplug() {
    modem.close();
    loop.close();
    watchdog.shutdownNow();
  }

  private JsscSerialLine line(Optional<Path> locks) {
    return new JsscSerialLine(
        modem.link(), new SerialSettings(115_200, false, true, locks), watchdog);
  }

  private static Bytes awaited(SerialLine line) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Bytes arrived = line.read();
    while (arrived.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      arrived = line.read();
    }
    return arrived;
  }

  @Test
  @Tag("modem-failure-35")
  void holdsALockWhileItIsOpen() throws IOException {
    Path locks = Files.createDirectory(folder.resolve("lock"));
    String name = "LCK.." + Path.of(modem.link()).toRealPath().getFileName();
    JsscSerialLine line = line(Optional.of(locks));

    line.open();
    assertThat(locks.resolve(name)).exists();
    JsscSerialLine other = line(Optional.of(locks));
    assertThatThrownBy(other::open).hasMessageContaining("another carrier of this program");
    line.write(Bytes.ofAscii("AT\r"));
    assertThat(awaited(line).isEmpty()).isFalse();
    line.close();

    assertThat(locks).isEmptyDirectory();
    other.open();
    other.close();
  }

  @Test
  @Tag("modem-failure-23")
  void failsAtOnceWhenTheDeviceIsGone() throws IOException {
    JsscSerialLine line = line(Optional.empty());
    line.open();
    line.write(Bytes.ofAscii("AT\r"));
    awaited(line);

    assertThat(modem.unplug().join()).isTrue();

    assertThatThrownBy(() -> awaited(line)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> line.write(Bytes.ofAscii("AT\r"))).isInstanceOf(IOException.class);
    line.close();
  }
}
