package org.coapsms.codec.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedPduTest {
  // service_type, source, destination, three flags, two times, four flags: all empty or 0.
  private static final String EMPTY_FIELDS =
      "00" + "000000" + "000000" + "000000" + "0000" + "00000000";

  @ParameterizedTest
  @CsvSource({
    // body behind a header of sixteen octets, command_id, offset, what, command_status
    "'',                 00000004, 16, ends before the NUL of service_type, ESME_RINVMSGLEN",
    "4142,               00000004, 18, ends before the NUL of service_type, ESME_RINVMSGLEN",
    "41424344454600,     00000004, 21, service_type is longer than 5 characters, ESME_RINVSERTYP",
    "00,                 00000004, 17, ends before the TON of source_addr, ESME_RINVMSGLEN",
    "414243440041424344454647484900, 00000009, 29, password is longer than 8 characters, ESME_RINVPASWD",
    "00000034000000ff,   00000009, 23, bind_transceiver with more than its fields, ESME_RINVMSGLEN",
    "00,                 00000015, 16, enquire_link with more than its fields, ESME_RINVMSGLEN",
    "41,                 80000004, 17, ends before the NUL of message_id, ESME_RINVMSGLEN",
    "00001e,             80000004, 19, ends before the length of receipted_message_id, ESME_RINVTLVSTREAM",
    "00001e0003,         80000004, 21, ends before receipted_message_id, ESME_RINVTLVSTREAM",
    "00001e000541,       80000004, 22, ends before receipted_message_id, ESME_RINVTLVSTREAM",
    "000000000103,       00000021, 21, dest_flag 3 is neither 1 nor 2, ESME_RINVDESTFLAG",
  })
  void namesTheOctetAndTheAnswer(
      String body, String commandId, int offset, String what, String answer) {
    MalformedPdu malformed = malformed(pdu(commandId, body));

    assertThat(malformed.what()).startsWith(what);
    assertThat(malformed.offset()).isEqualTo(offset);
    assertThat(CommandStatus.name(malformed.replyWith())).isEqualTo(answer);
  }

  @Test
  void aMessageShorterThanItsLengthIsMalformed() {
    MalformedPdu malformed = malformed(pdu("00000005", EMPTY_FIELDS + "05" + "41424344"));

    assertThat(malformed.what()).startsWith("ends before short_message (5 needed at");
    assertThat(malformed.replyWith()).isEqualTo(CommandStatus.ESME_RINVMSGLEN);
  }

  @Test
  void aNulBehindTheMessageIsNoOptionalParameter() {
    // larvitsmpp meets peers that count a NUL into the PDU but not into sm_length.
    MalformedPdu malformed = malformed(pdu("00000004", EMPTY_FIELDS + "04" + "74657374" + "00"));

    assertThat(malformed.what()).startsWith("ends before the tag of an optional parameter");
    assertThat(malformed.replyWith()).isEqualTo(CommandStatus.ESME_RINVTLVSTREAM);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                               0,  ends before command_length",
    "0000001000000015000000000000,    14, ends before sequence_number",
    "0000000f000000150000000000000001, 0, 'command_length 15, below 16'",
    "00000011000000150000000000000001, 16, ends before command_length 17",
    "f0000010000000150000000000000001, 16, ends before command_length 4026531856",
    "0000001000000015000000000000000100, 16, goes on behind command_length 16",
  })
  void theLengthMustBeThatOfTheOctets(String hex, int offset, String what) {
    MalformedPdu malformed = malformed(Bytes.fromHex(hex));

    assertThat(malformed.what()).startsWith(what);
    assertThat(malformed.offset()).isEqualTo(offset);
    assertThat(malformed.replyWith()).isEqualTo(CommandStatus.ESME_RINVCMDLEN);
  }

  @ParameterizedTest
  @CsvSource({"80000004", "80000005", "80000103", "80000009", "80000003", "80000021", "80000008"})
  void aRefusalMayBeAHeaderAlone(String commandId) throws MalformedPdu {
    Pdu refusal = Pdu.decode(Bytes.fromHex("00000010" + commandId + "00000058" + "00000007"));

    assertThat(refusal.commandStatus()).isEqualTo(CommandStatus.ESME_RTHROTTLED);
    assertThat(refusal.sequenceNumber()).isEqualTo(7);
    assertThat(Pdu.decode(refusal.encode())).isEqualTo(refusal);
  }

  @Test
  void theRefusalOfASubmissionIsWrittenAsAHeaderAlone() {
    SubmitSmResp refused = SubmitSmResp.refused(7, CommandStatus.ESME_RTHROTTLED);

    assertThat(refused.encode().toHex()).isEqualTo("00000010800000040000005800000007");
  }

  @Test
  void unknownCommandsAndVendorParametersAreKept() throws MalformedPdu {
    Pdu unknown = Pdu.decode(pdu("00010200", "cafe"));
    Pdu response = Pdu.decode(pdu("80000004", "3100" + "1401" + "0002" + "beef"));

    assertThat(unknown).isEqualTo(new UnknownPdu(0x10200, 0, 1, Bytes.of(0xCA, 0xFE)));
    assertThat(CommandId.isKnown(unknown.commandId())).isFalse();
    assertThat(response)
        .isEqualTo(new SubmitSmResp(0, 1, "1", Tlvs.of(new Tlv(0x1401, Bytes.of(0xBE, 0xEF)))));
  }

  @Test
  void aValueThatFitsNoFieldIsRefusedBeforeItIsWritten() {
    Address address = Address.international("491701234567");
    ShortMessageBody body = ShortMessageBody.of(address, address, Bytes.EMPTY);

    assertThatIllegalArgumentException().isThrownBy(() -> body.withServiceType("TOOLONG"));
    assertThatIllegalArgumentException().isThrownBy(() -> body.withEsmClass(256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> body.withShortMessage(Bytes.copyOf(new byte[256])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> body.withSource(Address.international("123456789012345678901")));
  }

  @Test
  void theStreamTellsWhenTheNextPduIsComplete() throws MalformedPdu {
    assertThat(PduFraming.nextSize(Bytes.fromHex("000000"), 100)).isEmpty();
    assertThat(PduFraming.nextSize(Bytes.fromHex("0000002f"), 100)).contains(47);
    assertThat(PduFraming.nextSize(Bytes.fromHex("0000002f00000004"), 47)).contains(47);
    assertThat(
            catchThrowableOfType(
                MalformedPdu.class, () -> PduFraming.nextSize(Bytes.fromHex("00000030"), 47)))
        .hasMessage("octet 0: command_length 48 is not within 16 to 47");
    assertThat(
            catchThrowableOfType(
                MalformedPdu.class, () -> PduFraming.nextSize(Bytes.fromHex("ffffffff"), 47)))
        .hasMessage("octet 0: command_length 4294967295 is not within 16 to 47");
  }

  @Test
  void aPasswordIsNeverPartOfALogLine() {
    Bind bind = new Bind(Bind.Direction.TRANSCEIVER, 1, "esme", "s3cret", "", 0x34, 0, 0, "");

    assertThat(bind.toString()).doesNotContain("s3cret").contains("esme");
    assertThat(new Outbind(1, "smsc", "s3cret").toString()).doesNotContain("s3cret");
  }

  private static Bytes pdu(String commandId, String body) {
    String length = String.format("%08x", 16 + body.length() / 2);
    return Bytes.fromHex(length + commandId + "00000000" + "00000001" + body);
  }

  private static MalformedPdu malformed(Bytes octets) {
    return catchThrowableOfType(MalformedPdu.class, () -> Pdu.decode(octets));
  }
}
