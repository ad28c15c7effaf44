package org.coapsms.codec.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.SubmitMultiResp.Unsuccessful;
import org.jsmpp.bean.DestinationAddress;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.UnsuccessDelivery;
import org.jsmpp.util.DefaultComposer;
import org.junit.jupiter.api.Test;

/** Reads what another implementation writes, and writes the same octets. */
class JsmppAgreesTest {
  private static final Address SOURCE = new Address(Address.UNKNOWN, Address.ISDN, "10000");
  private static final Address PHONE = Address.international("491701234567");
  private static final Bytes PORT = Bytes.of(0x16, 0x33);
  private static final OptionalParameter PORT_OF_JSMPP =
      new OptionalParameter.OctetString((short) TlvTag.DESTINATION_PORT, PORT.toArray());
  private static final Tlvs TLVS = Tlvs.of(new Tlv(TlvTag.DESTINATION_PORT, PORT));
  private static final byte[] TEXT = {0x40, 0x01, 0x12, 0x34};
  private static final byte ZERO = 0;

  private final DefaultComposer jsmpp = new DefaultComposer();

  @Test
  void binds() throws Exception {
    agree(
        new Bind(Bind.Direction.TRANSMITTER, 1, "esme", "secret", "cp", 0x34, 1, 1, "^49.*"),
        jsmpp.bind(
            CommandId.BIND_TRANSMITTER,
            1,
            "esme",
            "secret",
            "cp",
            (byte) 0x34,
            one(),
            one(),
            "^49.*"));
    agree(
        new BindResp(
            Bind.Direction.TRANSCEIVER,
            0,
            2,
            "smsc",
            Tlvs.of(Tlv.u8(TlvTag.SC_INTERFACE_VERSION, 0x34))),
        jsmpp.bindResp(
            CommandId.responseTo(CommandId.BIND_TRANSCEIVER),
            2,
            "smsc",
            new OptionalParameter.OctetString(
                (short) TlvTag.SC_INTERFACE_VERSION, new byte[] {0x34})));
    agree(new Outbind(3, "smsc", "secret"), jsmpp.outbind(3, "smsc", "secret"));
  }

  @Test
  void linkCommands() throws Exception {
    agree(new Unbind(1), jsmpp.unbind(1));
    agree(new UnbindResp(0, 1), jsmpp.unbindResp(0, 1));
    agree(new EnquireLink(2), jsmpp.enquireLink(2));
    agree(new EnquireLinkResp(0, 2), jsmpp.enquireLinkResp(2));
    agree(new GenericNack(CommandStatus.ESME_RINVCMDID, 3), jsmpp.genericNack(3, 3));
  }

  @Test
  void messages() throws Exception {
    ShortMessageBody body =
        new ShortMessageBody(
            "CMT",
            SOURCE,
            PHONE,
            0x40,
            0,
            1,
            "",
            "000000000500000R",
            1,
            0,
            4,
            0,
            Bytes.copyOf(TEXT),
            TLVS);
    agree(
        new SubmitSm(7, body),
        jsmpp.submitSm(
            7,
            "CMT",
            ZERO,
            one(),
            "10000",
            one(),
            one(),
            "491701234567",
            (byte) 0x40,
            ZERO,
            one(),
            null,
            "000000000500000R",
            one(),
            ZERO,
            (byte) 4,
            ZERO,
            TEXT,
            PORT_OF_JSMPP));
    agree(
        new DeliverSm(8, body.withValidityPeriod("").withServiceType("")),
        jsmpp.deliverSm(
            8,
            "",
            ZERO,
            one(),
            "10000",
            one(),
            one(),
            "491701234567",
            (byte) 0x40,
            ZERO,
            one(),
            one(),
            (byte) 4,
            TEXT,
            PORT_OF_JSMPP));
    agree(SubmitSmResp.accepted(7, "1f00"), jsmpp.submitSmResp(7, "1f00"));
    agree(DeliverSmResp.accepted(8, "id"), jsmpp.deliverSmResp(0, 8, "id"));
    agree(
        new DataSm(9, "", SOURCE, PHONE, 0x40, 1, 4, TLVS),
        jsmpp.dataSm(
            9,
            "",
            ZERO,
            one(),
            "10000",
            one(),
            one(),
            "491701234567",
            (byte) 0x40,
            one(),
            (byte) 4,
            PORT_OF_JSMPP));
    agree(new DataSmResp(0, 9, "x", TLVS), jsmpp.dataSmResp(9, "x", PORT_OF_JSMPP));
  }

