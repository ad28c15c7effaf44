package org.coapsms.codec.at;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of real modems, as gammu's and ModemManager's tests hold them. */
class TestAnswerTest {

  @Test
  void readsRangesAndListsMixed() throws MalformedAtLine {
    TestAnswer answer = TestAnswer.parse("+CNMI: (0-2),(0-1,3),(0,2),(0-1),(0)");

    assertThat(answer.parameters()).hasSize(5);
    assertThat(answer.allows(0, 2)).isTrue();
    assertThat(answer.allows(0, 3)).isFalse();
    assertThat(answer.allows(1, 1)).isTrue();
    assertThat(answer.allows(1, 2)).isFalse();
    assertThat(answer.allows(1, 3)).isTrue();
    assertThat(answer.allows(4, 0)).isTrue();
    assertThat(answer.allows(5, 0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "+CNMI:(0-3),(0,1),(0,2,3),(0,2),(1) | 5",
        "(2),(0-1,3),(0,2),(0-1),(0) | 5",
        "(0-2),(0,1,3),(2) | 3",
        "+CSMS: (0,1),1,1,1 | 4",
        "+CSMS: ( 0 , 1 ) | 1",
        "(),,(  ) | 3",
        "+CPMS: (\"ME\",\"SM\"),(\"ME\",\"SM\"),(\"SM\",\"MT\") | 3",
        "+CPMS: \"ME\",\"MT\",\"SM\" | 3",
        "+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\")) | 2",
        "+CPMS: (),(),() | 3",
        "+CMGL: ((0-4)) | 1",
        "`` | 1"
      })
  void countsParameters(String line, int parameters) throws MalformedAtLine {
    assertThat(TestAnswer.parse(line).parameters()).hasSize(parameters);
  }

  @Test
  void readsWordsWithAndWithoutBrackets() throws MalformedAtLine {
    // Huawei MU609 and Wavecom, both in ModemManager's tests.
    TestAnswer bare = TestAnswer.parse("+CPMS: \"ME\",\"MT\",\"SM\"");
    TestAnswer nested = TestAnswer.parse("+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\"))");

    assertThat(bare.parameters().get(1).words()).isEqualTo(List.of("MT"));
    assertThat(bare.allows(2, "SM")).isTrue();
    assertThat(bare.allows(3, "SM")).isFalse();
    assertThat(nested.parameters().get(0).words()).isEqualTo(List.of("SM", "BM", "SR"));
    assertThat(nested.parameters().get(1).words()).isEqualTo(List.of("SM"));
  }

  @Test
  void keepsARangeOfAnySizeAsItsEnds() throws MalformedAtLine {
    TestAnswer answer = TestAnswer.parse("(0-999999999),(-5--1),(0-99999999999)");

    assertThat(answer.allows(0, 123_456_789)).isTrue();
    assertThat(answer.allows(1, -3)).isTrue();
    assertThat(answer.parameters().get(2).words()).containsExactly("0-99999999999");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(0,1 | octet 4: a bracket is not closed",
        "0,1) | octet 3: a bracket closes that was not opened",
        "(\"SM) | octet 5: a quote is not closed"
      })
  void refusesBracketsThatDoNotPair(String line, String message) {
    assertThatExceptionOfType(MalformedAtLine.class)
        .isThrownBy(() -> TestAnswer.parse(line))
        .withMessage(message);
  }
}
