package org.coapsms.carrier.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortSelectorTest {

  @Test
  void knowsEveryForm() {
    assertThat(PortSelector.parse("/dev/ttyUSB2"))
        .isEqualTo(new PortSelector.Device("/dev/ttyUSB2"));
    assertThat(PortSelector.parse("COM3")).isEqualTo(new PortSelector.Device("COM3"));
    assertThat(PortSelector.parse("tcp://127.0.0.1:7000"))
        .isEqualTo(new PortSelector.Tcp("127.0.0.1", 7000));
    assertThat(PortSelector.parse("imei:356938035643809"))
        .isEqualTo(new PortSelector.Imei("356938035643809"));
    assertThat(PortSelector.parse("imsi:262021234567890"))
        .isEqualTo(new PortSelector.Imsi("262021234567890"));
    assertThat(PortSelector.parse("usb:2C7C:0125"))
        .isEqualTo(new PortSelector.Usb("2c7c", "0125", Optional.empty()));
    assertThat(PortSelector.parse("by-id:usb-Quectel_EC25-if02-port0"))
        .isEqualTo(new PortSelector.Device("/dev/serial/by-id/usb-Quectel_EC25-if02-port0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tcp://nowhere",
        "tcp:7000",
        "imei:1234",
        "imei:35693803564380X",
        "imsi:",
        "usb:12d1",
        "usb:12d1:1c05:2",
        "usb:12d1:xyz1",
        "by-path:",
        "by-path:../../passwd"
      })
  void refusesWhatNamesNothing(String port) {
    assertThatIllegalArgumentException().isThrownBy(() -> PortSelector.parse(port));
  }

  @Test
  void keepsASerialNumberToItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortSelector.parse("imsi:26202123456789012"))
        .withMessageNotContaining("2620212");
  }
}