  @Test
  void messagesForMany() throws Exception {
    ShortMessageBody body =
        ShortMessageBody.of(SOURCE, SubmitMulti.NOBODY, Bytes.copyOf(TEXT)).withDataCoding(4);
    agree(
        new SubmitMulti(5, List.of(new SubmitMulti.Sme(PHONE), new SubmitMulti.Sme(SOURCE)), body),
        jsmpp.submitMulti(
            5,
            "",
            ZERO,
            one(),
            "10000",
            new DestinationAddress[] {
              new org.jsmpp.bean.Address(one(), one(), "491701234567"),
              new org.jsmpp.bean.Address(ZERO, one(), "10000")
            },
            ZERO,
            ZERO,
            ZERO,
            null,
            null,
            ZERO,
            ZERO,
            (byte) 4,
            ZERO,
            TEXT));
    agree(
        new SubmitMultiResp(0, 5, "m", List.of(new Unsuccessful(PHONE, 0x58)), Tlvs.EMPTY),
        jsmpp.submitMultiResp(5, "m", new UnsuccessDelivery(one(), one(), "491701234567", 0x58)));
  }

  /** By SMPP 3.4 §4.5.1.1 alone: jsmpp 3.0.2 writes a list without its name. */
  @Test
  void aListAmongTheDestinationsHasItsName() throws MalformedPdu {
    ShortMessageBody body = ShortMessageBody.of(SOURCE, SubmitMulti.NOBODY, Bytes.EMPTY);
    SubmitMulti submit =
        new SubmitMulti(5, List.of(new SubmitMulti.DistributionList("meters")), body);

    assertThat(submit.encode().from(CommandHeader.SIZE))
        .isEqualTo(
            Bytes.fromHex(
                "00"
                    + "0001313030303000"
                    + "01"
                    + "026d657465727300"
                    + "000000"
                    + "0000"
                    + "00000000"
                    + "00"));
    assertThat(Pdu.decode(submit.encode())).isEqualTo(submit);
  }

  @Test
  void messagesThatWait() throws Exception {
    agree(new QuerySm(1, "m", SOURCE), jsmpp.querySm(1, "m", ZERO, one(), "10000"));
    agree(
        new QuerySmResp(0, 1, "m", "", 1, 0, Tlvs.EMPTY),
        jsmpp.querySmResp(1, "m", null, one(), ZERO));
    agree(
        new CancelSm(2, "", "m", SOURCE, PHONE),
        jsmpp.cancelSm(2, "", "m", ZERO, one(), "10000", one(), one(), "491701234567"));
    agree(new CancelSmResp(0, 2), jsmpp.cancelSmResp(2));
    agree(
        new ReplaceSm(3, "m", SOURCE, "", "", 1, 0, Bytes.copyOf(TEXT), Tlvs.EMPTY),
        jsmpp.replaceSm(3, "m", ZERO, one(), "10000", null, null, one(), ZERO, TEXT));
    agree(new ReplaceSmResp(0, 3), jsmpp.replaceSmResp(3));
    agree(
        new AlertNotification(4, PHONE, SOURCE, Tlvs.EMPTY),
        jsmpp.alertNotification(4, one(), one(), "491701234567", ZERO, one(), "10000"));
  }

  @Test
  void anyMessageIsReadBackWithEveryField() throws MalformedPdu {
    Random random = new Random(3434);
    for (int i = 0; i < 1000; i++) {
      byte[] text = new byte[random.nextInt(256)];
      random.nextBytes(text);
      ShortMessageBody body =
          new ShortMessageBody(
              "x".repeat(random.nextInt(6)),
              new Address(random.nextInt(256), random.nextInt(256), "9".repeat(random.nextInt(21))),
              new Address(random.nextInt(256), random.nextInt(256), "é".repeat(random.nextInt(21))),
              random.nextInt(256),
              random.nextInt(256),
              random.nextInt(256),
              "1".repeat(random.nextInt(17)),
              "2".repeat(random.nextInt(17)),
              random.nextInt(256),
              random.nextInt(256),
              random.nextInt(256),
              random.nextInt(256),
              Bytes.copyOf(text),
              random.nextBoolean() ? Tlvs.EMPTY : Tlvs.of(Tlv.u32(0x1400, random.nextInt())));
      SubmitSm submit = new SubmitSm(random.nextInt(), body);

      assertThat(Pdu.decode(submit.encode())).isEqualTo(submit);
    }
  }

  private static void agree(Pdu ours, byte[] theirs) throws MalformedPdu {
    assertThat(ours.encode()).isEqualTo(Bytes.copyOf(theirs));
    assertThat(Pdu.decode(Bytes.copyOf(theirs))).isEqualTo(ours);
  }

  private static byte one() {
    return 1;
  }
}
