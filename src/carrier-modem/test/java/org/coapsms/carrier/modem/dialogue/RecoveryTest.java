package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

  @Test
  void saysLittleWhileNothingHappens() {
    Scene scene = Scene.ready();

    scene.runs(Duration.ofMinutes(10));

    assertThat(scene.commands())
        .hasSize(51)
        .startsWith("AT+CNMI?", "AT+CREG?", "AT+CMGF?", "AT+CPMS?", "AT+CSQ", "AT+CNMI?");
    assertThat(scene.events()).isEmpty();
  }

  @Test
  void setsTheNotificationsAgainWhenTheModemHasDroppedThem() {
    // SARA-R4 after a missed +CNMA; many after a restart that nobody saw.
    Scene scene = Scene.ready();

    scene.answers("AT+CNMI?", "\r\n+CNMI: 2,0,0,0,0\r\n\r\nOK\r\n").runs(Duration.ofSeconds(61));

    assertThat(scene.commands()).contains("AT+CNMI=2,1,0,1,0", "AT+CMGL=4");
  }

  @Test
  void looksForMessagesThatNobodyAnnounced() {
    Scene scene = Scene.ready();

    scene.answers("AT+CPMS?", "\r\n+CPMS: \"SM\",2,20,\"SM\",2,20,\"SM\",2,20\r\n\r\nOK\r\n");
    scene.runs(Duration.ofSeconds(61));

    assertThat(scene.commands()).contains("AT+CMGL=4");
  }

  @Test
  void pollsAModemThatNeverTells() {
    Scene scene =
        Scene.generic()
            .answers("AT+CNMI=?", "\r\nERROR\r\n")
            .answers("AT+CNMI=2,1,0,1,0", "\r\nERROR\r\n")
            .answers("AT+CNMI=2,1,0,2,0", "\r\nERROR\r\n")
            .answers("AT+CNMI=1,1,0,1,0", "\r\nERROR\r\n")
            .answers("AT+CNMI=2,1,0,0,0", "\r\nERROR\r\n")
            .answers("AT+CNMI=1,1,0,0,0", "\r\nERROR\r\n")
            .started();

    scene.answers("AT+CPMS?", "\r\n+CPMS: \"SM\",1,20,\"SM\",1,20,\"SM\",1,20\r\n\r\nOK\r\n");
    scene.runs(Duration.ofSeconds(11));

    assertThat(scene.commands()).contains("AT+CMGL=4");
  }

  @Test
  void startsAnewAfterThreeSilencesAndOpensTheLineAgainAfterMore() {
    Scene scene = Scene.ready();

    scene.doesNotAnswer("AT", "AT+CNMI?", "AT+CREG?", "AT+CPMS?", "AT+CSQ", "AT+CMGF?", "AT+CMEE?");
    scene.runs(Duration.ofMinutes(3));

    assertThat(scene.events())
        .containsExactly(
            new DialogueEvent.AvailabilityChanged(false, "the modem does not answer"),
            new DialogueEvent.LineUnusable(
                "the modem does not answer", DialogueEvent.Remedy.REOPEN));
  }

  @Test
  void findsItsPlaceAgainWhenAnswersLagByOne() {
    // SARA-G450 after a restart (TinyGSM issue 296): each command gets the answer before it.
    Scene scene = Scene.ready().doesNotAnswer("AT+CNMI?", "AT+CMGF?");
    scene.hearsCommand("AT+CMGF?");
    // The OK of AT+CNMI? must not pass for the answer to AT+CMGF?.
    scene.answers("AT+CMGF?", "\r\n+CMGF: 0\r\n\r\nOK\r\n").says("\r\nOK\r\n");
    scene.runs(Duration.ofSeconds(10));

    assertThat(scene.commands()).containsSubsequence("AT+CMGF?", "AT+CMEE?", "AT+CREG?");
    assertThat(scene.dialogue.status().available()).isTrue();
  }

  @Test
  void leavesAPromptThatNobodyAskedFor() {
    Scene scene = Scene.ready();

    scene.says("\r\n> ").hearsCommand("ESC").says("\r\nOK\r\n").runs(Duration.ofSeconds(1));

    scene.submitsCoap();
    scene.hears("AT+CMGS=28\r").says("\r\n> ").says("\r\n+CMGS: 1\r\n\r\nOK\r\n");
    assertThat(scene.outcome()).isEqualTo(new Accepted("1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RDY", "^SYSSTART", "^BOOT:35323129,0,0,0,26", "+CFUN: 1"})
  void startsAnewWhenTheModemHasRestarted(String marker) {
    Scene scene = Scene.ready();

    scene.says("\r\n" + marker + "\r\n").runs(Duration.ofSeconds(10));

    assertThat(scene.events())
        .containsExactly(
            new DialogueEvent.AvailabilityChanged(
                false, "the modem has restarted (" + marker + ")"),
            new DialogueEvent.AvailabilityChanged(true, "home network"));
    assertThat(scene.commands()).contains("AT+CMGF=0", "AT+CNMI=2,1,0,1,0", "AT+CMGL=4");
  }

  @Test
  void stopsSendingWithoutNetworkAndGoesOnWithIt() {
    Scene scene = Scene.ready();
    scene.answers("AT+CREG?", "\r\n+CREG: 1,2\r\n\r\nOK\r\n").answers("AT+CEREG?", "\r\nERROR\r\n");

    scene.says("\r\n+CREG: 2\r\n").runs(Duration.ofSeconds(1));
    assertThat(scene.events())
        .containsExactly(new DialogueEvent.AvailabilityChanged(false, "the network is lost"));

    scene.answers("AT+CREG?", "\r\n+CREG: 1,5\r\n\r\nOK\r\n").runs(Duration.ofSeconds(10));
    assertThat(scene.events())
        .containsExactly(new DialogueEvent.AvailabilityChanged(true, "roaming"));
  }

  @Test
  void noticesALostNetworkByARefusedMessage() {
    Scene scene = Scene.ready();
    scene.submitsCoap();
    scene.answers("AT+CREG?", "\r\n+CREG: 1,0\r\n\r\nOK\r\n").answers("AT+CEREG?", "\r\nERROR\r\n");

    scene.hears("AT+CMGS=28\r").says("\r\n> ").hears("\u001a").says("\r\n+CMS ERROR: 331\r\n");
    scene.runs(Duration.ofSeconds(1));

    assertThat(scene.dialogue.status().available()).isFalse();
  }

  @Test
  void startsAnewWhenSomebodyHasSetTextMode() {
    Scene scene = Scene.ready().doesNotAnswer("AT+CNMI?");

    scene.answers("AT+CMGF?", "\r\n+CMGF: 1\r\n\r\nOK\r\n").runs(Duration.ofSeconds(66));

    assertThat(scene.events())
        .contains(new DialogueEvent.AvailabilityChanged(false, "the modem has lost its settings"));
  }

  @Test
  void noticesAPulledSim() {
    Scene scene = Scene.ready();

    scene
        .answers("AT+CPIN?", "\r\n+CME ERROR: 10\r\n")
        .says("\r\n+CPIN: NOT INSERTED\r\n")
        .runs(Duration.ofSeconds(5));

    assertThat(scene.dialogue.status().detail()).isEqualTo("SIM not ready: +CME ERROR: 10");
  }
}
