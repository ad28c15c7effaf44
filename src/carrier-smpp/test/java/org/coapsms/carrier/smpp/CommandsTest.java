package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.carrier.smpp.ScriptedSmsc.GENERIC_NACK;
import static org.coapsms.carrier.smpp.ScriptedSmsc.SUBMIT_SM;
import static org.coapsms.carrier.smpp.ScriptedSmsc.join;
import static org.coapsms.carrier.smpp.ScriptedSmsc.octets;
import static org.coapsms.carrier.smpp.ScriptedSmsc.pdu;
import static org.coapsms.carrier.smpp.ScriptedSmsc.text;
import static org.coapsms.carrier.smpp.ScriptedSmsc.tlv;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.coapsms.carrier.smpp.ScriptedSmsc.Received;
import org.coapsms.carrier.smpp.SmppConfig.Commands;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account may use beside submit_sm. */
class CommandsTest {
  private static final int QUERY_SM = 0x03;
  private static final int SUBMIT_MULTI = 0x21;
  private static final int DATA_SM = 0x103;
  private static final Commands MULTI = new Commands(false, true, false);
  private static final Commands QUERY = new Commands(false, false, true);
  private static final Query ASKED =
      new Query(Fixture.ID, "0A1B", Address.international(Fixture.NUMBER));

  // SMPP 3.4 §4.7.1; qos_time_to_live §5.3.2.9, message_payload §5.3.2.32.
  @Test
  void sendsDataSmWhereTheAccountWantsIt() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().on(DATA_SM, pdu -> pdu.answer(text("d1")));
    UserDataHeader header = UserDataHeader.of(new Concatenation(8, 7, 2, 1));

