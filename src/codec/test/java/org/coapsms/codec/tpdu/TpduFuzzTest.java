package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.coapsms.codec.Bytes;

class TpduFuzzTest {
  @FuzzTest
  void anyOctetsAreATpduOrMalformed(byte[] octets) {
    AnyTpdu.check(Bytes.copyOf(octets));
  }

  @FuzzTest
  void anyOctetsAreAHeaderOrMalformed(byte[] octets) {
    Bytes given = Bytes.copyOf(octets);
    try {
      UserDataHeader header = UserDataHeader.decode(given);

      assertThat(header.size()).isEqualTo(header.encode().size());
      if (!header.isEmpty()) {
        assertThat(header.encode()).isEqualTo(given);
      }
    } catch (MalformedTpdu malformed) {
      assertThat(malformed.offset()).isBetween(0, given.size());
    }
  }

  /** The first octet is the data coding, the second the length and whether there is a header. */
  @FuzzTest
  void anyOctetsAreUserDataOrMalformed(byte[] octets) {
    if (octets.length < 2) {
      return;
    }
    Bytes given = Bytes.copyOf(octets).from(2);
    DataCoding coding = new DataCoding(octets[0] & 0xFF);
    try {
      UserData data = UserData.decode(coding, (octets[1] & 1) == 0, octets[1] & 0xFF, given);

      assertThat(data.encode(coding).size()).isLessThanOrEqualTo(given.size() + 1);
      if (coding.isText()) {
        assertThat(data.text(coding)).isNotNull();
      }
    } catch (MalformedTpdu malformed) {
      assertThat(malformed.offset()).isBetween(0, given.size());
    }
  }
}
