package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.modem.ModemOptions;
import org.coapsms.simulator.network.FaultSetting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the modem as a whole goes wrong, and what is done about it. */
class ModemFailuresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static FaultScene switchedOff() {
    return new FaultScene(ModemProfiles.load("generic-27005"));
  }

  private static void works(FaultScene scene) {
    SubmissionId sent = scene.submits();
    int came = scene.phoneSends();
    scene.runs(Duration.ofMinutes(2));

    assertThat(scene.outcome(sent)).isInstanceOf(Accepted.class);
    assertThat(scene.received(sent)).isEqualTo(1);
    assertThat(scene.incoming).contains(came);
    assertThat(scene.modem.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stuckPrompt", "staleInput"})
  @Tag("modem-failure-13")
  @Tag("modem-failure-14")
  void clearsWhatAFormerUserHasLeftAndSendsNoneOfIt(String fault) {
    FaultScene scene = switchedOff().fails(fault, FaultSetting.next(1)).runs(MINUTE);

    assertThat(scene.dialogue.status().available()).isTrue();
    assertThat(scene.hasSentAnything()).isFalse();
    works(scene);
  }

  @Test
  @Tag("modem-failure-16")
  void sendsNothingWithoutSimAndGoesOnWhenItIsBack() {
    FaultScene scene = FaultScene.ready();

    scene.modem.insertSim(scene.now(), false);
    scene.runs(MINUTE);
    SubmissionId id = scene.submits();
    assertThat(scene.outcome(id)).isInstanceOf(Refused.class);
    assertThat(scene.dialogue.status().detail()).contains("SIM not ready");
    scene.modem.insertSim(scene.now(), true);
    scene.runs(MINUTE);

    assertThat(scene.received(id)).isZero();
    works(scene);
  }

  @Test
  @Tag("modem-failure-16")
  void entersAPinThatHasWorkedAgainWhenTheModemRestarts() {
    FaultScene scene =
        new FaultScene(
            ModemProfiles.load("generic-27005"),
            ModemConfig.of(Scene.CARRIER, "/dev/ttyTest").withPin("4711"),
            ModemOptions.usual().withPin("4711"));
    scene.runs(MINUTE);
    works(scene);

    scene.modem.reboot(scene.now());
    scene.runs(MINUTE);

    works(scene);
  }

  @Test
  @Tag("modem-failure-16")
  void triesAWrongPinOnceWhateverHappensToTheModem() {
    FaultScene scene =
        new FaultScene(
            ModemProfiles.load("generic-27005"),
            ModemConfig.of(Scene.CARRIER, "/dev/ttyTest").withPin("1234"),
            ModemOptions.usual().withPin("4711"));
    scene.runs(MINUTE);
    scene.modem.reboot(scene.now());
    scene.runs(Duration.ofHours(5)).fails("hangUp", FaultSetting.next(1));
    scene.runs(Duration.ofHours(5));

    assertThat(scene.timesOf("AT+CPIN=\"1234\"\r")).hasSize(1);
    assertThat(scene.timesOf("AT+CFUN=1,1\r")).as("nothing that a restart could mend").isEmpty();
    assertThat(scene.dialogue.status().detail()).contains("refused the PIN");
  }

  @Test
  @Tag("modem-failure-17")
  void sendsNothingWithoutNetworkAndReadsWhatIsThere() {
    FaultScene scene = FaultScene.ready();

    scene.modem.registerAs(scene.now(), 2);
    scene.runs(Duration.ofSeconds(5));
    SubmissionId id = scene.submits();
    assertThat(scene.outcome(id)).isInstanceOf(Refused.class);
    assertThat(scene.dialogue.status().detail()).isEqualTo("no network: searching");
    scene.modem.registerAs(scene.now(), 5);
    scene.runs(MINUTE);

    assertThat(scene.received(id)).isZero();
    assertThat(scene.dialogue.status().detail()).startsWith("roaming");
    works(scene);
  }

  @Test
  @Tag("modem-failure-22")
  void opensTheLineAgainWhenTheModemWasUnplugged() {
    FaultScene scene = FaultScene.ready().failsOnce("hangUp");

    SubmissionId id = scene.submits();
    int came = scene.phoneSends();
    scene.runs(Duration.ofMinutes(3));

    scene.tellsTheTruthOf(id);
    assertThat(scene.incoming).contains(came);
    works(scene);
  }

  @Test
  @Tag("modem-failure-33")
  void restartsAModemWhoseRadioIsDead() {
    FaultScene scene = FaultScene.ready().failsOnce("radioDead");
    scene.submits();
    scene.runs(Duration.ofMinutes(30));

    assertThat(scene.timesOf("AT+CFUN=1,1\r")).hasSize(1);
    works(scene);
  }

  @Test
  @Tag("modem-failure-33")
  void climbsTheLadderWithAModemThatHangsAndLeavesItsRestartsTime() {
    FaultScene scene = FaultScene.ready().fails("hang", FaultSetting.always());
    scene.runs(Duration.ofHours(4));

    List<Instant> resets = scene.timesOf("AT+CFUN=1,1\r");
    for (int i = 1; i < resets.size(); i++) {
      assertThat(Duration.between(resets.get(i - 1), resets.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }
    assertThat(scene.timesOf("ATZ\r")).isNotEmpty();
    assertThat(scene.givenUp).isNotEmpty();
    scene.stopsFailing("hang").runs(Duration.ofMinutes(30));
    works(scene);
  }

  @Test
  @Tag("modem-failure-33")
  void goesUpTheLadderStepByStepAndLeavesAloneWhatNothingHelps() {
    Scene scene = Scene.ready().answers("AT+CFUN=1,1", "\r\nOK\r\n");

    // It says OK to AT, and nothing to any question.
    scene.doesNotAnswer("AT+CNMI?", "AT+CREG?", "AT+CPMS?", "AT+CSQ", "AT+CMGF?", "AT+CMEE?");
    scene.doesNotAnswer("AT+CPIN?").runs(Duration.ofMinutes(20));

    assertThat(scene.commands()).containsSubsequence("AT", "ATZ", "AT", "AT+CFUN=1,1", "AT");
    assertThat(scene.events())
        .contains(
            new DialogueEvent.LineUnusable(
                "the modem does not answer", DialogueEvent.Remedy.REOPEN));
    scene.opened().runs(Duration.ofMinutes(20));
    assertThat(scene.events())
        .containsExactly(
            new DialogueEvent.LineUnusable(
                "the modem does not answer", DialogueEvent.Remedy.QUARANTINE));
  }
}
