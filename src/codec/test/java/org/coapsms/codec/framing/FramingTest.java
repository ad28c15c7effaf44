package org.coapsms.codec.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
  private static final Ports PORTS = Framing.COAP_PORTS;

  @Test
  void marksAWholeMessageWithPorts() {
    // RFC 7925 figure 14, and the header of every program of modems.md that sends to 0x1633.
    assertThat(Framing.MARKED.header(PORTS).encode()).isEqualTo(Bytes.fromHex("06 05041633 1633"));
    assertThat(Framing.MARKED.header(Framing.COAPS_PORTS).encode())
        .isEqualTo(Bytes.fromHex("06 05041634 1634"));
    assertThat(Framing.MARKED.header(PORTS, 0x1234, 1, 1)).isEqualTo(Framing.MARKED.header(PORTS));
  }

  @Test
  void marksAPartWithPortsAndThenItsPlace() {
    assertThat(Framing.MARKED.header(PORTS, 0x1234, 3, 2).encode())
        .isEqualTo(Bytes.fromHex("0C 050416331633 080412340302"));
  }

  @Test
  void leavesAWholeMessageBare() {
    assertThat(Framing.BARE.header(PORTS).isEmpty()).isTrue();
    assertThat(Framing.BARE.header(PORTS, 7, 1, 1).isEmpty()).isTrue();
    assertThat(Framing.BARE.header(PORTS, 7, 2, 1).encode())
        .isEqualTo(Bytes.fromHex("05 0003070201"));
  }

  @Test
  void refusesReferencesThatDoNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> Framing.BARE.header(PORTS, 256, 2, 1));
    assertThat(Framing.BARE.references()).isEqualTo(256);
    assertThat(Framing.MARKED.references()).isEqualTo(65_536);
  }

  @ParameterizedTest
  // TS 23.040 leaves 140 octets: 133 and 134 behind one element, 127 behind both.
  @CsvSource({
    "MARKED, 0, 1", "MARKED, 133, 1", "MARKED, 134, 2", "MARKED, 254, 2", "MARKED, 255, 3",
    "MARKED, 32385, 255", "BARE, 140, 1", "BARE, 141, 2", "BARE, 268, 2", "BARE, 269, 3",
    "BARE, 34170, 255"
  })
  void countsParts(Framing framing, int octets, int parts) {
    assertThat(framing.parts(octets)).isEqualTo(parts);
  }

  @Test
  void refusesMessagesThatNoReferenceCanCount() {
    assertThatIllegalArgumentException().isThrownBy(() -> Framing.MARKED.parts(32_386));
    assertThatIllegalArgumentException().isThrownBy(() -> Framing.BARE.parts(34_171));
  }

  @ParameterizedTest
  @CsvSource({
    "00, OTHER", "13, OTHER", "14, DTLS", "1A, DTLS", "1B, OTHER", "1F, OTHER", "20, DTLS",
    "3F, DTLS", "40, COAP", "7F, COAP", "80, COMPACT", "BF, COMPACT", "C0, OTHER", "FF, OTHER"
  })
  void tellsPayloadsByTheirFirstOctet(String hex, PayloadKind kind) {
    assertThat(PayloadKind.of(Bytes.fromHex(hex + "00"))).isEqualTo(kind);
  }

  @Test
  void nothingIsNoMessage() {
    assertThat(PayloadKind.of(Bytes.EMPTY)).isEqualTo(PayloadKind.OTHER);
  }
}
