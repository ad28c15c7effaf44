package org.coapsms.simulator.smsc.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.smsc.IdText;
import org.coapsms.simulator.smsc.SmscAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulated SMSC does for any ESME, told by the ESME. */
abstract class OtherEsmeContract {
  private static final int ESM_CLASS_UDHI = 0x40;
  private static final Bytes ON_THE_WIRE = Centre.HEADER.plus(Centre.COAP);

  private Centre centre;
  private OtherEsme esme;

  /** Binds as "other" with the password "secret". */
  abstract OtherEsme bound(int port) throws Exception;

  @BeforeEach
  void bind() throws Exception {
    centre =
        new Centre(
            List.of(SmscAccount.of("other", "secret", "10000").withResponseIds(IdText.HEX_PADDED)));
    esme = bound(centre.port());
  }

  @AfterEach
  void end() {
    // It stays unset where the program is not installed.
    if (esme != null) {
      esme.close();
    }
    centre.close();
  }

  @Test
  void takesASegmentOctetForOctet() throws Exception {
    String id = esme.submits("491700000001", ESM_CLASS_UDHI, ON_THE_WIRE);

    ShortMessage arrived = centre.arrivedAtPhone();
    assertThat(id).isEqualTo("00000011");
    assertThat(arrived.userData()).isEqualTo(Centre.SEGMENT);
    assertThat(arrived.dataCoding()).isEqualTo(DataCoding.OCTETS_8BIT);
    assertThat(arrived.from().value()).isEqualTo("10000");
  }

  @Test
  void givesReceiptsThatItCanRead() throws Exception {
    esme.submits("491700000001", ESM_CLASS_UDHI, ON_THE_WIRE);

    OtherEsme.Delivered receipt = esme.delivered();
    assertThat(receipt.from()).isEqualTo("491700000001");
    assertThat(receipt.esmClass()).isEqualTo(0x04);
    assertThat(esme.read(receipt)).isEqualTo("17 DELIVRD");
  }

  @Test
  void deliversWhatAPhoneSendsOctetForOctet() throws Exception {
    centre.phoneSends(Address.parse("10000"));

    assertThat(esme.delivered())
        .isEqualTo(
            new OtherEsme.Delivered("491700000001", "10000", ESM_CLASS_UDHI, 4, ON_THE_WIRE));
    assertThat(centre.awaitPdu(true, "deliver_sm_resp").status()).isZero();
  }

  @Test
  void asksAndAnswersWhetherTheOtherLives() throws Exception {
    esme.enquires();

    centre.awaitPdu(false, "enquire_link");
    assertThat(centre.awaitPdu(true, "enquire_link_resp").status()).isZero();
  }

  @Test
  void releasesTheBind() throws Exception {
    esme.unbinds();

    centre.awaitPdu(true, "unbind");
  }
}
