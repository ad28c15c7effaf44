package org.coapsms.codec.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.coapsms.codec.Bytes;

class SmppFuzzTest {
  @FuzzTest
  void anyOctetsAreAPduOrMalformed(byte[] octets) {
    Bytes given = Bytes.copyOf(octets);
    try {
      Pdu pdu = Pdu.decode(given);

      assertThat(Pdu.decode(pdu.encode())).isEqualTo(pdu);
    } catch (MalformedPdu malformed) {
      assertThat(malformed.offset()).isBetween(0, given.size());
      assertThat(malformed.replyWith()).isNotEqualTo(CommandStatus.ESME_ROK);
    }
  }

  /** The same with a length that fits, so that the fuzzer need not find it. */
  @FuzzTest
  void anyBodyIsAPduOrMalformed(byte[] octets) {
    Bytes given = Bytes.copyOf(octets);
    if (given.size() >= 12) {
      int size = given.size() + 4;
      Bytes whole = Bytes.of(size >>> 24, size >>> 16, size >>> 8, size).plus(given);
      anyOctetsAreAPduOrMalformed(whole.toArray());
    }
  }

  @FuzzTest
  void anyTextIsATimeOrMalformed(byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    try {
      SmppTime time = SmppTime.parse(text);

      assertThat(SmppTime.parse(time.toString())).isEqualTo(time);
    } catch (MalformedPdu malformed) {
      assertThat(malformed.offset()).isBetween(0, text.length());
    }
  }
}
