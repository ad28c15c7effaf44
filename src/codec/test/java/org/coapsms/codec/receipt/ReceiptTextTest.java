package org.coapsms.codec.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.golden.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTextTest {
  static List<GoldenFile> vectors() {
    return GoldenFile.all("receipt");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void readsWhatVendorsWrite(GoldenFile vector) throws MalformedReceipt {
    ReceiptText receipt = ReceiptText.parse(vector.get("receipt"));

    assertThat(receipt)
        .isEqualTo(
            new ReceiptText(
                vector.find("id"),
                vector.find("sub"),
                vector.find("dlvrd"),
                vector.find("submitDate"),
                vector.find("doneDate"),
                vector.find("stat"),
                vector.find("err"),
                vector.find("text")));
    assertThat(receipt.state().map(MessageState::name)).isEqualTo(vector.find("state"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatIsWrittenIsReadBack(GoldenFile vector) throws MalformedReceipt {
    ReceiptText receipt = ReceiptText.parse(vector.get("receipt"));

    assertThat(ReceiptText.parse(receipt.written())).isEqualTo(receipt);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyTruncationIsAReceiptOrMalformed(GoldenFile vector) {
    String whole = vector.get("receipt");
    for (int size = 0; size < whole.length(); size++) {
      String cut = whole.substring(0, size);
      try {
        assertThat(ReceiptText.parse(cut).id()).isPresent();
      } catch (MalformedReceipt malformed) {
        assertThat(cut.length()).isLessThan(4);
      }
    }
  }

  @Test
  void readsTheFieldsInAnyOrder() throws MalformedReceipt {
    ReceiptText receipt = ReceiptText.parse("text:to be short stat:EXPIRED err:1B id:9-a, sub:001");

    assertThat(receipt.id()).contains("9-a");
    assertThat(receipt.text()).contains("to be short");
    assertThat(receipt.state()).contains(MessageState.EXPIRED);
    assertThat(receipt.err()).contains("1B");
  }

  @Test
  void theTextMayLookLikeFields() throws MalformedReceipt {
    ReceiptText receipt = ReceiptText.parse("id:1 stat:UNDELIV text:id:2 stat:DELIVRD err:0");

    assertThat(receipt.id()).contains("1");
    assertThat(receipt.state()).contains(MessageState.UNDELIVERABLE);
    assertThat(receipt.text()).contains("id:2 stat:DELIVRD err:0");
    assertThat(receipt.err()).isEmpty();
  }

  @Test
  void aLabelInsideAWordIsNone() throws MalformedReceipt {
    ReceiptText receipt = ReceiptText.parse("stat:DELIVRD err:uuid:5");

    assertThat(receipt.id()).isEmpty();
    assertThat(receipt.err()).contains("uuid:5");
  }

  @Test
  void aNulAtTheEndIsNoPartOfAField() throws MalformedReceipt {
    assertThat(ReceiptText.parse(Bytes.fromHex("69643a3100")).id()).contains("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Hello", "sub:001 dlvrd:001", "id: stat:", "uuid:5"})
  void whatNamesNeitherMessageNorStateIsMalformed(String text) {
    assertThatExceptionOfType(MalformedReceipt.class)
        .isThrownBy(() -> ReceiptText.parse(text))
        .withMessage("octet 0: no receipt: it has neither \"id:\" nor \"stat:\"");
  }

  @ParameterizedTest
  @CsvSource({
    // stat and message_state: SMPP 3.4 appendix B and §5.2.28, 5.0 for 0 and 9
    "0, SCHEDULED",
    "1, ENROUTE",
    "2, DELIVRD",
    "3, EXPIRED",
    "4, DELETED",
    "5, UNDELIV",
    "6, ACCEPTD",
    "7, UNKNOWN",
    "8, REJECTD",
    "9, SKIPPED",
    // spellings that were seen
    "2, delivered",
    "2, Delivrd",
    "5, Undelivered",
    "5, FAILED",
    "8, REJECTED",
    "1, EN_ROUTE",
  })
  void theWordMeansTheState(int code, String word) {
    assertThat(MessageState.fromText(word)).isEqualTo(MessageState.fromCode(code)).isPresent();
  }

  @Test
  void anUnknownWordMeansNoState() {
    assertThat(MessageState.fromText("LOST")).isEmpty();
    assertThat(MessageState.fromText("")).isEmpty();
    assertThat(MessageState.fromCode(10)).isEqualTo(Optional.empty());
  }
}
