package org.coapsms.codec.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.coapsms.codec.Bytes;

class ReceiptFuzzTest {
  @FuzzTest
  void anyOctetsAreAReceiptOrMalformed(byte[] octets) {
    Bytes given = Bytes.copyOf(octets);
    try {
      ReceiptText receipt = ReceiptText.parse(given);

      assertThat(receipt.id().isPresent() || receipt.stat().isPresent()).isTrue();
    } catch (MalformedReceipt malformed) {
      assertThat(malformed.offset()).isBetween(0, given.size());
    }
  }
}
