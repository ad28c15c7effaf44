package org.coapsms.codec.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.Malformed;

class DecoderFuzzTest {
  @FuzzTest
  void anyOctetsAreDecodedOrMalformed(byte[] octets) {
    Bytes given = Bytes.copyOf(octets);
    decode(given, Optional.empty());
    for (Kind kind : Kind.values()) {
      decode(given, Optional.of(kind));
    }
  }

  @FuzzTest
  void anyTextIsDecodedOrMalformed(byte[] octets) {
    String text = new String(octets, StandardCharsets.UTF_8);
    try {
      assertThat(Decoder.decode(text, Optional.empty()).toText()).isNotEmpty();
    } catch (Malformed malformed) {
      assertThat(malformed.offset()).isBetween(0, text.length());
    }
  }

  private static void decode(Bytes octets, Optional<Kind> as) {
    try {
      Decoded decoded = Decoder.decode(octets, as);

      assertThat(decoded.toText()).isNotEmpty();
      assertThat(DecodedGoldenTest.endOf(decoded.fields())).isEqualTo(octets.size());
    } catch (Malformed malformed) {
      assertThat(malformed.offset()).isBetween(0, octets.size());
    }
  }
}
