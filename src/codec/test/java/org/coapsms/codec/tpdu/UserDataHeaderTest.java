package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TS 23.040 §9.2.3.24. */
class UserDataHeaderTest {

  @Test
  void understandsBothConcatenationElements() throws MalformedTpdu {
    // python-gsmmodem, test/test_pdu.py, TestUdhConcatenation.
    assertThat(header("05 0003170301"))
        .isEqualTo(UserDataHeader.of(new Concatenation(8, 23, 3, 1)));
    assertThat(header("06 080401800402"))
        .isEqualTo(UserDataHeader.of(new Concatenation(16, 384, 4, 2)));
  }

  @Test
  void understandsBothPortElements() throws MalformedTpdu {
    // The same, TestUdhPortAddress; the last is WAP push, as many programs have it.
    assertThat(header("04 04026432")).isEqualTo(UserDataHeader.of(new Ports(8, 100, 50)));
    assertThat(header("06 050404D21466")).isEqualTo(UserDataHeader.of(new Ports(16, 1234, 5222)));
    assertThat(header("06 05040B8423F0")).isEqualTo(UserDataHeader.of(new Ports(16, 2948, 9200)));
  }

  @Test
  void keepsAllElementsInTheirOrder() throws MalformedTpdu {
    Bytes octets = Bytes.fromHex("15 0A03190620 0504163316 33 24 01 07 0003170301 7000");

    UserDataHeader header = UserDataHeader.decode(octets);

    assertThat(header.elements())
        .containsExactly(
            new UnknownElement(0x0A, Bytes.of(0x19, 0x06, 0x20)),
            new Ports(16, 5683, 5683),
            new UnknownElement(0x24, Bytes.of(0x07)),
            new Concatenation(8, 23, 3, 1),
            new UnknownElement(0x70, Bytes.EMPTY));
    assertThat(header.encode()).isEqualTo(octets);
    assertThat(header.size()).isEqualTo(octets.size());
  }

  @Test
  void takesTheLastOfSeveral() throws MalformedTpdu {
    UserDataHeader header = header("15 0003170301 080401800402 04026432 050416331633");

    assertThat(header.concatenation()).contains(new Concatenation(16, 384, 4, 2));
    assertThat(header.ports()).contains(new Ports(16, 5683, 5683));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Total 0, sequence 0, sequence beyond total, each with both widths; wrong lengths.
        "05 0003170000", "05 0003170001", "05 0003170300", "05 0003170304", "06 080400170000",
        "06 080400170300", "06 080400170304", "04 00021703", "06 000417030101", "05 0803170301"
      })
  void ignoresConcatenationThatCannotBe(String hex) throws MalformedTpdu {
    UserDataHeader header = header(hex);

    assertThat(header.concatenation()).isEmpty();
    assertThat(header.elements()).hasSize(1).first().isInstanceOf(UnknownElement.class);
    assertThat(header.encode()).isEqualTo(Bytes.fromHex(hex));
  }

  @Test
  void anImpossibleElementDoesNotReplaceAnEarlierOne() throws MalformedTpdu {
    assertThat(header("0A 0003170301 0003170000").concatenation())
        .contains(new Concatenation(8, 23, 3, 1));
  }

  @Test
  void portsOfAWrongLengthAreUnknown() throws MalformedTpdu {
    assertThat(header("03 040164").ports()).isEmpty();
    assertThat(header("05 0503163316").ports()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'octet 0: ends before the user data header''s length (1 needed at 0)'",
    "05 00031703, 'octet 0: the user data header is longer than the user data'",
    "04 00031703, 'octet 2: information element 0x00 is longer than the header'",
    "06 000317030105, 'octet 6: an information element without a length'",
    "01 00, 'octet 1: an information element without a length'",
    "05 000317030141, 'octet 6: 1 octets after the end'"
  })
  void saysWhereAHeaderIsMalformed(String hex, String message) {
    assertThatExceptionOfType(MalformedTpdu.class)
        .isThrownBy(() -> header(hex))
        .withMessage(message);
  }

  @Test
  void isNothingWithoutElements() throws MalformedTpdu {
    assertThat(UserDataHeader.EMPTY.encode()).isEqualTo(Bytes.EMPTY);
    assertThat(header("00")).isEqualTo(UserDataHeader.EMPTY);
  }

  @Test
  void refusesPartsAndPortsThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Concatenation(8, 256, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Concatenation(12, 1, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Concatenation(16, 1, 256, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Concatenation(16, 1, 2, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new Concatenation(16, 1, 2, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ports(8, 256, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ports(16, 1, -1));
  }

  private static UserDataHeader header(String hex) throws MalformedTpdu {
    return UserDataHeader.decode(Bytes.fromHex(hex));
  }
}
