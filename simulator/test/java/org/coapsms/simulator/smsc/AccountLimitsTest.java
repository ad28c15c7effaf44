package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.smsc.VirtualCentre.PHONE;

import java.time.Duration;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.SubmitSmResp;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.simulator.network.RadioConditions;
import org.junit.jupiter.api.Test;

/** What an account may do, and how it is told what became of its messages. */
class AccountLimitsTest {
  private static final SmscAccount ANYONE = SmscAccount.anyLogin("10000");

  @Test
  void throttlesWhatIsMoreThanTheRate() {
    VirtualCentre centre = limited(Limits.NONE.withRate(2), RadioConditions.ideal());
    VirtualCentre.Esme esme = centre.binds();

    submits(esme, 3);
    assertThat(statuses(esme)).containsExactly(0, 0, 0x58);
    centre.passes(Duration.ofMillis(500));
    submits(esme, 2);
    assertThat(statuses(esme)).containsExactly(0, 0x58);
    centre.passes(Duration.ofSeconds(10));
    submits(esme, 3);
    assertThat(statuses(esme)).containsExactly(0, 0, 0x58);
  }

  @Test
  void throttlesWhatIsMoreThanTheWindow() {
    VirtualCentre centre =
        new VirtualCentre(
            SmscConfig.of(ANYONE.withLimits(Limits.NONE.withWindow(2)))
                .withResponseLatency(Duration.ofSeconds(1)));
    VirtualCentre.Esme esme = centre.binds();

    submits(esme, 3);
    centre.passes(Duration.ofSeconds(1));
    assertThat(statuses(esme)).containsExactly(0, 0, 0x58);
    submits(esme, 2);
    centre.passes(Duration.ofSeconds(1));

    assertThat(statuses(esme)).containsExactly(0, 0);
  }

  @Test
  void refusesWhatDoesNotFitIntoTheQueue() {
    VirtualCentre centre =
        limited(
            Limits.NONE.withQueue(2), RadioConditions.ideal().withLatency(Duration.ofSeconds(5)));
    VirtualCentre.Esme esme = centre.binds();

    submits(esme, 3);
    assertThat(statuses(esme)).containsExactly(0, 0, 0x14);
    centre.passes(Duration.ofSeconds(5));
    submits(esme, 1);

    assertThat(statuses(esme)).containsExactly(0);
  }

  @Test
  void forgetsLostMessagesInItsQueue() {
    VirtualCentre centre = limited(Limits.NONE.withQueue(1), RadioConditions.ideal().withLoss(1));
    VirtualCentre.Esme esme = centre.binds();

    submits(esme, 2);

    assertThat(statuses(esme)).containsExactly(0, 0);
  }

  @Test
  void allowsNoMoreBindsThanAgreed() {
    VirtualCentre centre = limited(Limits.NONE.withBinds(1), RadioConditions.ideal());
    VirtualCentre.Esme first = centre.binds();
    VirtualCentre.Esme second = centre.connects();

    second.says(second.bind(Bind.Direction.TRANSMITTER, "a", "b", 0x34));
    first.disconnects();
    second.says(second.bind(Bind.Direction.TRANSMITTER, "a", "b", 0x34));

    assertThat(statuses(second)).containsExactly(0x05, 0);
  }

  // SMPP 5.0 §4.8.4.18, congestion_state: 0 idle to 100 congested.
  @Test
  void tellsOnlyVersion5HowCongestedItIs() {
    VirtualCentre centre = limited(Limits.NONE.withRate(4), RadioConditions.ideal());
    VirtualCentre.Esme newer = centre.connects();
    newer.says(newer.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x50));
    newer.heard();
    VirtualCentre.Esme older = centre.binds();

    submits(newer, 2);
    submits(older, 1);
    submits(newer, 2);
    submits(older, 1);

    List<Pdu> answers = newer.heard();
    assertThat(answers)
        .extracting(pdu -> ((SubmitSmResp) pdu).tlvs().u8(TlvTag.CONGESTION_STATE).orElse(-1))
        .containsExactly(25, 50, 100, 100);
    // Also where it refuses.
    assertThat(answers).extracting(Pdu::commandStatus).containsExactly(0, 0, 0, 0x58);
    assertThat(((SubmitSmResp) older.heard().get(0)).tlvs().isEmpty()).isTrue();
  }

  @Test
  void claimsCongestionOnDemand() {
    VirtualCentre centre = limited(Limits.NONE, RadioConditions.ideal());
    VirtualCentre.Esme esme = centre.binds();
    centre.strikesNext(SmscFault.CONGESTED);

    submits(esme, 1);

    assertThat(esme.writes())
        .containsExactly(Bytes.fromHex("00000017 80000004 00000000 00000002 3100 0428 0001 64"));
  }

  @Test
  void sendsReceiptsLateAndInAnotherOrder() {
    VirtualCentre centre =
        new VirtualCentre(
            SmscConfig.of(
                ANYONE
                    .withWindow(100)
                    .withReceiptHabits(
                        ReceiptHabits.HONEST.withDelay(Duration.ofSeconds(2)).withDisorder(0.5))));
    VirtualCentre.Esme esme = centre.binds();
    for (int i = 0; i < 20; i++) {
      esme.submits(PHONE, 1);
    }
    assertThat(esme.heard()).hasSize(20).allMatch(SubmitSmResp.class::isInstance);

    centre.passes(Duration.ofMillis(1_999));
    assertThat(esme.heard()).isEmpty();
    centre.passes(Duration.ofMillis(10_001));

    List<Integer> ids = esme.delivered().stream().map(AccountLimitsTest::id).toList();
    assertThat(ids)
        .hasSize(20)
        .doesNotHaveDuplicates()
        .isNotEqualTo(ids.stream().sorted().toList());
  }

  @Test
  void lies() {
    VirtualCentre centre =
        new VirtualCentre(
            SmscConfig.of(ANYONE.withReceiptHabits(ReceiptHabits.HONEST.withLies(1))));
    VirtualCentre.Esme esme = centre.binds();

    esme.submits(PHONE, 1);
    esme.submits(VirtualCentre.NOBODY, 1);

    assertThat(esme.heard().stream().filter(DeliverSm.class::isInstance))
        .extracting(pdu -> ((DeliverSm) pdu).tlvs().u8(TlvTag.MESSAGE_STATE).orElse(-1))
        .containsExactly(5, 2);
  }

  @Test
  void namesAllMessagesAlike() {
    VirtualCentre centre =
        new VirtualCentre(SmscConfig.of(ANYONE.withResponseIds(IdText.CONSTANT)));
    VirtualCentre.Esme esme = centre.binds();

    submits(esme, 2);

    assertThat(esme.heard())
        .extracting(pdu -> ((SubmitSmResp) pdu).messageId())
        .containsOnly("msg_id_not_implemented");
  }

  private static VirtualCentre limited(Limits limits, RadioConditions conditions) {
    return new VirtualCentre(SmscConfig.of(ANYONE.withLimits(limits)), conditions);
  }

  private static void submits(VirtualCentre.Esme esme, int times) {
    for (int i = 0; i < times; i++) {
      esme.submits(PHONE, 0);
    }
  }

  private static List<Integer> statuses(VirtualCentre.Esme esme) {
    return esme.heard().stream().map(Pdu::commandStatus).toList();
  }

  private static int id(DeliverSm receipt) {
    return Integer.parseInt(receipt.tlvs().text(TlvTag.RECEIPTED_MESSAGE_ID).orElseThrow());
  }
}
