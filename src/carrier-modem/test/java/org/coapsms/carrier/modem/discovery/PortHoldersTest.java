package org.coapsms.carrier.modem.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.coapsms.carrier.modem.discovery.PortHolder.Sign;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHoldersTest {
  @TempDir private Path root;

  private Machine machine;
  private SerialDevice modem;

  @BeforeEach
  void layOut() {
    machine = new Machine(root);
    machine.usbPort("ttyUSB2", "1-1", 2, "option1");
    machine.alias("by-id", "usb-modem-if02", "ttyUSB2");
    machine.process(1, "systemd", "/dev/null");
    machine.process(900, "ModemManager", "/dev/null", "/dev/ttyUSB2");
    machine.process(4711, "minicom", "/dev/pts/0");
    modem = SerialDevices.under(root).at(machine.dev("ttyUSB2"));
  }

  private List<PortHolder> holders() {
    return PortHolders.under(root).of(modem);
  }

  @Test
  void namesTheProcessThatHasTheDeviceOpen() {
    assertThat(holders()).containsExactly(new PortHolder(900, "ModemManager", Sign.OPEN_FILE));
  }

  // FHS 3.0 §5.9: ten characters, right-aligned, and a line feed.
  @Test
  void namesTheProcessThatHasLockedIt() {
    machine.file("run/lock/LCK..ttyUSB2", "      4711\n");

    assertThat(holders())
        .extracting(PortHolder::toString)
        .containsExactly("ModemManager (process 900)", "minicom (process 4711), by its lock file");
  }

  @Test
  void knowsLocksOfItsOtherNamesAndInTheOldForm() {
    machine.file(
        "var/spool/uucp/LCK..usb-modem-if02",
        ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(4711).array());

    assertThat(holders()).contains(new PortHolder(4711, "minicom", Sign.LOCK_FILE));
  }

  @Test
  void aLockOfAProcessThatIsGoneIsNone() {
    machine.file("run/lock/LCK..ttyUSB2", "      4712\n");
    machine.file("var/lock/LCK..ttyUSB2", "what is this?");

    assertThat(holders()).extracting(PortHolder::pid).containsExactly(900L);
  }

  @Test
  void aProcessWithLockAndOpenFileCountsOnce() {
    machine.file("run/lock/LCK..ttyUSB2", "       900\n");

    assertThat(holders()).containsExactly(new PortHolder(900, "ModemManager", Sign.OPEN_FILE));
  }
}
