package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.BIND_TRANSCEIVER;
import static org.coapsms.carrier.smpp.ScriptedSmsc.GENERIC_NACK;
import static org.coapsms.carrier.smpp.ScriptedSmsc.SUBMIT_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.ascii;
import static org.coapsms.carrier.smpp.ScriptedSmsc.join;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;
import static org.coapsms.carrier.smpp.ScriptedSmsc.tlv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coapsms.carrier.smpp.ScriptedSmsc.Received;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.InformationElement;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingTest {
  // SMPP 3.4 §4.1.5.
  @Test
  void bindsAsTransceiverWithVersion34() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      Received bind = fixture.smsc.next(BIND_TRANSCEIVER);

      assertThat(bind.latin()).startsWith("bridge\0secret\0");
      // system_type, interface_version, addr_ton, addr_npi, address_range
      assertThat(bind.hex()).endsWith("00" + "00" + "34" + "00" + "00" + "00");
      assertThat(fixture.carrier.status().available()).isTrue();
    }
  }

  // SMPP 3.4 §4.4.1; the header is TS 23.040 §9.2.3.24 with 16-bit ports and an 8-bit reference.
  @Test
  void submitsOctetsBehindTheirHeader() throws Exception {
    UserDataHeader header =
        UserDataHeader.of(new Ports(16, 5683, 5683), new Concatenation(8, 7, 2, 1));

    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      SubmissionId id =
          fixture.submit(Fixture.NUMBER, UserData.ofOctets(header, Bytes.fromHex("400112345678")));

      assertThat(fixture.smsc.next(SUBMIT_SM).hex())
          .isEqualTo(
              "00" // service_type
                  + "0001" // source: unknown, ISDN
                  + "313030303000" // 10000
                  + "0101" // destination: international, ISDN
                  + "34393137303132333435363700"
                  + "400000" // UDHI, protocol_id 0, priority 0
                  + "00" // schedule_delivery_time
                  + "3030303030303030303530303030305200" // 000000000500000R, five minutes
                  + "01" // registered_delivery
                  + "00" // replace_if_present
                  + "04" // data_coding: octets
                  + "00" // sm_default_msg_id
                  + "12" // sm_length
                  + "0b" // UDHL
                  + "050416331633" // ports 5683, 5683
                  + "0003070201" // reference 7, part 1 of 2
                  + "400112345678");
      assertThat(fixture.heard.outcome(id)).isEqualTo(new Accepted("id1"));
    }
  }

  // SMPP 3.4 §5.3.2.20 to §5.3.2.24: ports as u16, reference as u16, the others as octets.
  @Test
  void tellsPartsAndPortsInTlvsWhereTheAccountWantsIt() throws Exception {
    UserDataHeader header =
        UserDataHeader.of(new Ports(16, 5683, 5684), new Concatenation(8, 7, 2, 1));

    assertThat(submitted(SmppConfig.Segments.SAR, header))
        .contains("393137303132333435363700" + "000000") // no UDHI
        .endsWith(
            "04" // sm_length
                + "40011234"
                + "020a0002" // source_port
                + "1634"
                + "020b0002" // destination_port
                + "1633"
                + "020c0002" // sar_msg_ref_num
                + "0007"
                + "020e000102" // sar_total_segments
                + "020f000101"); // sar_segment_seqnum
  }

  // TLVs have no word for it, and a header must not come beside them.
  @Test
  void keepsAHeaderThatSaysMoreThanTlvsCan() throws Exception {
    UserDataHeader header =
        UserDataHeader.of(
            new Concatenation(8, 7, 2, 1), InformationElement.of(0x70, Bytes.fromHex("ab")));

    assertThat(submitted(SmppConfig.Segments.SAR, header))
        .contains("393137303132333435363700" + "400000")
        .endsWith("0d" + "08" + "0003070201" + "7001ab" + "40011234");
  }

  // SMPP 3.4 §5.3.2.32: sm_length is 0 then.
  @Test
  void sendsAllInMessagePayloadWhereTheAccountWantsIt() throws Exception {
    UserDataHeader header = UserDataHeader.of(new Concatenation(8, 7, 2, 1));

    assertThat(submitted(SmppConfig.Segments.PAYLOAD, header))
        .contains("393137303132333435363700" + "400000")
        .endsWith("00" + "0424000a" + "05" + "0003070201" + "40011234");
  }

  // SMPP 5.0 §4.8.4.18: from 90 on the SMSC wants less, below 80 it can take more.
  @Test
  void keepsLessInFlightWhileTheSmscIsCongested() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = Fixture.bound(smsc, config -> config.withWindow(4))) {
      for (int i = 0; i < 8; i++) {
        SubmissionId unused = fixture.submit("x");
      }
      List<Received> first = List.of(smsc.next(SUBMIT_SM), smsc.next(SUBMIT_SM));
      first.get(0).answer(join(text("a"), tlv(0x0428, octets(95))));

      assertThat(Heard.next(fixture.heard.outcomes).outcome()).isEqualTo(new Accepted("a"));
      assertThat(Heard.next(fixture.heard.congestion)).isEqualTo(95);
      first.get(1).answer(join(text("b"), tlv(0x0428, octets(85))));
      assertThat(Heard.next(fixture.heard.outcomes).outcome()).isEqualTo(new Accepted("b"));
      assertThat(Heard.next(fixture.heard.congestion)).isEqualTo(85);
      // Two of the four that left at first are open, and that is all that may be.
      assertThat(fixture.carrier.status().detail()).contains("2 of 4 in flight");
    }
  }

  private static String submitted(SmppConfig.Segments segments, UserDataHeader header)
      throws Exception {
    SmppConfig.Sending sending =
        new SmppConfig.Sending(
            4, 1, segments, Optional.empty(), Optional.empty(), SmppConfig.Commands.SUBMIT_SM);
    try (Fixture fixture =
        Fixture.bound(new ScriptedSmsc(), config -> config.withSending(sending))) {
      UserData userData = UserData.ofOctets(header, Bytes.fromHex("40011234"));
      SubmissionId unused = fixture.submit(Fixture.NUMBER, userData);
      return fixture.smsc.next(SUBMIT_SM).hex();
    }
  }

  @Test
  void declaresNumbersAndCodingAsTheAccountWants() throws Exception {
    SmppConfig.Sending sending =
        new SmppConfig.Sending(
            0xF5,
            0x11,
            SmppConfig.Segments.UDH,
            Optional.of(new SmppConfig.Numbering(3, 0)),
            Optional.of(new SmppConfig.Numbering(0, 1)),
            SmppConfig.Commands.SUBMIT_SM);

    try (Fixture fixture =
        Fixture.bound(new ScriptedSmsc(), config -> config.withSending(sending))) {
      SubmissionId id = fixture.submit("x");

      assertThat(fixture.smsc.next(SUBMIT_SM).hex())
          .startsWith("00" + "0300" + "313030303000" + "0001")
          .endsWith("11" + "00" + "f5" + "00" + "01" + "78");
      assertThat(fixture.heard.outcome(id)).isInstanceOf(Accepted.class);
    }
  }

  // Kannel's test SMSC answers without an id.
  @Test
  void acceptsAnAnswerWithoutAnId() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().on(SUBMIT_SM, pdu -> pdu.answer(new byte[0]));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isEqualTo(new Accepted(""));
    }
  }

  // jsmpp 3.0.2 by itself drops both and reports a time-out.
  @Test
  void acceptsIdsThatAreTooLongOrNotTerminated() throws Exception {
    String overlong = "7".repeat(70);
    ScriptedSmsc smsc = new ScriptedSmsc().on(SUBMIT_SM, pdu -> pdu.answer(text(overlong)));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isEqualTo(new Accepted(overlong));

      smsc.on(SUBMIT_SM, pdu -> pdu.answer(ascii("abc")));
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isEqualTo(new Accepted("abc"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x0B, PERMANENT", // invalid destination
    "0x0A, PERMANENT", // invalid source
    "0x14, SUBSCRIBER_BUSY", // message queue full
    "0x58, CARRIER_BUSY", // throttled
    "0x08, CARRIER_BUSY", // system error
    "0x04, LOCAL", // not bound
    "0x45, PERMANENT", // submit failed
    "0x401, PERMANENT", // a vendor's own
  })
  void saysHowFarARefusalReaches(String status, Cause cause) throws Exception {
    int code = Integer.decode(status);
    ScriptedSmsc smsc = new ScriptedSmsc().on(SUBMIT_SM, pdu -> pdu.answer(code, new byte[0]));

    try (Fixture fixture = Fixture.bound(smsc)) {
      SubmissionOutcome outcome = fixture.heard.outcome(fixture.submit("x"));

      assertThat(outcome).isInstanceOf(Refused.class);
      assertThat(((Refused) outcome).cause()).isEqualTo(cause);
      assertThat(((Refused) outcome).reason()).startsWithIgnoringCase(status);
    }
  }

  @Test
  void readsGenericNacks() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().on(SUBMIT_SM, pdu -> nack(pdu, 0x02));

    try (Fixture fixture = Fixture.bound(smsc)) {
      SubmissionOutcome unreadable = fixture.heard.outcome(fixture.submit("x"));
      assertThat(((Refused) unreadable).cause()).isEqualTo(Cause.PERMANENT);

      smsc.on(SUBMIT_SM, pdu -> nack(pdu, 0xFF));
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Unknown.class);
    }
  }

  private static void nack(Received pdu, int status) throws java.io.IOException {
    pdu.peer.send(pdu(GENERIC_NACK, status, pdu.sequence, new byte[0]));
  }

  @Test
  void keepsTheWindowAndTheOrder() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = Fixture.bound(smsc, config -> config.withWindow(3))) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        fixture.submit("m" + i);
      }

      Received first = smsc.next(SUBMIT_SM);
      Received second = smsc.next(SUBMIT_SM);
      Received third = smsc.next(SUBMIT_SM);
      assertThat(fixture.carrier.status().detail()).endsWith("3 of 3 in flight, 3 waiting");
      assertThat(smsc.waiting(SUBMIT_SM)).isZero();
      second.answer(text("second"));
      Received fourth = smsc.next(SUBMIT_SM);
      first.answer(text("first"));
      third.answer(text("third"));
      fourth.answer(text("fourth"));
      smsc.next(SUBMIT_SM).answer(text("fifth"));
      Received sixth = smsc.next(SUBMIT_SM);
      sixth.answer(text("sixth"));

      assertThat(List.of(first.latin(), second.latin(), third.latin(), fourth.latin()))
          .zipSatisfy(List.of("m0", "m1", "m2", "m3"), (pdu, end) -> assertThat(pdu).endsWith(end));
      assertThat(sixth.latin()).endsWith("m5");
      for (int i = 0; i < 6; i++) {
        sent.add(((Accepted) Heard.next(fixture.heard.outcomes).outcome()).messageId());
      }
      assertThat(sent).containsExactly("second", "first", "third", "fourth", "fifth", "sixth");
    }
  }

  @Test
  void refusesWhatTheQueueBehindTheWindowCannotHold() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = Fixture.bound(smsc, config -> config.withWindow(1))) {
      for (int i = 0; i < 1001; i++) {
        fixture.submit("x");
      }
      assertThat(fixture.heard.outcomes).isEmpty();

      SubmissionOutcome outcome = fixture.heard.outcome(fixture.submit("x"));

      assertThat(((Refused) outcome).cause()).isEqualTo(Cause.LOCAL);
    }
  }

  @Test
  void refusesAnAddressThatSmppCannotCarry() throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc())) {
      SubmissionId id = fixture.submit("1".repeat(21), UserData.EMPTY);

      assertThat(((Refused) fixture.heard.outcome(id)).cause()).isEqualTo(Cause.PERMANENT);
      assertThat(fixture.smsc.waiting(SUBMIT_SM)).isZero();
    }
  }
}
