package org.coapsms.codec.gsm7;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.coapsms.codec.Bytes;

class GsmAlphabetFuzzTest {
  @FuzzTest
  void anySeptetsAreText(byte[] octets) {
    Bytes septets = Bytes.copyOf(octets);

    String text = GsmAlphabet.decode(septets);

    // What was undefined is now a space or a plain character; from here on nothing changes.
    assertThat(GsmAlphabet.decode(GsmAlphabet.encode(text))).isEqualTo(text);
    assertThat(Septets.unpack(septets, Septets.capacity(octets.length)).size())
        .isEqualTo(Septets.capacity(octets.length));
  }

  @FuzzTest
  void anyTextIsEncodedOrRefused(byte[] octets) {
    String text = new String(octets, StandardCharsets.UTF_8);

    if (GsmAlphabet.canEncode(text)) {
      assertThat(GsmAlphabet.decode(GsmAlphabet.encode(text))).isEqualTo(text);
    }
  }
}
