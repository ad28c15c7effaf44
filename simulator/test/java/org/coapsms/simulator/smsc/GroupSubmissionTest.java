package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.coapsms.simulator.smsc.VirtualCentre.NOBODY;
import static org.coapsms.simulator.smsc.VirtualCentre.NUMBER;
import static org.coapsms.simulator.smsc.VirtualCentre.PHONE;
import static org.coapsms.simulator.smsc.VirtualCentre.body;

import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.CancelSm;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.SubmitMulti;
import org.coapsms.codec.smpp.SubmitMulti.DistributionList;
import org.coapsms.codec.smpp.SubmitMulti.Sme;
import org.coapsms.codec.smpp.SubmitMultiResp;
import org.coapsms.codec.smpp.SubmitMultiResp.Unsuccessful;
import org.coapsms.codec.smpp.TlvTag;
import org.coapsms.codec.smpp.Tlvs;
import org.junit.jupiter.api.Test;

/** One submit_multi for many, SMPP 3.4 §4.5. */
class GroupSubmissionTest {
  private final VirtualCentre centre =
      new VirtualCentre(SmscConfig.of(SmscAccount.anyLogin("10000")));
  private final VirtualCentre.Esme esme = centre.binds();

  @Test
  void answersOnceAndReportsAboutEachReceiverUnderTheSameId() {
    esme.says(group(1, new Sme(PHONE), new Sme(NOBODY)));

    List<Pdu> heard = esme.heard();
    assertThat(heard).hasSize(3);
    assertThat(heard.get(0)).isEqualTo(new SubmitMultiResp(0, 9, "1", List.of(), Tlvs.EMPTY));
    assertThat(heard.subList(1, 3))
        .map(DeliverSm.class::cast)
        .extracting(
            DeliverSm::source,
            receipt -> receipt.tlvs().text(TlvTag.RECEIPTED_MESSAGE_ID).orElseThrow(),
            receipt -> receipt.tlvs().u8(TlvTag.MESSAGE_STATE).orElseThrow())
        .containsExactlyInAnyOrder(tuple(PHONE, "1", 2), tuple(NOBODY, "1", 5));
    assertThat(centre.atPhone()).hasSize(1);
  }

  @Test
  void namesThoseWhoDoNotGetIt() {
    Address empty = Address.parse("");

    esme.says(group(0, new Sme(PHONE), new Sme(empty)));

    assertThat(esme.heard())
        .containsExactly(
            new SubmitMultiResp(0, 9, "1", List.of(new Unsuccessful(empty, 0x0B)), Tlvs.EMPTY));
  }

  @Test
  void refusesAGroupThatNobodyWouldGet() {
    esme.says(group(0));
    esme.says(group(0, new DistributionList("friends")));

    assertThat(esme.heard()).extracting(Pdu::commandStatus).containsExactly(0x45, 0x34);
  }

  @Test
  void takesNothingBack() {
    esme.says(new CancelSm(4, "", "1", NUMBER, PHONE));

    assertThat(esme.heard())
        .extracting(Pdu::commandId, Pdu::commandStatus, Pdu::sequenceNumber)
        .containsExactly(tuple(0x80000008, 0x11, 4));
  }

  @Test
  void keepsToTheLimitsForEachReceiver() {
    VirtualCentre limited =
        new VirtualCentre(
            SmscConfig.of(SmscAccount.anyLogin("10000").withLimits(Limits.NONE.withRate(1))));
    VirtualCentre.Esme caller = limited.binds();

    caller.says(group(0, new Sme(PHONE), new Sme(NOBODY)));

    assertThat(caller.heard())
        .map(SubmitMultiResp.class::cast)
        .flatExtracting(SubmitMultiResp::unsuccessful)
        .containsExactly(new Unsuccessful(NOBODY, 0x58));
  }

  private static SubmitMulti group(int registered, SubmitMulti.Destination... destinations) {
    return new SubmitMulti(
        9,
        List.of(destinations),
        body(NUMBER, SubmitMulti.NOBODY, 0, registered, 4, "", Bytes.fromHex("40010001")));
  }
}
