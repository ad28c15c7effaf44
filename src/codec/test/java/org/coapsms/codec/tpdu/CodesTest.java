package org.coapsms.codec.tpdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one-octet codes TP-DCS (TS 23.038 §4) and TP-ST (TS 23.040 §9.2.3.15). */
class CodesTest {

  @ParameterizedTest
  @CsvSource({
    "00, GENERAL, GSM7, , 'GSM 7-bit'",
    "04, GENERAL, OCTETS, , '8-bit data'",
    "08, GENERAL, UCS2, , 'UCS2'",
    "0C, GENERAL, GSM7, , 'GSM 7-bit'",
    // Without bit 4 the class bits are reserved.
    "03, GENERAL, GSM7, , 'GSM 7-bit'",
    "10, GENERAL, GSM7, 0, 'GSM 7-bit, class 0 (immediate display)'",
    "15, GENERAL, OCTETS, 1, '8-bit data, class 1 (ME)'",
    "16, GENERAL, OCTETS, 2, '8-bit data, class 2 (SIM)'",
    "1B, GENERAL, UCS2, 3, 'UCS2, class 3 (TE)'",
    "20, GENERAL, GSM7, , 'GSM 7-bit, compressed'",
    "44, AUTOMATIC_DELETION, OCTETS, , '8-bit data, to be deleted once read'",
    "79, AUTOMATIC_DELETION, UCS2, 1, 'UCS2, compressed, class 1 (ME), to be deleted once read'",
    "80, RESERVED, GSM7, , 'GSM 7-bit, reserved coding'",
    "BF, RESERVED, GSM7, , 'GSM 7-bit, reserved coding'",
    "C8, MESSAGE_WAITING_DISCARD, GSM7, , 'GSM 7-bit, voicemail waiting, discard'",
    "D1, MESSAGE_WAITING_STORE, GSM7, , 'GSM 7-bit, fax no longer waiting, store'",
    "EA, MESSAGE_WAITING_STORE_UCS2, UCS2, , 'UCS2, e-mail waiting, store'",
    "F0, DATA_CODING_AND_CLASS, GSM7, 0, 'GSM 7-bit, class 0 (immediate display)'",
    "F5, DATA_CODING_AND_CLASS, OCTETS, 1, '8-bit data, class 1 (ME)'",
    "F6, DATA_CODING_AND_CLASS, OCTETS, 2, '8-bit data, class 2 (SIM)'",
    "FF, DATA_CODING_AND_CLASS, OCTETS, 3, '8-bit data, class 3 (TE)'"
  })
  void understandsEveryCodingGroup(
      String hex, DataCoding.Group group, Alphabet alphabet, Integer messageClass, String words) {
    DataCoding coding = new DataCoding(Integer.parseInt(hex, 16));

    assertThat(coding.group()).isEqualTo(group);
    assertThat(coding.alphabet()).isEqualTo(alphabet);
    assertThat(coding.messageClass().orElse(null)).isEqualTo(messageClass);
    assertThat(coding.describe()).isEqualTo(words);
  }

  @Test
  void describesEveryOctet() {
    for (int octet = 0; octet < 256; octet++) {
      assertThat(new DataCoding(octet).describe()).isNotBlank();
      assertThat(new DeliveryStatus(octet).description()).isNotBlank();
      assertThat(new DeliveryStatus(octet).statusClass()).isNotNull();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new DataCoding(256));
    assertThatIllegalArgumentException().isThrownBy(() -> new DeliveryStatus(-1));
  }

  @ParameterizedTest
  @CsvSource({
    "00, DELIVERED, received by the handset",
    "01, FORWARDED_UNCONFIRMED, 'forwarded, delivery not confirmed'",
    "02, REPLACED, replaced by the service centre",
    "03, RESERVED, 'reserved, read as service rejected'",
    "0F, RESERVED, 'reserved, read as service rejected'",
    "10, SERVICE_CENTRE_SPECIFIC, specific to the service centre",
    "20, STILL_TRYING, 'congestion, still trying'",
    "25, STILL_TRYING, 'error in the handset, still trying'",
    "26, RESERVED, 'reserved, read as service rejected'",
    "3F, STILL_TRYING, specific to the service centre",
    "40, PERMANENT_FAILURE, remote procedure error",
    "46, PERMANENT_FAILURE, validity period expired",
    "49, PERMANENT_FAILURE, message does not exist",
    "4A, RESERVED, 'reserved, read as service rejected'",
    "50, PERMANENT_FAILURE, specific to the service centre",
    "60, TEMPORARY_GAVE_UP, 'congestion, given up'",
    "63, TEMPORARY_GAVE_UP, 'service rejected, given up'",
    "66, RESERVED, 'reserved, read as service rejected'",
    "7F, TEMPORARY_GAVE_UP, specific to the service centre",
    "80, RESERVED, 'reserved, read as service rejected'",
    "FF, RESERVED, 'reserved, read as service rejected'"
  })
  void classifiesDeliveryStatus(String hex, StatusClass statusClass, String words) {
    DeliveryStatus status = new DeliveryStatus(Integer.parseInt(hex, 16));

    assertThat(status.statusClass()).isEqualTo(statusClass);
    assertThat(status.description()).isEqualTo(words);
  }
}
