package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.BindResp;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.EnquireLink;
import org.coapsms.codec.smpp.EnquireLinkResp;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.TlvTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
  private final VirtualCentre centre =
      new VirtualCentre(
          SmscConfig.of(
              SmscAccount.of("bridge", "secret", "10000"),
              SmscAccount.of("other", "word", "20000")));

  // SMPP 3.4 §5.3.2.25: sc_interface_version; an older ESME gets no TLV.
  @ParameterizedTest
  @CsvSource({"0x33,", "0x34,0x34", "0x50,0x50"})
  void agreesOnAVersion(String asked, String offered) {
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "bridge", "secret", Integer.decode(asked)));

    BindResp answer = (BindResp) esme.heard().get(0);
    assertThat(answer.systemId()).isEqualTo("coapsms");
    assertThat(answer.tlvs().u8(TlvTag.SC_INTERFACE_VERSION).orElse(null))
        .isEqualTo(offered == null ? null : Integer.decode(offered));
  }

  @Test
  void refusesASecondBindAndTheWordOfAnotherAccount() {
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSMITTER, "bridge", "word", 0x34));
    esme.says(esme.bind(Bind.Direction.TRANSMITTER, "nobody", "word", 0x34));
    esme.says(esme.bind(Bind.Direction.TRANSMITTER, "other", "word", 0x34));
    esme.says(esme.bind(Bind.Direction.RECEIVER, "other", "word", 0x34));

    assertThat(esme.heard())
        .extracting(Pdu::commandStatus)
        .containsExactly(
            CommandStatus.ESME_RINVPASWD,
            CommandStatus.ESME_RINVSYSID,
            CommandStatus.ESME_ROK,
            CommandStatus.ESME_RALYBND);
  }

  @Test
  void asksASilentEsmeAndDropsItIfItStaysSilent() {
    VirtualCentre.Esme esme = centre.binds();

    centre.passes(Duration.ofSeconds(31));
    assertThat(esme.heard()).containsExactly(new EnquireLink(1));
    centre.passes(Duration.ofSeconds(61));

    assertThat(esme.heard()).isEmpty();
    assertThat(esme.isClosed()).isTrue();
    assertThat(centre.account().binds()).isEmpty();
  }

  @Test
  void keepsAnEsmeThatAnswers() {
    VirtualCentre.Esme esme = centre.binds();

    for (int minute = 0; minute < 10; minute++) {
      centre.passes(Duration.ofSeconds(31));
      List<Pdu> heard = esme.heard();
      assertThat(heard).hasSize(1);
      esme.says(new EnquireLinkResp(CommandStatus.ESME_ROK, heard.get(0).sequenceNumber()));
    }

    assertThat(esme.isClosed()).isFalse();
  }

  @Test
  void answersAnEnquiryEvenBeforeTheBind() {
    VirtualCentre.Esme esme = centre.connects();

    esme.says(new EnquireLink(4));

    assertThat(esme.heard()).containsExactly(new EnquireLinkResp(CommandStatus.ESME_ROK, 4));
  }

  @Test
  void closesAConnectionThatNeverBinds() {
    VirtualCentre.Esme esme = centre.connects();

    centre.passes(Duration.ofSeconds(11));

    assertThat(esme.isClosed()).isTrue();
    assertThat(esme.heard()).isEmpty();
  }
}
