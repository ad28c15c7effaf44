package org.coapsms.codec.coap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.coapsms.codec.Bytes;

class CoapFuzzTest {
  @FuzzTest
  void anyOctetsAreAMessageOrMalformed(byte[] octets) {
    Bytes given = Bytes.copyOf(octets);
    try {
      CoapMessage message = CoapMessage.decode(given);

      // Not the same octets: a sender may use longer forms of delta and length than needed.
      assertThat(CoapMessage.decode(message.encode())).isEqualTo(message);
      assertThat(message.encode().size()).isLessThanOrEqualTo(given.size());
    } catch (MalformedCoap malformed) {
      assertThat(malformed.offset()).isBetween(0, given.size());
    }
  }
}
