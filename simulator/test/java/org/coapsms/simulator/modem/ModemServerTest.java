package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jssc.SerialPort;
import jssc.SerialPortException;
import org.coapsms.codec.Address;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ModemServerTest {
  private static final Address SIM = Address.international("491700000009");
  private static final ModemProfile GENERIC = ModemProfiles.load("generic-27005");

  @TempDir private Path folder;

  private final NetworkLoop loop =
      new NetworkLoop(new MobileNetwork(RadioConditions.defaults(), new Random(1)));

  @AfterEach
  void stopNetwork() {
    loop.close();
  }

  @Test
  @Tag("modem-acceptance-1")
  void speaksOverTcpWithOneProgramAtATime() throws Exception {
    try (ModemServer modem = ModemServer.start(loop, GENERIC, SIM, "tcp:0")) {
      int port = Integer.parseInt(modem.link().substring("tcp:".length()));
      try (Socket first = connect(port)) {
        assertThat(ask(first, "ATE0\r", 11)).isEqualTo("ATE0\r\r\nOK\r\n");
        assertThat(modem.view().get().open()).isTrue();
        try (Socket second = connect(port)) {
          assertThat(second.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(ask(first, "AT\r", 6)).isEqualTo("\r\nOK\r\n");
      }
    }
  }

  @Test
  @Tag("modem-acceptance-1")
  @Tag("modem-acceptance-2")
  @EnabledOnOs(OS.LINUX)
  void speaksWithTheLibraryOfTheBridge() throws Exception {
    String link = folder.resolve("modem").toString();
    try (ModemServer modem = ModemServer.start(loop, GENERIC, SIM, link)) {
      for (int round = 0; round < 2; round++) {
        SerialPort port = new SerialPort(link);
        assertThat(port.openPort()).isTrue();
        // False on a pseudo-terminal, which has no DTR, although the rest is applied.
        assertThat(port.setParams(115_200, 8, 1, SerialPort.PARITY_NONE)).isFalse();
        assertThat(port.setDTR(true)).isFalse();
        port.writeBytes("AT+CSQ\r".getBytes(StandardCharsets.US_ASCII));
        assertThat(read(port, 27)).isEqualTo("AT+CSQ\r\r\n+CSQ: 22,0\r\n\r\nOK\r\n");
        assertThat(modem.view().get().open()).isTrue();
        port.closePort();
      }
    }
    assertThat(Files.exists(Path.of(link))).isFalse();
  }

  @Test
  @Tag("modem-acceptance-1")
  @EnabledOnOs(OS.LINUX)
  void isUnpluggedAndPluggedInUnderAnotherName() throws Exception {
    String link = folder.resolve("modem").toString();
    String other = folder.resolve("other").toString();
    try (ModemServer modem = ModemServer.start(loop, GENERIC, SIM, link)) {
      SerialPort port = new SerialPort(link);
      port.openPort();
      assertThat(modem.unplug().get()).isTrue();

      assertThatThrownBy(port::getInputBufferBytesCount).isInstanceOf(SerialPortException.class);
      port.closePort();
      assertThat(Files.exists(Path.of(link))).isFalse();
      assertThat(modem.plugInto(other).get()).isEqualTo(other);
      SerialPort again = new SerialPort(modem.link());
      again.openPort();
      again.writeBytes("AT\r".getBytes(StandardCharsets.US_ASCII));
      assertThat(read(again, 9)).isEqualTo("AT\r\r\nOK\r\n");
      again.closePort();
    }
    assertThat(Files.exists(Path.of(other))).isFalse();
  }

  @Test
  @Tag("modem-acceptance-9")
  @EnabledOnOs(OS.LINUX)
  void understandsOnlyTheSpeedThatItHas() throws Exception {
    String link = folder.resolve("modem").toString();
    ModemOptions at9600 = ModemOptions.usual().withBaud(9600);
    try (ModemServer modem = ModemServer.start(loop, GENERIC, SIM, link, at9600, trace -> {})) {
      SerialPort port = new SerialPort(modem.link());
      port.openPort();
      port.setParams(115_200, 8, 1, SerialPort.PARITY_NONE);
      port.writeBytes("AT\r".getBytes(StandardCharsets.US_ASCII));
      assertThat(read(port, 3)).isNotEqualTo("AT\r");
      port.setParams(9600, 8, 1, SerialPort.PARITY_NONE);
      port.writeBytes("\rAT\r".getBytes(StandardCharsets.US_ASCII));
      assertThat(read(port, 10)).isEqualTo("\rAT\r\r\nOK\r\n");
      port.closePort();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void showsHowItStands() throws Exception {
    String link = folder.resolve("modem").toString();
    try (ModemServer modem = ModemServer.start(loop, GENERIC, SIM, link)) {
      ModemView view = modem.view().get();

      assertThat(view.link()).isEqualTo(link);
      assertThat(view.number()).isEqualTo(SIM);
      assertThat(view.profile()).isEqualTo("generic-27005");
      assertThat(view.open()).isFalse();
      assertThat(view.registered()).isTrue();
      assertThat(view.stored()).containsEntry("SM", 0);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNothingBehindWhenItCannotStart() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");

    assertThatThrownBy(() -> ModemServer.start(loop, GENERIC, SIM, file.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("stays");

    try (ModemServer modem = ModemServer.start(loop, GENERIC, SIM, "tcp:0")) {
      assertThatThrownBy(() -> ModemServer.start(loop, GENERIC, SIM, "tcp:0"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is taken");
      assertThat(modem.number()).isEqualTo(SIM);
    }
    assertThat(file).hasContent("precious");
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static String ask(Socket socket, String command, int length) throws IOException {
    socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  private static String read(SerialPort port, int length) throws SerialPortException {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int available = port.getInputBufferBytesCount();
      if (available > 0) {
        text.append(new String(port.readBytes(available), StandardCharsets.US_ASCII));
      } else {
        assertThat(Thread.interrupted()).as("only %s came", text).isFalse();
        LockSupport.parkNanos(1_000_000);
      }
    }
    return text.toString();
  }
}
