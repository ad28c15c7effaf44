package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TS 23.040 §9.2.3.16 and §9.2.3.24. */
class UserDataTest {
  private static final UserDataHeader COAP = UserDataHeader.of(new Ports(16, 5683, 5683));
  private static final Bytes MESSAGE = Bytes.fromHex("410112344AB174");

  @Test
  void countsTheHeaderInOctets() throws MalformedTpdu {
    UserData data = UserData.ofOctets(COAP, MESSAGE);

    assertThat(data.length(DataCoding.OCTETS_8BIT)).isEqualTo(14);
    assertThat(data.encode(DataCoding.OCTETS_8BIT))
        .isEqualTo(Bytes.fromHex("06050416331633 410112344AB174"));
    assertThat(UserData.decode(DataCoding.OCTETS_8BIT, true, 14, data.headerAndPayload()))
        .isEqualTo(data);
  }

  @Test
  void readsWhatSmppCarries() throws MalformedTpdu {
    UserData data = UserData.ofOctets(COAP, MESSAGE);

    assertThat(UserData.fromHeaderAndPayload(true, data.headerAndPayload())).isEqualTo(data);
    assertThat(UserData.fromHeaderAndPayload(false, MESSAGE))
        .isEqualTo(UserData.ofOctets(UserDataHeader.EMPTY, MESSAGE));
    assertThatExceptionOfType(MalformedTpdu.class)
        .isThrownBy(() -> UserData.fromHeaderAndPayload(true, Bytes.EMPTY))
        .withMessage("octet 0: ends before the user data header's length (1 needed at 0)");
  }

  @ParameterizedTest
  // The sizes of standards.md §3.4, by what header stands in front.
  @CsvSource({
    "'', 160",
    "04026432, 154",
    "050416331633, 152",
    "0003170301, 153",
    "080401800402, 152",
    "000317030105041633 1633, 146",
    "080401800402050416331633, 145"
  })
  void fillsAShortMessageWithText(String elements, int characters) throws MalformedTpdu {
    UserDataHeader header =
        elements.isEmpty()
            ? UserDataHeader.EMPTY
            : UserDataHeader.decode(
                Bytes.of(Bytes.fromHex(elements).size()).plus(Bytes.fromHex(elements)));
    String text = "q".repeat(characters);
    UserData data = UserData.ofGsm7(header, text);

    Bytes octets = data.encode(DataCoding.GSM7);

    assertThat(octets.size()).isLessThanOrEqualTo(UserData.MAX_OCTETS);
    assertThat(UserData.ofGsm7(header, text + "q").encode(DataCoding.GSM7).size())
        .isGreaterThan(UserData.MAX_OCTETS);
    UserData read =
        UserData.decode(DataCoding.GSM7, !header.isEmpty(), data.length(DataCoding.GSM7), octets);
    assertThat(read).isEqualTo(data);
    assertThat(read.text(DataCoding.GSM7)).isEqualTo(text);
  }

  @Test
  void readsUcs2WithASurplusOctet() throws MalformedTpdu {
    UserData data = UserData.decode(DataCoding.UCS2, false, 5, Bytes.fromHex("306F304400"));

    assertThat(data.text(DataCoding.UCS2)).isEqualTo("はい\uFFFD");
    assertThat(UserData.ofUcs2(UserDataHeader.EMPTY, "はい").octets())
        .isEqualTo(Bytes.fromHex("306F3044"));
    assertThat(UserData.ofUcs2(UserDataHeader.EMPTY, "\uD83D\uDE00").octets())
        .isEqualTo(Bytes.fromHex("D83DDE00"));
  }

  @Test
  void readsAHeaderThatEndsInsideTheLastSeptet() throws MalformedTpdu {
    // Six octets of header take seven septets; some write six.
    UserData data = UserData.decode(DataCoding.GSM7, true, 6, Bytes.fromHex("050003170301"));

    assertThat(data.septets()).isZero();
    assertThat(data.length(DataCoding.GSM7)).isEqualTo(7);
  }

  @Test
  void countsCompressedTextInOctets() throws MalformedTpdu {
    DataCoding compressed = new DataCoding(0x20);
    UserData data = UserData.decode(compressed, false, 3, Bytes.of(1, 2, 3));

    assertThat(data.octets()).isEqualTo(Bytes.of(1, 2, 3));
    assertThat(data.length(compressed)).isEqualTo(3);
    assertThatIllegalArgumentException().isThrownBy(() -> data.text(compressed));
  }

  @Test
  void refusesWhatCannotBeWritten() {
    UserData octets = UserData.ofOctets(UserDataHeader.EMPTY, MESSAGE);

    assertThatIllegalArgumentException().isThrownBy(() -> octets.text(DataCoding.OCTETS_8BIT));
    assertThatIllegalArgumentException().isThrownBy(() -> octets.encode(DataCoding.GSM7));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserData(UserDataHeader.EMPTY, MESSAGE, 9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> submit(UserData.ofOctets(COAP, Bytes.copyOf(new byte[134]))))
        .withMessage("user data of 141 octets, room for 140");
    assertThat(submit(UserData.ofOctets(COAP, Bytes.copyOf(new byte[133]))).encode().size())
        .isEqualTo(13 + 140);
  }

  private static SmsSubmit submit(UserData data) {
    return new SmsSubmit(
        false,
        false,
        true,
        0,
        Address.international("+15105550101"),
        0,
        DataCoding.OCTETS_8BIT,
        ValidityPeriod.none(),
        data);
  }
}
