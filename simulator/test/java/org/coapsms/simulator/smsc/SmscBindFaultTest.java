package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.BindResp;
import org.coapsms.codec.smpp.CommandId;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.EnquireLink;
import org.coapsms.codec.smpp.Outbind;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.codec.smpp.TlvTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ESME sees of each fault before and while it binds, in virtual time. */
class SmscBindFaultTest {
  private final VirtualCentre centre =
      new VirtualCentre(SmscConfig.of(SmscAccount.anyLogin("10000")));

  @Test
  void swallowsAllThatIsSaidIntoABlackHole() {
    centre.strikesNext(SmscFault.BLACK_HOLE);
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x34));
    esme.says(new EnquireLink(2));
    centre.passes(Duration.ofMinutes(5));

    assertThat(esme.heard()).isEmpty();
    assertThat(esme.isClosed()).isFalse();
  }

  @Test
  void closesAConnectionAtOnce() {
    centre.strikesNext(SmscFault.CLOSE_AT_ONCE);

    assertThat(centre.connects().isClosed()).isTrue();
  }

  @Test
  void deliversAndCallsBeforeAnyBind() {
    centre.strikesNext(SmscFault.DELIVER_BEFORE_BOUND);
    assertThat(centre.connects().heard()).singleElement().isInstanceOf(DeliverSm.class);

    centre.strikesNext(SmscFault.OUTBIND);
    assertThat(centre.connects().heard()).singleElement().isInstanceOf(Outbind.class);
  }

  @ParameterizedTest
  @CsvSource({
    "BIND_ERROR,0x80000009,0x0D",
    "BIND_ALREADY_BOUND,0x80000009,0x05",
    "BIND_GENERIC_NACK,0x80000000,0x0D"
  })
  void refusesABindAndTakesTheNext(SmscFault fault, String command, String status) {
    centre.strikesNext(fault);
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x34));
    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x34));

    assertThat(esme.heard())
        .extracting(Pdu::commandId, Pdu::commandStatus, Pdu::sequenceNumber)
        .containsExactly(
            tuple((int) (long) Long.decode(command), Integer.decode(status), 1),
            tuple(0x80000009, 0, 2));
  }

  @Test
  void leavesABindWithoutAnswer() {
    centre.strikesNext(SmscFault.BIND_NO_RESPONSE);
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x34));

    assertThat(esme.heard()).isEmpty();
    assertThat(esme.isClosed()).isFalse();
    assertThat(centre.account().binds()).isEmpty();
  }

  @Test
  void answersABindLate() {
    centre.strikesNext(SmscFault.BIND_LATE);
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x34));
    centre.passes(Duration.ofMillis(2_999));
    assertThat(esme.heard()).isEmpty();
    centre.passes(Duration.ofMillis(1));

    assertThat(esme.heard()).singleElement().isInstanceOf(BindResp.class);
  }

  @Test
  void closesAtABind() {
    centre.strikesNext(SmscFault.BIND_CLOSE);
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x34));

    assertThat(esme.isClosed()).isTrue();
    assertThat(esme.heard()).isEmpty();
  }

  @Test
  void claimsAVersionThatIsNone() {
    centre.strikesNext(SmscFault.BIND_ODD_VERSION);
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x34));

    BindResp answer = (BindResp) esme.heard().get(0);
    assertThat(answer.tlvs().u8(TlvTag.SC_INTERFACE_VERSION)).contains(0x35);
  }

  @Test
  void deliversInFrontOfTheBindResponse() {
    centre.strikesNext(SmscFault.DELIVER_BEFORE_BIND_RESPONSE);
    VirtualCentre.Esme esme = centre.connects();

    esme.says(esme.bind(Bind.Direction.TRANSCEIVER, "a", "b", 0x34));

    assertThat(esme.heard())
        .extracting(Pdu::commandId)
        .containsExactly(CommandId.DELIVER_SM, 0x80000009);
  }

  // Submissions that are kept out.
}
