package org.coapsms.codec.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.golden.GoldenFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoapGoldenTest {
  static List<GoldenFile> vectors() {
    return GoldenFile.all("coap");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void readsWhatTheVectorSaysAndWritesTheSameOctets(GoldenFile vector) throws MalformedCoap {
    CoapMessage message = CoapMessage.decode(vector.octets());

    assertThat(message).hasToString(vector.get("message"));
    vector
        .find("payload")
        .ifPresent(text -> assertThat(message.payload().toUtf8()).isEqualTo(text));
    assertThat(message.encode()).isEqualTo(vector.octets());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyTruncationIsAShorterMessageOrMalformedWithinIt(GoldenFile vector) {
    Bytes whole = vector.octets();
    for (int size = 0; size < whole.size(); size++) {
      Bytes cut = whole.slice(0, size);
      try {
        assertThat(CoapMessage.decode(cut).encode()).isEqualTo(cut);
      } catch (MalformedCoap malformed) {
        assertThat(malformed.offset()).isBetween(0, size);
      }
    }
    assertThatExceptionOfType(MalformedCoap.class)
        .isThrownBy(() -> CoapMessage.decode(whole.slice(0, 3)))
        .withMessageStartingWith("octet 3: ends before the Message ID");
  }
}