    try (Fixture fixture = Fixture.bound(smsc, commands(new Commands(true, false, false)))) {
      SubmissionId id =
          fixture.submit(Fixture.NUMBER, UserData.ofOctets(header, Bytes.fromHex("40011234")));

      assertThat(smsc.next(DATA_SM).hex())
          .isEqualTo(
              "00" // service_type
                  + "0001" // source: unknown, ISDN
                  + "313030303000" // 10000
                  + "0101" // destination: international, ISDN
                  + "34393137303132333435363700"
                  + "40" // UDHI
                  + "01" // registered_delivery
                  + "04" // data_coding: octets
                  + "0424000a" // message_payload
                  + "050003070201"
                  + "40011234"
                  + "00170004" // qos_time_to_live, five minutes in seconds
                  + "0000012c");
      assertThat(fixture.heard.outcome(id)).isEqualTo(new Accepted("d1"));
    }
  }

  // SMPP 3.4 §4.5.1 and §4.5.2: one id for all, and a status for each who will not get it.
  @Test
  void sendsTheSameToSeveralSubscribersTogether() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(SUBMIT_SM);

    try (Fixture fixture = Fixture.bound(smsc, commands(MULTI))) {
      SubmissionId alone = fixture.submit("+491700000001", "same");
      List<SubmissionId> group = new ArrayList<>();
      for (int i = 2; i <= 4; i++) {
        group.add(fixture.submit("+49170000000" + i, "same"));
      }
      Received single = smsc.next(SUBMIT_SM);
      assertThat(fixture.carrier.status().detail()).endsWith("1 of 1 in flight, 3 waiting");
      single.answer(text("s1"));
      assertThat(fixture.heard.outcome(alone)).isEqualTo(new Accepted("s1"));

      Received multi = smsc.next(SUBMIT_MULTI);
      assertThat(multi.hex())
          .isEqualTo(
              "00" // service_type
                  + "0001" // source: unknown, ISDN
                  + "313030303000" // 10000
                  + "03" // number_of_dests
                  + "010101" // an SME; international, ISDN
                  + "34393137303030303030303200"
                  + "010101"
                  + "34393137303030303030303300"
                  + "010101"
                  + "34393137303030303030303400"
                  + "000000" // esm_class, protocol_id, priority
                  + "00" // schedule_delivery_time
                  + "3030303030303030303530303030305200" // five minutes
                  + "01" // registered_delivery
                  + "00" // replace_if_present
                  + "04" // data_coding
                  + "00" // sm_default_msg_id
                  + "04" // sm_length
                  + "73616d65");
      byte[] refusedOne = join(octets(1, 1, 1), text("491700000003"), octets(0, 0, 0, 0x0B));
      multi.answer(join(text("m1"), refusedOne));

      assertThat(fixture.heard.outcome(group.get(0))).isEqualTo(new Accepted("m1"));
      assertThat(((Refused) fixture.heard.outcome(group.get(1))).cause())
          .isEqualTo(Cause.PERMANENT);
      assertThat(fixture.heard.outcome(group.get(2))).isEqualTo(new Accepted("m1"));
      // By the id and the address: both have the same id.
      single.peer.send(receipt("m1", "491700000004"), receipt("m1", "491700000002"));
      assertThat(Heard.next(fixture.heard.receipts).value().recipient())
          .contains(Address.international("491700000004"));
      Receipt second = Heard.next(fixture.heard.receipts).value();
      assertThat(second.recipient()).contains(Address.international("491700000002"));
      assertThat(second.messageId()).isEqualTo("m1");
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void goesOnOneByOneWhereTheSmscDoesNotKnowSubmitMulti(boolean nacks) throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .ignore(SUBMIT_SM)
            .on(
                SUBMIT_MULTI,
                refused ->
                    refused.peer.send(
                        pdu(
                            nacks ? GENERIC_NACK : SUBMIT_MULTI | ScriptedSmsc.RESP,
                            3,
                            refused.sequence,
                            octets())));

    try (Fixture fixture = Fixture.bound(smsc, commands(MULTI))) {
      List<SubmissionId> ids = submitFour(fixture);
      for (int i = 0; i < 4; i++) {
        smsc.next(SUBMIT_SM).answer(text("s" + i));
        assertThat(fixture.heard.outcome(ids.get(i))).isEqualTo(new Accepted("s" + i));
      }
      assertThat(smsc.waiting(SUBMIT_MULTI)).isZero();
      assertThat(fixture.heard.outcomes).isEmpty();
    }
  }

  @Test
  void knowsNothingOfAGroupWhoseAnswerItCannotRead() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc()
            .on(SUBMIT_MULTI, multi -> multi.answer(join(text("m1"), octets(2, 1, 1))));

    try (Fixture fixture = Fixture.bound(smsc.ignore(SUBMIT_SM), commands(MULTI))) {
      List<SubmissionId> ids = submitFour(fixture);
      smsc.next(SUBMIT_SM).answer(text("s"));

      assertThat(fixture.heard.outcome(ids.get(0))).isInstanceOf(Accepted.class);
      for (int i = 1; i < 4; i++) {
        assertThat(fixture.heard.outcome(ids.get(i))).isInstanceOf(Unknown.class);
      }
    }
  }

  // SMPP 3.4 §4.8.1, §4.8.2; the states §5.2.28.
  @ParameterizedTest
  @CsvSource({
    "1, 0, STILL_TRYING, message_state:1",
    "2, 0, DELIVERED, message_state:2",
    "3, 27, FAILED_TEMPORARY, message_state:3 error_code:27",
    "5, 1, FAILED_PERMANENT, message_state:5 error_code:1",
    "7, 0, UNCONFIRMED, message_state:7",
    "99, 0, UNCONFIRMED, message_state:99",
  })
  void asksWhatBecameOfASegment(int state, int error, ReceiptState told, String words)
      throws Exception {
    try (Fixture fixture = Fixture.bound(new ScriptedSmsc(), commands(QUERY))) {
      fixture.carrier.query(ASKED);

      Received query = fixture.smsc.next(QUERY_SM);
      // message_id, then the source as in the submission.
      assertThat(query.hex()).isEqualTo("3041314200" + "0001" + "313030303000");
      query.answer(join(text("0A1B"), text(""), octets(state, error)));
      Receipt receipt = Heard.next(fixture.heard.receipts).value();
      assertThat(receipt).isEqualTo(Receipt.answering(ASKED, told, "query_sm " + words));
    }
  }

  @Test
  void hearsNothingWhereTheSmscHasNoAnswer() throws Exception {
    ScriptedSmsc smsc =
        new ScriptedSmsc().on(QUERY_SM, query -> query.answer(0x67, octets())).ignore(SUBMIT_SM);

    try (Fixture fixture = Fixture.bound(smsc, commands(QUERY))) {
      fixture.carrier.query(ASKED);
      fixture.carrier.query(new Query(Fixture.ID, "7".repeat(100), ASKED.recipient()));
      fixture.carrier.query(new Query(Fixture.ID, "", ASKED.recipient()));
      Received unused = smsc.next(QUERY_SM);

      // The window of one is free again, and nothing else was asked.
      SubmissionId id = fixture.submit("x");
      smsc.next(SUBMIT_SM).answer(text("s"));
      assertThat(fixture.heard.outcome(id)).isEqualTo(new Accepted("s"));
      assertThat(smsc.waiting(QUERY_SM)).isZero();
      assertThat(fixture.heard.receipts).isEmpty();
    }
  }

  @Test
  void freesThePlaceOfAQueryThatIsNeverAnswered() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().ignore(QUERY_SM);

    try (Fixture fixture =
        Fixture.bound(
            smsc,
            config ->
                commands(QUERY)
                    .apply(Fixture.responseTimeout(Duration.ofMillis(200)).apply(config)))) {
      fixture.carrier.query(ASKED);
      Received unused = smsc.next(QUERY_SM);

      assertThat(fixture.heard.outcome(fixture.submit("x"))).isInstanceOf(Accepted.class);
      assertThat(fixture.heard.receipts).isEmpty();
    }
  }

  // Neither appendix B's text nor a TLV names an id; the answers of this SMSC did not either.
  @Test
  void takesAReceiptWithoutAnyId() throws Exception {
    ScriptedSmsc smsc = new ScriptedSmsc().on(SUBMIT_SM, pdu -> pdu.answer(text("")));

    try (Fixture fixture = Fixture.bound(smsc)) {
      assertThat(fixture.heard.outcome(fixture.submit("x"))).isEqualTo(new Accepted(""));
      smsc.nextPeer().send(receipt("", "491701234567"));

      Receipt receipt = Heard.next(fixture.heard.receipts).value();
      assertThat(receipt.messageId()).isEmpty();
      assertThat(receipt.recipient()).contains(Address.international("491701234567"));
      assertThat(receipt.state()).isEqualTo(ReceiptState.DELIVERED);
      assertThat(smsc.next(ScriptedSmsc.DELIVER_SM | ScriptedSmsc.RESP).status).isZero();
    }
  }

  private static List<SubmissionId> submitFour(Fixture fixture) {
    List<SubmissionId> ids = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      ids.add(fixture.submit("+49170000000" + i, "same"));
    }
    return ids;
  }

  /** Message state 2, and the id, if there is one, in TLVs. */
  private static byte[] receipt(String id, String from) {
    byte[] state = tlv(0x0427, octets(2));
    byte[] tlvs = id.isEmpty() ? state : join(state, tlv(0x001E, text(id)));
    return pdu(
        ScriptedSmsc.DELIVER_SM,
        0,
        77,
        join(
            text(""),
            octets(1, 1),
            text(from),
            octets(0, 1),
            text("10000"),
            octets(4, 0, 0),
            text(""),
            text(""),
            octets(0, 0, 0, 0, 0),
            tlvs));
  }

  private static UnaryOperator<SmppConfig> commands(Commands commands) {
    return config -> config.withWindow(1).withSending(sending(commands));
  }

  static SmppConfig.Sending sending(Commands commands) {
    SmppConfig.Sending usual = SmppConfig.Sending.DEFAULT;
    return new SmppConfig.Sending(
        usual.dataCoding(),
        usual.registeredDelivery(),
        usual.segments(),
        usual.source(),
        usual.destination(),
        commands);
  }
}
