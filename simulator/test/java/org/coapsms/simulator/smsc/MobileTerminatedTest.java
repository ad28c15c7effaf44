package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.coapsms.simulator.smsc.VirtualCentre.NUMBER;
import static org.coapsms.simulator.smsc.VirtualCentre.PHONE;
import static org.coapsms.simulator.smsc.VirtualCentre.body;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.codec.smpp.Tlv;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.ShortMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileTerminatedTest {
  private final VirtualCentre centre = new VirtualCentre(SmscConfig.openToAll());
  private final VirtualCentre.Esme esme = centre.binds();

  @Test
  void buildsTheHeaderThatTlvsMean() {
    ShortMessage message =
        carried(
            0,
            4,
            Bytes.fromHex("40010001"),
            Tlv.u16(TlvTag.SAR_MSG_REF_NUM, 0xBEEF),
            Tlv.u8(TlvTag.SAR_TOTAL_SEGMENTS, 2),
            Tlv.u8(TlvTag.SAR_SEGMENT_SEQNUM, 1),
            Tlv.u16(TlvTag.DESTINATION_PORT, 5683),
            Tlv.u16(TlvTag.SOURCE_PORT, 61616));

    assertThat(message.userData().header())
        .isEqualTo(
            UserDataHeader.of(new Concatenation(16, 0xBEEF, 2, 1), new Ports(16, 5683, 61616)));
    assertThat(message.userData().octets()).isEqualTo(Bytes.fromHex("40010001"));
  }

  @Test
  void packsTextInTheDefaultAlphabet() {
    // TS 23.038 §6.2.1: the euro sign is 0x1B 0x65, the at sign 0x00.
    ShortMessage message = carried(0, 0, Bytes.fromHex("48 65 6c 6c 6f 00 1b65"));

    assertThat(message.dataCoding()).isEqualTo(DataCoding.GSM7);
    assertThat(message.userData().septets()).isEqualTo(8);
    assertThat(message.userData().text(DataCoding.GSM7)).isEqualTo("Hello@€");
  }

  @Test
  void readsTextInAsciiLatinAndUcs2() {
    ShortMessage ascii = carried(0, 1, Bytes.ofAscii("a@b"));
    ShortMessage latin = carried(0, 3, Bytes.copyOf("Zoë".getBytes(StandardCharsets.ISO_8859_1)));
    ShortMessage ucs2 = carried(0, 8, Bytes.fromHex("0416"));

    assertThat(ascii.userData().text(ascii.dataCoding())).isEqualTo("a@b");
    assertThat(latin.dataCoding()).isEqualTo(DataCoding.UCS2);
    assertThat(latin.userData().text(latin.dataCoding())).isEqualTo("Zoë");
    assertThat(ucs2.userData().text(ucs2.dataCoding())).isEqualTo("Ж");
  }

  // SMPP 3.4 §5.2.19 and TS 23.038 §4.
  @ParameterizedTest
  @CsvSource({"0x02,0x04", "0x04,0x04", "0xF5,0xF5"})
  void keepsDataAsData(String dataCoding, String dcs) {
    ShortMessage message = carried(0, Integer.decode(dataCoding), Bytes.fromHex("ff00"));

    assertThat(message.dataCoding().value()).isEqualTo(Integer.decode(dcs));
    assertThat(message.userData().octets()).isEqualTo(Bytes.fromHex("ff00"));
  }

  @Test
  void fillsAShortMessageToItsLastOctetAndNotBeyond() {
    assertThat(carried(0, 4, data(140)).userData().octets().size()).isEqualTo(140);
    assertThat(refused(0, 4, data(141))).isEqualTo(0x01);
    assertThat(carried(0x40, 4, Bytes.fromHex("0500 032a 0201").plus(data(134)))).isNotNull();
    assertThat(refused(0x40, 4, Bytes.fromHex("0500 032a 0201").plus(data(135)))).isEqualTo(0x01);
    assertThat(carried(0, 0, Bytes.ofAscii("x".repeat(160))).userData().septets()).isEqualTo(160);
    assertThat(refused(0, 0, Bytes.ofAscii("x".repeat(161)))).isEqualTo(0x01);
  }

  @Test
  void cutsALongMessagePayloadIntoParts() {
    Tlv ports = Tlv.u16(TlvTag.DESTINATION_PORT, 5683);
    esme.submits(
        body(
            NUMBER,
            PHONE,
            0,
            1,
            4,
            "",
            Bytes.EMPTY,
            new Tlv(TlvTag.MESSAGE_PAYLOAD, data(300)),
            ports));

    // 140 - UDHL - ports (2 + 4) - 8-bit concatenation (2 + 3) = 128.
    List<ShortMessage> parts = centre.atPhone();
    assertThat(parts)
        .extracting(part -> part.userData().octets().size())
        .containsExactly(128, 128, 44);
    assertThat(parts)
        .extracting(part -> part.userData().header().concatenation().orElseThrow())
        .extracting(Concatenation::total, Concatenation::sequence)
        .containsExactly(tuple(3, 1), tuple(3, 2), tuple(3, 3));
    assertThat(
            parts.stream().map(part -> part.userData().octets()).reduce(Bytes.EMPTY, Bytes::plus))
        .isEqualTo(data(300));
    assertThat(esme.heard()).as("one response and one receipt").hasSize(2);
  }

  @Test
  void refusesWhatCannotBeMeant() {
    Tlv payload = new Tlv(TlvTag.MESSAGE_PAYLOAD, data(3));
    assertThat(refused(0, 4, data(3), payload)).as("two payloads").isEqualTo(0xC1);
    assertThat(refused(0x40, 4, Bytes.fromHex("0504"))).as("no header").isEqualTo(0x43);
    assertThat(
            refused(
                0x40, 4, Bytes.fromHex("0500 032a 0201 40"), Tlv.u16(TlvTag.DESTINATION_PORT, 1)))
        .as("two headers")
        .isEqualTo(0xC1);
    assertThat(refused(0, 4, data(3), Tlv.u16(TlvTag.SAR_MSG_REF_NUM, 1)))
        .as("a reference alone")
        .isEqualTo(0xC3);
    assertThat(refused(0, 0, Bytes.fromHex("80"))).as("data as text").isEqualTo(0x104);
    assertThat(refused(0, 5, data(3))).as("JIS").isEqualTo(0x104);
    assertThat(status(body(NUMBER, new Address(1, 1, ""), 0, 0, 4, "", Bytes.fromHex("40010001"))))
        .as("no destination")
        .isEqualTo(0x0B);
  }

  private ShortMessage carried(int esmClass, int dataCoding, Bytes content, Tlv... tlvs) {
    assertThat(status(body(NUMBER, PHONE, esmClass, 0, dataCoding, "", content, tlvs))).isZero();
    List<ShortMessage> all = centre.atPhone();
    return all.get(all.size() - 1);
  }

  private int refused(int esmClass, int dataCoding, Bytes content, Tlv... tlvs) {
    int before = centre.atPhone().size();
    int status = status(body(NUMBER, PHONE, esmClass, 0, dataCoding, "", content, tlvs));
    assertThat(centre.atPhone()).hasSize(before);
    return status;
  }

  private int status(ShortMessageBody body) {
    esme.submits(body);
    List<Pdu> heard = esme.heard();
    assertThat(heard).hasSize(1);
    return heard.get(0).commandStatus();
  }

  private static Bytes data(int size) {
    byte[] octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (i * 31);
    }
    return Bytes.copyOf(octets);
  }
}
