package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.join;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;
import static org.coapsms.carrier.smpp.ScriptedSmsc.tlv;

import java.util.stream.IntStream;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CongestionTest {
  private final Congestion congestion = new Congestion(8);

  @Test
  void halvesOnceForAllThatWasUnderWay() {
    assertThat(congestion.after(95)).isEqualTo(4);
    assertThat(answers(3, 95)).isEqualTo(4);
    assertThat(answers(1, 95)).isEqualTo(2);
    assertThat(answers(100, 100)).isEqualTo(1);
  }

  @Test
  void growsSlowlyAgainAndHoldsTheOptimum() {
    assertThat(congestion.after(90)).isEqualTo(4);
    assertThat(answers(100, 85)).isEqualTo(4);
    assertThat(answers(1, 50)).isEqualTo(5);
    assertThat(answers(4, 50)).isEqualTo(5);
    assertThat(answers(1, 50)).isEqualTo(6);
    assertThat(answers(100, 0)).isEqualTo(8);
  }

  @Test
  void findsItBehindTheIdAndOtherTlvs() {
    byte[] body = join(text("id"), tlv(0x001D, text("busy")), tlv(0x0428, octets(93)));

    assertThat(Congestion.level(Bytes.copyOf(body))).hasValue(93);
  }

  // Every one was seen, or could be: no id at all, no NUL, a TLV that ends too early.
  @ParameterizedTest
  @ValueSource(strings = {"", "00", "6964", "696400", "69640004", "69640004280001", "00ffffffff01"})
  void findsNothingInTheBodyOfOtherSmscs(String hex) {
    assertThat(Congestion.level(Bytes.fromHex(hex))).isEmpty();
  }

  private int answers(int count, int level) {
    return IntStream.range(0, count)
        .map(i -> congestion.after(level))
        .reduce((a, b) -> b)
        .orElse(0);
  }
}
