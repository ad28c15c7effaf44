package org.coapsms.codec.at;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class AtFuzzTest {
  @FuzzTest
  void anyLineIsUnderstoodOrKept(byte[] octets) {
    String line = new String(octets, StandardCharsets.ISO_8859_1);

    AtLine understood = AtLine.parse(line);

    if (understood instanceof AtLine.Other other) {
      assertThat(other.text()).isEqualTo(line.strip());
    } else if (understood instanceof AtLine.CmsError error) {
      assertThat(error.causeClass()).isNotNull();
    }
  }

  @FuzzTest
  void anyTestAnswerIsReadOrMalformed(byte[] octets) {
    String line = new String(octets, StandardCharsets.ISO_8859_1);
    try {
      assertThat(TestAnswer.parse(line).parameters()).isNotEmpty();
    } catch (MalformedAtLine malformed) {
      assertThat(malformed.offset()).isBetween(0, line.length());
    }
  }
}
