package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.QuerySm;
import org.coapsms.codec.smpp.QuerySmResp;
import org.coapsms.codec.smpp.SubmitMulti;
import org.coapsms.codec.smpp.SubmitSmResp;
import org.junit.jupiter.api.Test;

/** What the ESME sees of the faults of query_sm and submit_multi, in virtual time. */
class SmscCommandFaultTest {
  private final VirtualCentre centre =
      new VirtualCentre(SmscConfig.of(SmscAccount.anyLogin("10000")));

  @Test
  void answersAQueryWithALieOrNotAtAll() {
    VirtualCentre.Esme esme = centre.binds();
    int unused = esme.submits(VirtualCentre.PHONE, 0);
    String id = ((SubmitSmResp) esme.heard().get(0)).messageId();

    esme.says(new QuerySm(71, id, VirtualCentre.NUMBER));
    centre.strikesNext(SmscFault.QUERY_LIES);
    esme.says(new QuerySm(72, id, VirtualCentre.NUMBER));
    centre.strikesNext(SmscFault.QUERY_NO_RESPONSE);
    esme.says(new QuerySm(73, id, VirtualCentre.NUMBER));

    // SMPP 3.4 §5.2.28: 2 delivered, 5 undeliverable.
    assertThat(esme.heard())
        .extracting(pdu -> ((QuerySmResp) pdu).messageState())
        .containsExactly(2, 5);
  }

  @Test
  void doesNotKnowSubmitMulti() {
    VirtualCentre.Esme esme = centre.binds();
    SubmitMulti multi =
        new SubmitMulti(
            71,
            List.of(new SubmitMulti.Sme(VirtualCentre.PHONE)),
            VirtualCentre.body(
                VirtualCentre.NUMBER, SubmitMulti.NOBODY, 0, 0, 4, "", Bytes.fromHex("40010001")));

    centre.strikesNext(SmscFault.MULTI_UNKNOWN);
    esme.says(multi);
    assertThat(esme.heard().get(0).commandStatus()).isEqualTo(0x03);
    assertThat(centre.atPhone()).isEmpty();
    esme.says(multi);

    assertThat(esme.heard().get(0).commandStatus()).isZero();
    assertThat(centre.atPhone()).hasSize(1);
  }
}
