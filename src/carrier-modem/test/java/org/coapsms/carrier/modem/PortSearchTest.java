package org.coapsms.carrier.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.coapsms.carrier.modem.PortSearch.Attempt;
import org.coapsms.carrier.modem.discovery.SerialDevice;
import org.coapsms.carrier.modem.discovery.UsbInterface;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.carrier.modem.line.TcpSerialLine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PortSearchTest {
  private final List<SerialDevice> devices = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();

  private PortSearch search(String port, Integer... bauds) {
    return new PortSearch(
        PortSelector.parse(port), List.of(bauds), () -> List.copyOf(devices), this::line);
  }

  private SerialLine line(Attempt attempt) {
    attempts.add(attempt);
    return new TcpSerialLine("127.0.0.1", 1); // never opened
  }

  private static SerialDevice stick(String path, int interfaceNumber) {
    return new SerialDevice(
        Path.of(path),
        List.of(),
        List.of(),
        Optional.of("option"),
        Optional.of(
            new UsbInterface(
                0x2c7c,
                0x0125,
                OptionalInt.of(interfaceNumber),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  private static SerialDevice port(String path) {
    return new SerialDevice(
        Path.of(path), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** What is tried in a round in which nobody answers. */
  private List<Attempt> round(PortSearch search) throws IOException {
    attempts.clear();
    do {
      search.next();
    } while (search.moveOn());
    return List.copyOf(attempts);
  }

  @Test
  @Tag("modem-failure-24")
  void triesEachSpeedOfADevice() throws IOException {
    assertThat(round(search("/dev/ttyS0", 115_200, 9600)))
        .containsExactly(new Attempt("/dev/ttyS0", 115_200), new Attempt("/dev/ttyS0", 9600));
  }

  @Test
  @Tag("modem-failure-24")
  void beginsWithTheSpeedThatHasWorked() throws IOException {
    PortSearch search = search("/dev/ttyS0", 115_200, 9600, 57_600);
    search.next();
    search.moveOn();
    search.next();
    search.found();

    assertThat(round(search).get(0)).isEqualTo(new Attempt("/dev/ttyS0", 9600));
  }

  @Test
  void hasOneSpeedOverTcp() throws IOException {
    assertThat(round(search("tcp://127.0.0.1:7000", 115_200, 9600)))
        .containsExactly(new Attempt("tcp://127.0.0.1:7000", 115_200));
  }

  @Test
  @Tag("modem-failure-22")
  void looksForAModemBehindEveryPortAndFirstWhereItWas() throws IOException {
    devices.addAll(List.of(port("/dev/ttyUSB0"), port("/dev/ttyUSB1"), port("/dev/ttyUSB2")));
    PortSearch search = search("imei:356938035643809", 115_200);
    assertThat(round(search)).extracting(Attempt::port).hasSize(3);
    search.next();
    search.moveOn();
    search.next();
    search.found();

    assertThat(round(search))
        .extracting(Attempt::port)
        .containsExactly("/dev/ttyUSB1", "/dev/ttyUSB0", "/dev/ttyUSB2");
  }

  @Test
  @Tag("modem-failure-22")
  void noticesThatAModemWasPluggedInUnderAnotherName() throws IOException {
    devices.add(port("/dev/ttyUSB0"));
    PortSearch search = search("imei:356938035643809", 115_200);
    search.next();
    search.found();
    round(search);
    assertThat(search.hasNews()).isFalse();

    devices.clear();
    devices.add(port("/dev/ttyUSB5"));

    assertThat(search.hasNews()).isTrue();
    assertThat(round(search)).extracting(Attempt::port).containsExactly("/dev/ttyUSB5");
  }

  @Test
  void takesTheInterfaceOfAStickThatIsMeant() throws IOException {
    devices.addAll(List.of(port("/dev/ttyS0"), stick("/dev/ttyUSB0", 0), stick("/dev/ttyUSB2", 2)));

    assertThat(round(search("usb:2C7C:0125:02", 115_200)))
        .extracting(Attempt::port)
        .containsExactly("/dev/ttyUSB2");
    assertThat(round(search("usb:2c7c:0125", 115_200)))
        .extracting(Attempt::port)
        .containsExactly("/dev/ttyUSB0", "/dev/ttyUSB2");
  }

  @Test
  void saysThatNothingIsThere() {
    assertThatThrownBy(() -> search("usb:2c7c:0125:02", 115_200).next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("usb:2c7c:0125");
    assertThatThrownBy(() -> search("imei:356938035643809", 115_200).next())
        .hasMessageNotContaining("35693803");
  }

  @Test
  void findsAPathInItsFolder() throws IOException {
    assertThat(round(search("by-path:pci-0000:00:14.0-usb-0:2:1.2-port0", 115_200)))
        .extracting(Attempt::port)
        .containsExactly("/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.2-port0");
  }
}
