package org.coapsms.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.coapsms.codec.smpp.Bind;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.Unbind;
import org.coapsms.codec.smpp.UnbindResp;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private final VirtualCentre centre =
      new VirtualCentre(SmscConfig.of(SmscAccount.anyLogin("10000").withWindow(2)));

  @Test
  void sendsNoMoreThanTheWindowUntilOneIsAnswered() {
    VirtualCentre.Esme esme = centre.binds();
    phoneSends("a", "b", "c");

    List<DeliverSm> first = esme.delivered();
    assertThat(texts(first)).containsExactly("a", "b");

    esme.answers(first.get(1), CommandStatus.ESME_ROK);
    assertThat(texts(esme.delivered())).containsExactly("c");
  }

  @Test
  void takesTurnsBetweenTheBindsThatReceive() {
    VirtualCentre.Esme one = centre.binds(Bind.Direction.RECEIVER);
    VirtualCentre.Esme deaf = centre.binds(Bind.Direction.TRANSMITTER);
    VirtualCentre.Esme other = centre.binds();

    phoneSends("a", "b");
    assertThat(one.delivered()).hasSize(1);
    assertThat(other.delivered()).hasSize(1);
    phoneSends("c", "d", "e");

    assertThat(one.delivered()).hasSize(1);
    assertThat(other.delivered()).hasSize(1);
    assertThat(deaf.heard()).isEmpty();
    assertThat(centre.account().queued()).isEqualTo(1);
  }

  @Test
  void sendsAgainAfterAWhileWhatTheEsmeCouldNotTake() {
    VirtualCentre.Esme esme = centre.binds();
    phoneSends("a");

    esme.answers(esme.delivered().get(0), CommandStatus.ESME_RX_T_APPN);
    assertThat(esme.heard()).isEmpty();

    centre.passes(Duration.ofSeconds(1));
    assertThat(texts(esme.delivered())).containsExactly("a");
  }

  @Test
  void dropsWhatTheEsmeRejects() {
    VirtualCentre.Esme esme = centre.binds();
    phoneSends("a");

    esme.answers(esme.delivered().get(0), CommandStatus.ESME_RX_R_APPN);
    centre.passes(Duration.ofHours(1));

    assertThat(esme.heard()).noneMatch(DeliverSm.class::isInstance);
    assertThat(centre.account().rejected()).isEqualTo(1);
    assertThat(centre.account().queued()).isZero();
  }

  @Test
  void sendsToTheNextBindInOrderWhatTheLostOneHadNotAnswered() {
    VirtualCentre.Esme lost = centre.binds();
    phoneSends("a", "b", "c");
    assertThat(lost.delivered()).hasSize(2);

    lost.disconnects();
    VirtualCentre.Esme next = centre.binds();

    assertThat(texts(next.delivered())).containsExactly("a", "b");
    assertThat(centre.account().queued()).isEqualTo(1);
  }

  @Test
  void sendsAgainWhatIsNeverAnswered() {
    VirtualCentre.Esme esme = centre.binds();
    phoneSends("a");
    assertThat(esme.delivered()).hasSize(1);

    centre.passes(SmscConfig.Timers.USUAL.response().plusSeconds(1));

    assertThat(esme.heard().stream().filter(DeliverSm.class::isInstance)).hasSize(1);
  }

  @Test
  void givesNothingMoreToAnEsmeThatUnbinds() {
    VirtualCentre.Esme esme = centre.binds();

    esme.says(new Unbind(9));
    phoneSends("a");

    assertThat(esme.heard()).containsExactly(new UnbindResp(CommandStatus.ESME_ROK, 9));
    assertThat(centre.account().binds()).isEmpty();
    assertThat(centre.account().queued()).isEqualTo(1);
  }

  private void phoneSends(String... texts) {
    for (String text : texts) {
      centre.phoneSends(text);
    }
  }

  private static List<String> texts(List<DeliverSm> pdus) {
    return pdus.stream().map(pdu -> pdu.shortMessage().toUtf8()).toList();
  }
}
