package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.coapsms.simulator.smsc.VirtualCentre.PHONE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.AlertNotification;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.EnquireLink;
import org.coapsms.codec.smpp.EnquireLinkResp;
import org.coapsms.codec.smpp.GenericNack;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.SubmitSmResp;
import org.coapsms.codec.smpp.Unbind;
import org.coapsms.codec.smpp.UnbindResp;
import org.coapsms.simulator.network.FaultSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ESME sees of each fault, in virtual time; octets as SMPP 3.4 §3.2 lays them out. */
class SmscFaultTest {
  private final VirtualCentre centre =
      new VirtualCentre(SmscConfig.of(SmscAccount.anyLogin("10000")));

  @Test
  void hasItsPlaceInTheUsersTable() throws IOException {
    String page = Files.readString(Path.of("README.md"));

    assertThat(SmscFault.values())
        .allSatisfy(fault -> assertThat(page).contains("| `" + fault.key() + "` |"));
  }

  @ParameterizedTest
  @CsvSource({"THROTTLE,0x58", "QUEUE_FULL,0x14", "REFUSE,0x0B", "ERROR_ON_SUBMIT,0x08"})
  void refusesOnDemandAndKeepsTheMessageOut(SmscFault fault, String status) {
    centre.strikesNext(fault);
    VirtualCentre.Esme esme = centre.binds();

    int refused = esme.submits(PHONE, 1);
    int taken = esme.submits(PHONE, 0);

    assertThat(esme.heard())
        .extracting(Pdu::commandId, Pdu::commandStatus, Pdu::sequenceNumber)
        .containsExactly(
            tuple(0x80000004, Integer.decode(status), refused), tuple(0x80000004, 0, taken));
    assertThat(centre.atPhone()).hasSize(1);
  }

  @Test
  void throttlesInBursts() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikes(SmscFault.THROTTLE_BURST, FaultSetting.next(1).delaying(Duration.ofSeconds(2)));

    esme.submits(PHONE, 0);
    centre.passes(Duration.ofMillis(1_999));
    esme.submits(PHONE, 0);
    centre.passes(Duration.ofMillis(1));
    esme.submits(PHONE, 0);

