package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.coapsms.simulator.smsc.VirtualCentre.NOBODY;
import static org.coapsms.simulator.smsc.VirtualCentre.NUMBER;
import static org.coapsms.simulator.smsc.VirtualCentre.PHONE;
import static org.coapsms.simulator.smsc.VirtualCentre.body;

import java.time.Duration;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.DataSm;
import org.coapsms.codec.smpp.DataSmResp;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.QuerySm;
import org.coapsms.codec.smpp.QuerySmResp;
import org.coapsms.codec.smpp.SubmitSmResp;
import org.coapsms.codec.smpp.Tlv;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;
import org.coapsms.codec.smpp.Unbind;
import org.coapsms.codec.smpp.UnbindResp;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionsTest {
  private static final SmscAccount ANYONE = SmscAccount.anyLogin("10000");

  private final VirtualCentre centre = new VirtualCentre(SmscConfig.of(ANYONE));
  private final VirtualCentre.Esme esme = centre.binds();

  @Test
  void writesTheReceiptAsAppendixBDrawsIt() {
    int sequence =
        esme.submits(
            body(NUMBER, PHONE, 0, 1, 0, "", Bytes.ofAscii("Good morning, dear subscriber")));

    List<Pdu> heard = esme.heard();
    assertThat(heard).hasSize(2);
    assertThat(heard.get(0)).isEqualTo(SubmitSmResp.accepted(sequence, "1"));
    DeliverSm receipt = (DeliverSm) heard.get(1);
    assertThat(receipt.esmClass()).isEqualTo(0x04);
    assertThat(receipt.source()).isEqualTo(PHONE);
    assertThat(receipt.destination()).isEqualTo(NUMBER);
    assertThat(receipt.shortMessage().toUtf8())
        .isEqualTo(
            "id:1 sub:001 dlvrd:001 submit date:2402291234 done date:2402291234"
                + " stat:DELIVRD err:000 text:Good morning, dear s");
    assertThat(receipt.tlvs().text(TlvTag.RECEIPTED_MESSAGE_ID)).contains("1");
    assertThat(receipt.tlvs().u8(TlvTag.MESSAGE_STATE)).contains(2);
  }

  // SMPP 3.4 §5.2.17, and value 3 of 5.0.
  @ParameterizedTest
  @CsvSource({"0,false,false", "1,true,true", "2,false,true", "3,true,false"})
  void reportsWhatRegisteredDeliveryAsksFor(int registered, boolean success, boolean failure) {
    esme.submits(PHONE, registered);
    assertThat(esme.heard().stream().anyMatch(DeliverSm.class::isInstance)).isEqualTo(success);

    esme.submits(NOBODY, registered);
    List<Pdu> heard = esme.heard();
    assertThat(heard.stream().anyMatch(DeliverSm.class::isInstance)).isEqualTo(failure);
    if (failure) {
      assertThat(((DeliverSm) heard.get(1)).shortMessage().toUtf8()).contains("stat:UNDELIV");
    }
  }

  @Test
  void notifiesThatAMessageIsUnderWay() {
    esme.submits(PHONE, 0x11);

    List<Pdu> heard = esme.heard();
    assertThat(heard).hasSize(3);
    DeliverSm notification = (DeliverSm) heard.get(1);
    assertThat(notification.esmClass()).isEqualTo(0x20);
    assertThat(notification.shortMessage().toUtf8()).contains("stat:ENROUTE");
    assertThat(((DeliverSm) heard.get(2)).esmClass()).isEqualTo(0x04);
  }

  @Test
  void givesUpWhenTheValidityEnds() {
    centre.switchesOff(PHONE);
    esme.submits(body(NUMBER, PHONE, 0, 1, 4, "000000000020000R", Bytes.fromHex("40010001")));
    assertThat(esme.heard()).hasSize(1);

    centre.passes(Duration.ofSeconds(19));
    assertThat(receipts(esme)).isEmpty();
    centre.passes(Duration.ofSeconds(1));

    assertThat(receipts(esme)).singleElement().asString().contains("stat:EXPIRED err:027");
  }

  @Test
  void understandsAnAbsoluteValidity() {
    centre.switchesOff(PHONE);
    // 13:35:16.0 one hour east of Greenwich: 20 seconds after the start.
    esme.submits(body(NUMBER, PHONE, 0, 1, 4, "240229133516004+", Bytes.fromHex("40010001")));

    centre.passes(Duration.ofSeconds(19));
    assertThat(receipts(esme)).isEmpty();
    centre.passes(Duration.ofSeconds(1));

    assertThat(receipts(esme)).hasSize(1);
  }

  @Test
  void refusesAValidityThatIsOverAndOneThatIsNoTime() {
    int over = esme.submits(body(NUMBER, PHONE, 0, 0, 4, "230228133656004+", Bytes.fromHex("40")));
    int none = esme.submits(body(NUMBER, PHONE, 0, 0, 4, "tomorrow", Bytes.fromHex("40")));

    assertThat(esme.heard())
        .extracting(Pdu::commandId, Pdu::commandStatus, Pdu::sequenceNumber)
        .containsExactly(tuple(0x80000004, 0x62, over), tuple(0x80000004, 0x62, none));
    assertThat(centre.atPhone()).isEmpty();
  }

  @Test
  void writesIdsHereInHexadecimalAndThereInDecimal() {
    VirtualCentre mixed =
        new VirtualCentre(
            SmscConfig.of(
                ANYONE
                    .withResponseIds(IdText.HEX_PADDED)
                    .withReceipts(ReceiptStyle.STANDARD.withIds(IdText.DECIMAL_PADDED))));
    VirtualCentre.Esme caller = mixed.binds();
    for (int i = 0; i < 10; i++) {
      caller.submits(PHONE, 0);
    }
    caller.heard();

    caller.submits(PHONE, 1);

    List<Pdu> heard = caller.heard();
    assertThat(((SubmitSmResp) heard.get(0)).messageId()).isEqualTo("0000000b");
    assertThat(((DeliverSm) heard.get(1)).shortMessage().toUtf8()).startsWith("id:0000000011 ");
  }

  @Test
  void leavesOutTlvsAndFieldsWhereTheStyleSaysSo() {
    VirtualCentre terse =
        new VirtualCentre(
            SmscConfig.of(
                ANYONE.withReceipts(
                    ReceiptStyle.STANDARD
                        .withTemplate("ID:{id} Stat:{stat} {odd} {")
                        .withTlvs(false))));
    VirtualCentre.Esme caller = terse.binds();

    caller.submits(PHONE, 1);

    DeliverSm receipt = (DeliverSm) caller.heard().get(1);
    assertThat(receipt.shortMessage().toUtf8()).isEqualTo("ID:1 Stat:DELIVRD {odd} {");
    assertThat(receipt.tlvs().isEmpty()).isTrue();
  }

  @Test
  void answersLaterWithoutHoldingAnythingUp() {
    VirtualCentre slow =
        new VirtualCentre(SmscConfig.of(ANYONE).withResponseLatency(Duration.ofMillis(20)));
    VirtualCentre.Esme caller = slow.binds();

    int first = caller.submits(PHONE, 1);
    int second = caller.submits(PHONE, 1);
    assertThat(caller.heard()).isEmpty();
    slow.passes(Duration.ofMillis(20));

    assertThat(caller.heard())
        .extracting(Pdu::commandId, Pdu::sequenceNumber)
        .containsExactly(
            tuple(0x80000004, first),
            tuple(CommandId.DELIVER_SM, 1),
            tuple(0x80000004, second),
            tuple(CommandId.DELIVER_SM, 2));
  }

  @Test
  void tellsTheTruthEvenIfTheReceiptIsLost() {
    VirtualCentre lossy =
        new VirtualCentre(
            SmscConfig.of(ANYONE),
            RadioConditions.ideal().withLatency(Duration.ofSeconds(5)).withReceiptLoss(1));
    VirtualCentre.Esme caller = lossy.binds();
    caller.submits(PHONE, 1);

    caller.says(new QuerySm(7, "1", NUMBER));
    lossy.passes(Duration.ofSeconds(5));
    caller.says(new QuerySm(8, "1", NUMBER));

    List<Pdu> heard = caller.heard();
    assertThat(heard).hasSize(3);
    assertThat(heard.get(1)).isEqualTo(new QuerySmResp(0, 7, "1", "", 1, 0, Tlvs.EMPTY));
    assertThat(heard.get(2))
        .isEqualTo(new QuerySmResp(0, 8, "1", "240229123501000+", 2, 0, Tlvs.EMPTY));
  }

  @Test
  void takesDataSmWithItsPayloadInATlv() {
    esme.says(
        new DataSm(
            5,
            "",
            NUMBER,
            PHONE,
            0,
            0,
            4,
            Tlvs.of(new Tlv(TlvTag.MESSAGE_PAYLOAD, Bytes.fromHex("40010001")))));

    assertThat(esme.heard()).containsExactly(DataSmResp.accepted(5, "1"));
    assertThat(centre.atPhone().get(0).userData().octets()).isEqualTo(Bytes.fromHex("40010001"));
  }

  @Test
  void carriesButNeverAnswersOnDemand() {
    centre.strikesNext(SmscFault.NO_RESPONSE);

    esme.submits(PHONE, 1);

    assertThat(esme.delivered()).hasSize(1);
    assertThat(centre.atPhone()).hasSize(1);
    assertThat(esme.isClosed()).isFalse();
  }

  @Test
  void carriesAndDropsTheConnectionOnDemand() {
    centre.strikesNext(SmscFault.DROP_CONNECTION);

    esme.submits(PHONE, 1);

    assertThat(esme.isClosed()).isTrue();
    assertThat(esme.heard()).isEmpty();
    assertThat(centre.atPhone()).hasSize(1);
    assertThat(centre.account().binds()).isEmpty();
    assertThat(centre.binds().delivered()).hasSize(1);
  }

  @Test
  void sendsTheReceiptBeforeTheResponseOnDemand() {
    centre.strikesNext(SmscFault.RECEIPT_BEFORE_RESPONSE);

    int sequence = esme.submits(PHONE, 1);

    List<Pdu> heard = esme.heard();
    assertThat(heard).hasSize(2);
    assertThat(heard.get(0)).isInstanceOf(DeliverSm.class);
    assertThat(heard.get(1)).isEqualTo(SubmitSmResp.accepted(sequence, "1"));
  }

  @Test
  void answersAtLastIfTheReceiptNeverComes() {
    centre.switchesOff(PHONE);
    centre.strikesNext(SmscFault.RECEIPT_BEFORE_RESPONSE);
    int sequence = esme.submits(PHONE, 1);
    assertThat(esme.heard()).isEmpty();

    centre.passes(Duration.ofSeconds(10));

    assertThat(esme.heard()).containsExactly(SubmitSmResp.accepted(sequence, "1"));
  }

  @Test
  void asksToUnbindAfterTheResponseOnDemand() {
    centre.strikesNext(SmscFault.UNBIND);

    int sequence = esme.submits(PHONE, 0);
    List<Pdu> heard = esme.heard();
    assertThat(heard).containsExactly(SubmitSmResp.accepted(sequence, "1"), new Unbind(1));
    esme.submits(PHONE, 0);
    assertThat(esme.heard()).extracting(Pdu::commandStatus).containsExactly(0x04);
    assertThat(esme.isClosed()).isFalse();

    esme.says(new UnbindResp(0, 1));
    assertThat(esme.isClosed()).isTrue();
  }

  private static List<String> receipts(VirtualCentre.Esme esme) {
    return esme.heard().stream()
        .filter(DeliverSm.class::isInstance)
        .map(pdu -> ((DeliverSm) pdu).shortMessage().toUtf8())
        .toList();
  }
}
