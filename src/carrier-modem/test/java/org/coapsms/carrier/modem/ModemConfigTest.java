package org.coapsms.carrier.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.coapsms.carrier.modem.ModemConfig.Problem;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;
import org.junit.jupiter.api.Test;

class ModemConfigTest {
  private static final CarrierId ID = new CarrierId("sim-1");

  @Test
  void namesAllProblemsAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ModemConfig(
                    ID,
                    "tcp://nowhere",
                    Optional.of(9),
                    " ",
                    Optional.of(Address.parse("me")),
                    Optional.of("12"),
                    Optional.of(Address.parse("+")),
                    Optional.of("26202"),
                    Optional.empty()))
        .withMessageContainingAll(
            "port: ", "baud: ", "profile: ", "ownNumber: ", "pin: ", "smsc: ", "imsi: ")
        .withMessageNotContaining("\"12\"");
  }

  @Test
  void checksTheFormOfAPort() {
    assertThat(problems("/dev/ttyUSB2")).isEmpty();
    assertThat(problems("COM3")).isEmpty();
    assertThat(problems("tcp://127.0.0.1:7000")).isEmpty();
    assertThat(problems("tcp://[::1]:7000")).isEmpty();
    assertThat(problems("")).extracting(Problem::key).containsExactly("port");
    assertThat(problems("tcp:7000")).extracting(Problem::key).containsExactly("port");
    assertThat(problems("tcp://a b:1")).extracting(Problem::key).containsExactly("port");
  }

  @Test
  void keepsThePinToItself() {
    assertThat(ModemConfig.of(ID, "/dev/ttyUSB2").withPin("4711").toString())
        .doesNotContain("4711");
  }

  private static List<Problem> problems(String port) {
    return ModemConfig.problems(
        port,
        Optional.empty(),
        ModemConfig.AUTO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