    assertThat(esme.heard()).extracting(Pdu::commandStatus).containsExactly(0x58, 0x58, 0);
  }

  @Test
  void answersASubmissionWithGenericNack() {
    VirtualCentre.Esme esme = centre.binds();

    centre.strikesNext(SmscFault.GENERIC_NACK);
    int first = esme.submits(PHONE, 0);
    centre.strikesNext(SmscFault.GENERIC_NACK_WITHOUT_SEQUENCE);
    esme.submits(PHONE, 0);

    assertThat(esme.heard())
        .containsExactly(new GenericNack(0x03, first), new GenericNack(0x02, 0));
    assertThat(centre.atPhone()).isEmpty();
  }

  @Test
  void asksToUnbindInsteadOfTakingASubmission() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.UNBIND_ON_SUBMIT);

    esme.submits(PHONE, 0);

    assertThat(esme.heard()).containsExactly(new Unbind(1));
    assertThat(centre.atPhone()).isEmpty();
  }

  // Submissions that are taken, and their answers.

  @ParameterizedTest
  @CsvSource({
    // command_length, command_id, command_status, sequence_number 2, message_id "1" with its NUL
    "DUPLICATE_RESPONSE,00000012 80000004 00000000 00000002 3100"
        + " 00000012 80000004 00000000 00000002 3100",
    "WRONG_SEQUENCE,00000012 80000004 00000000 000f4242 3100",
    "HEADER_ONLY,00000010 80000004 00000000 00000002",
    "EMPTY_ID,00000011 80000004 00000000 00000002 00",
    "MISSING_NUL,00000011 80000004 00000000 00000002 31",
    "NON_FATAL_PARSE_ERROR,00000018 80000004 00000000 00000002 3100 140000100102",
    "INVALID_COMMAND_ID,00000012 00000fff 00000000 00000002 3100",
    "COMMAND_LENGTH_TOO_SHORT,00000011 80000004 00000000 00000002 3100",
    "COMMAND_LENGTH_TOO_LONG,00000016 80000004 00000000 00000002 3100",
    "COMMAND_LENGTH_ZERO,00000000 80000004 00000000 00000002 3100",
    "COMMAND_LENGTH_HUGE,7fffffff 80000004 00000000 00000002 3100"
  })
  void carriesTheMessageAndSpoilsTheAnswer(SmscFault fault, String octets) {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(fault);

    esme.submits(PHONE, 0);

    assertThat(esme.writes()).containsExactly(Bytes.fromHex(octets));
    assertThat(esme.heard()).isEmpty();
    assertThat(centre.atPhone()).hasSize(1);
    int next = esme.submits(PHONE, 0);
    assertThat(esme.heard()).containsExactly(SubmitSmResp.accepted(next, "2"));
  }

  @Test
  void answersWithAnOverlongIdOrWithoutAnySmpp() {
    VirtualCentre.Esme esme = centre.binds();

    centre.strikesNext(SmscFault.OVERLONG_ID);
    esme.submits(PHONE, 0);
    centre.strikesNext(SmscFault.GARBAGE);
    esme.submits(PHONE, 0);

    List<Bytes> writes = esme.writes();
    assertThat(writes.get(0).toHex())
        .isEqualTo("00000075800000040000000000000002" + "37".repeat(100) + "00");
    assertThat(writes.get(1).toUtf8()).startsWith("HTTP/1.1 400");
  }

  @Test
  void answersLate() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikes(SmscFault.LATE_RESPONSE, FaultSetting.next(1).delaying(Duration.ofSeconds(7)));

    int late = esme.submits(PHONE, 0);
    centre.passes(Duration.ofMillis(6_999));
    assertThat(esme.heard()).isEmpty();
    centre.passes(Duration.ofMillis(1));

    assertThat(esme.heard()).containsExactly(SubmitSmResp.accepted(late, "1"));
  }

  @Test
  void answersOutOfOrder() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.REORDER_RESPONSE);

    int first = esme.submits(PHONE, 0);
    assertThat(esme.heard()).isEmpty();
    int second = esme.submits(PHONE, 0);

    assertThat(esme.heard())
        .containsExactly(SubmitSmResp.accepted(second, "2"), SubmitSmResp.accepted(first, "1"));
    centre.passes(Duration.ofSeconds(2));
    assertThat(esme.heard()).isEmpty();
  }

  @Test
  void answersAtLastIfThereIsNoneToOvertake() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.REORDER_RESPONSE);
    int only = esme.submits(PHONE, 0);

    centre.passes(Duration.ofSeconds(1));

    assertThat(esme.heard()).containsExactly(SubmitSmResp.accepted(only, "1"));
  }

  @Test
  void alertsBehindAnAnswer() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.ALERT_NOTIFICATION);

    esme.submits(PHONE, 0);

    List<Pdu> heard = esme.heard();
    assertThat(heard).hasSize(2);
    assertThat(heard.get(1)).isInstanceOf(AlertNotification.class);
  }

  // What the centre sends on its own.

  @Test
  void bringsAReceiptToAnotherBind() {
    VirtualCentre.Esme sender = centre.binds();
    VirtualCentre.Esme other = centre.binds();

    for (int i = 0; i < 4; i++) {
      centre.strikesNext(SmscFault.RECEIPT_ON_ANOTHER_BIND);
      sender.submits(PHONE, 1);
    }

    assertThat(sender.heard()).hasSize(4).allMatch(SubmitSmResp.class::isInstance);
    assertThat(other.delivered()).hasSize(4);
  }

  @Test
  void deliversTwice() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.DUPLICATE_DELIVER);

    centre.phoneSends("a");

    List<DeliverSm> both = esme.delivered();
    assertThat(both).extracting(DeliverSm::sequenceNumber).containsExactly(1, 2);
    assertThat(both.get(1).body()).isEqualTo(both.get(0).body());
  }

  @Test
  void deliversAndAsksToUnbind() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.DELIVER_AND_UNBIND);

    centre.phoneSends("a");

    assertThat(esme.heard())
        .extracting(Pdu::commandId)
        .containsExactly(CommandId.DELIVER_SM, CommandId.UNBIND);
  }

  @Test
  void deliversATlvThatEndsTooEarly() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.DELIVER_TRUNCATED_TLV);

    centre.phoneSends("a");

    assertThat(esme.heard()).isEmpty();
    assertThat(esme.writes()).singleElement().asString().endsWith("140000100102");
  }

  @Test
  void leavesAnEnquiryWithoutAnswerOrAsksBack() {
    VirtualCentre.Esme esme = centre.binds();

    centre.strikesNext(SmscFault.ENQUIRE_LINK_NO_RESPONSE);
    esme.says(new EnquireLink(5));
    centre.strikesNext(SmscFault.ENQUIRE_LINK_ECHO);
    esme.says(new EnquireLink(6));

    assertThat(esme.heard()).containsExactly(new EnquireLinkResp(0, 6), new EnquireLink(1));
  }

  @Test
  void leavesAnUnbindWithoutAnswerOrClosesAtIt() {
    VirtualCentre.Esme left = centre.binds();
    centre.strikesNext(SmscFault.UNBIND_NO_RESPONSE);
    left.says(new Unbind(8));
    VirtualCentre.Esme closed = centre.binds();
    centre.strikesNext(SmscFault.UNBIND_CLOSE);
    closed.says(new Unbind(8));
    VirtualCentre.Esme usual = centre.binds();
    usual.says(new Unbind(8));

    assertThat(left.heard()).isEmpty();
    assertThat(left.isClosed()).isFalse();
    assertThat(closed.heard()).isEmpty();
    assertThat(closed.isClosed()).isTrue();
    assertThat(usual.heard()).containsExactly(new UnbindResp(0, 8));
  }

  // The connection.

  @Test
  void stopsReadingForAWhile() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikes(SmscFault.STOP_READING, FaultSetting.next(1).delaying(Duration.ofSeconds(9)));

    esme.says(new EnquireLink(5));

    assertThat(esme.heard()).containsExactly(new EnquireLinkResp(0, 5));
    assertThat(esme.isRead()).isFalse();
    centre.passes(Duration.ofSeconds(9));
    assertThat(esme.isRead()).isTrue();
  }

  @Test
  void forgetsABindAndLeavesItsConnectionOpen() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.HALF_OPEN);

    esme.submits(PHONE, 1);
    esme.says(new EnquireLink(9));
    centre.phoneSends("a");
    centre.passes(Duration.ofMinutes(5));

    assertThat(esme.heard()).isEmpty();
    assertThat(esme.isClosed()).isFalse();
    assertThat(centre.account().binds()).isEmpty();
    assertThat(centre.binds().delivered()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"10, false", "4, true"})
  void closesAConnectionAfterSoManyPdus(int pdus, boolean told) {
    FaultSetting always = FaultSetting.always();
    centre.strikes(SmscFault.CLOSE_AFTER_PDUS, told ? always.atEvery(pdus) : always);
    VirtualCentre.Esme esme = centre.binds();

    for (int i = 1; i < pdus; i++) {
      assertThat(esme.isClosed()).isFalse();
      esme.says(new EnquireLink(i));
    }

    // The bind was the first.
    assertThat(esme.heard()).hasSize(pdus - 2);
    assertThat(esme.isClosed()).isTrue();
  }

  @Test
  void writesAPduOctetByOctet() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.SINGLE_OCTETS);

    esme.says(new EnquireLink(5));

    List<Bytes> writes = esme.writes();
    assertThat(writes).hasSize(16).allMatch(octets -> octets.size() == 1);
    assertThat(writes.stream().reduce(Bytes.EMPTY, Bytes::plus))
        .isEqualTo(new EnquireLinkResp(0, 5).encode());
  }

  @Test
  void pausesInTheMiddleOfAPduAndAllElseWaits() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.PAUSE_IN_PDU);
    Bytes slow = new EnquireLinkResp(0, 5).encode();

    esme.says(new EnquireLink(5));
    esme.says(new EnquireLink(6));

    assertThat(esme.writes()).containsExactly(slow.slice(0, 8));
    centre.passes(Duration.ofSeconds(5));
    assertThat(esme.writes()).containsExactly(slow.from(8), new EnquireLinkResp(0, 6).encode());
  }

  @Test
  void putsTwoPdusIntoOnePacket() {
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.TWO_PDUS_IN_ONE_PACKET);
    Bytes first = new EnquireLinkResp(0, 5).encode();

    esme.says(new EnquireLink(5));
    assertThat(esme.writes()).isEmpty();
    esme.says(new EnquireLink(6));

    assertThat(esme.writes()).containsExactly(first.plus(new EnquireLinkResp(0, 6).encode()));
    centre.strikesNext(SmscFault.TWO_PDUS_IN_ONE_PACKET);
    esme.says(new EnquireLink(5));
    centre.passes(Duration.ofSeconds(1));
    assertThat(esme.writes()).containsExactly(first);
  }
}
