package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.OctetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFieldTest {

  @ParameterizedTest
  @CsvSource({
    // python-gsmmodem, test/test_pdu.py, TestSmsPduAddressFields.
    "0A918967452301, 1, 1, 9876543210",
    "099189674523F1, 1, 1, 987654321",
    "0B917228195339F4, 1, 1, 27829135934",
    "06D061F118, 5, 0, abc",
    "0ED04669D0397C26A7, 5, 0, FRANCOIS",
    "14D0E10D6FE3DBA036A94D19, 5, 0, a[]{}€",
    "0AA11092997856, 2, 1, 0129998765",
    // ModemManager, test-sms-part-3gpp.c: encoder tests, test_pdu2 and test_pdu_dcsf1.
    "0B919130079229F0, 1, 1, 19037029920",
    "0A810973209902, 0, 1, 9037029920",
    "14D04937BD2C7797E9D3E614, 5, 0, InternetSMS",
    "04858100, 0, 5, 1800",
    // TS 23.040 §9.1.2.3: * # a b c, in the order of their codes.
    "0591BADCFE, 1, 1, *#abc",
    "14911032547698BADC103254, 1, 1, 0123456789*#ab012345",
    "0091, 1, 1, ''"
  })
  void readsAndWritesAddresses(String hex, int typeOfNumber, int plan, String value)
      throws MalformedTpdu {
    Bytes octets = Bytes.fromHex(hex);
    Address address = new Address(typeOfNumber, plan, value);

    assertThat(read(octets)).isEqualTo(address);
    assertThat(written(address)).isEqualTo(octets);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void readsWhatItWroteForAnyNumberOfDigits(int digits) throws MalformedTpdu {
    for (int typeOfNumber = 0; typeOfNumber < 8; typeOfNumber++) {
      Address address = new Address(typeOfNumber, 9, "98765432109876543210".substring(20 - digits));
      if (!address.isAlphanumeric()) {
        assertThat(written(address).size()).isEqualTo(2 + (digits + 1) / 2);
        assertThat(read(written(address))).isEqualTo(address);
      }
    }
  }

  @Test
  void readsAnAlphanumericAddressOfAnyLength() throws MalformedTpdu {
    for (int length = 0; length <= 11; length++) {
      Address address = new Address(Address.ALPHANUMERIC, 0, "CoapSMS.org".substring(0, length));

      assertThat(read(written(address))).isEqualTo(address);
    }
  }

  @Test
  void acceptsAFillDigitAsTheLastOfAnEvenNumber() throws MalformedTpdu {
    assertThat(read(Bytes.fromHex("0C917228195339F4")))
        .isEqualTo(Address.international("27829135934"));
  }

  @ParameterizedTest
  @CsvSource({
    "15910000000000000000000000, 'octet 0: the address of 21 digits'",
    "0491F121, 'octet 2: a fill digit inside the address'",
    "049121F1, ''",
    "0891121F12, 'octet 5: ends before the address (4 needed at 2)'",
    "0691121F12, 'octet 3: a fill digit inside the address'",
    "08, 'octet 1: ends before the type of the address (1 needed at 1)'",
    "'', 'octet 0: ends before the length of the address (1 needed at 0)'"
  })
  void saysWhereAnAddressIsMalformed(String hex, String message) throws MalformedTpdu {
    if (message.isEmpty()) {
      assertThat(read(Bytes.fromHex(hex)).value()).isEqualTo("121");
      return;
    }
    assertThatExceptionOfType(MalformedTpdu.class)
        .isThrownBy(() -> read(Bytes.fromHex(hex)))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012345678901", "12 34", "+49171", "12d"})
  void refusesToWriteWhatIsNoNumber(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressField.requireWritable(new Address(1, 1, value)));
  }

  @Test
  void refusesToWriteAlphanumericAddressesBeyondElevenCharacters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressField.requireWritable(new Address(5, 0, "TwelveLetter")));
  }

  @ParameterizedTest
  @CsvSource({
    // python-gsmmodem, TestSmsPduSmscFields; ModemManager, test_address_encode_smsc_*.
    "06918967452301, 1, 9876543210",
    "069189674523F1, 1, 987654321",
    "06917228195339, 1, 2782913593",
    "07919130079229F0, 1, 19037029920",
    "06810973209902, 0, 9037029920"
  })
  void countsTheServiceCentreInOctets(String hex, int typeOfNumber, String digits)
      throws MalformedTpdu {
    Bytes octets = Bytes.fromHex(hex + "0102");
    SmscPdu pdu = new SmscPdu(Optional.of(new Address(typeOfNumber, 1, digits)), Bytes.of(1, 2));

    assertThat(SmscPdu.decode(octets)).isEqualTo(pdu);
    assertThat(pdu.encode()).isEqualTo(octets);
    assertThat(pdu.tpduLength()).isEqualTo(2);
  }

  @Test
  void leavesTheServiceCentreToTheSim() throws MalformedTpdu {
    assertThat(SmscPdu.decode(Bytes.fromHex("00 0102"))).isEqualTo(SmscPdu.of(Bytes.of(1, 2)));
    assertThat(SmscPdu.of(Bytes.of(1, 2)).encode()).isEqualTo(Bytes.of(0, 1, 2));
  }

  @Test
  void refusesAServiceCentreThatIsTooLong() {
    assertThatExceptionOfType(MalformedTpdu.class)
        .isThrownBy(() -> SmscPdu.decode(Bytes.fromHex("0C91112233445566778899AA00")))
        .withMessage("octet 0: the service centre's address of 12 octets");
  }

  private static Address read(Bytes octets) throws MalformedTpdu {
    OctetReader<MalformedTpdu> reader = new OctetReader<>(octets, MalformedTpdu::new);
    return AddressField.read(reader, "the address");
  }

  private static Bytes written(Address address) {
    OctetWriter out = new OctetWriter();
    AddressField.write(out, address);
    return out.toBytes();
  }
}
