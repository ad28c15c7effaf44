package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.simulator.modem.ModemOptions;
import org.coapsms.simulator.network.FaultSetting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to messages, sent and received, when octets on the line are not as they should. */
class LineFailuresTest {
  private static final ModemConfig CONFIG = ModemConfig.of(Scene.CARRIER, "/dev/ttyTest");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** From its start on, the modem has the fault at every occasion. */
  private static void worksAllTheSame(String fault) {
    FaultScene scene = FaultScene.ready();
    scene.fails(fault, FaultSetting.always()).modem.reboot(scene.now());
    scene.runs(Duration.ofMinutes(2));

    worksOn(scene);
  }

  private static void worksOn(FaultScene scene) {
    SubmissionId sent = scene.submits();
    int came = scene.phoneSends();
    scene.runs(Duration.ofMinutes(2));

    assertThat(scene.outcome(sent)).isInstanceOf(Accepted.class);
    assertThat(scene.received(sent)).isEqualTo(1);
    assertThat(scene.incoming).containsExactly(came);
    assertThat(scene.modem.stored()).isZero();
    assertThat(scene.modem.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"echoOff", "echoGarbled", "echoTwice", "echoStays"})
  @Tag("modem-failure-1")
  void needsNoEcho(String fault) {
    worksAllTheSame(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"urcInterleaved", "noise"})
  @Tag("modem-failure-2")
  void findsTheAnswerAmongUnsolicitedLines(String fault) {
    worksAllTheSame(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"glued", "noLeadingLineEnd"})
  @Tag("modem-failure-3")
  void cutsLinesThatAreGlued(String fault) {
    worksAllTheSame(fault);
  }

  @Test
  @Tag("modem-failure-4")
  void readsOctetByOctet() {
    worksAllTheSame("singleOctets");
  }

  @Test
  @Tag("modem-failure-24")
  void triesTheSpeedsOfTheProfileUntilTheModemUnderstands() {
    FaultScene scene = FaultScene.ready().fails("wrongBaud", FaultSetting.always());
    scene.runs(Duration.ofMinutes(10));

    assertThat(scene.givenUp).isNotEmpty();
    worksOn(scene);
  }

  @Test
  @Tag("modem-failure-25")
  void startsAModemAnewThatHasStoppedReading() {
    FaultScene scene = FaultScene.ready().failsOnce("stopReading");
    SubmissionId id = scene.submits();
    scene.runs(Duration.ofMinutes(10));

    scene.tellsTheTruthOf(id);
    worksOn(scene);
  }

  @Test
  @Tag("modem-failure-26")
  void writesToASlowModemInPieces() {
    FaultScene scene =
        new FaultScene(
            TestProfiles.profile("serial: {writeAtMost: 18, writeGap: 10ms}\n"),
            CONFIG,
            ModemOptions.usual());
    scene.runs(MINUTE).fails("dropCharacters", FaultSetting.always());

    worksOn(scene);

    assertThat(scene.written).allSatisfy(w -> assertThat(w.text()).hasSizeLessThanOrEqualTo(18));
  }

  @Test
  @Tag("modem-failure-27")
  void wakesAModemThatSleepsBeforeItSpeaksToIt() {
    FaultScene scene =
        new FaultScene(
            TestProfiles.profile("serial: {sleepsAfter: 5s, losesAsleep: 3}\n"),
            CONFIG,
            ModemOptions.usual());
    scene.runs(Duration.ofSeconds(90));

    SubmissionId id = scene.submits();
    scene.runs(Duration.ofSeconds(8));

    assertThat(scene.outcome(id)).as("without a silence in between").isInstanceOf(Accepted.class);
    worksOn(scene);
  }

  @Test
  @Tag("modem-failure-27")
  void getsThroughToASleeperThatNobodyKnewOf() {
    worksAllTheSame("sleep");
  }

  @Test
  @Tag("modem-failure-29")
  void takesOnlyWholeLinesForFinalResults() {
    worksAllTheSame("misleadingLine");
  }

  @Test
  @Tag("modem-failure-30")
  void goesOnWhenAnOkIsMissing() {
    worksAllTheSame("answerWithoutOk");
  }

  @Test
  @Tag("modem-failure-31")
  void hearsWhatComesAfterTheOk() {
    FaultScene scene = FaultScene.ready().fails("answerAfterOk", FaultSetting.next(5));
    scene.runs(Duration.ofMinutes(10));

    worksOn(scene);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nuls", "parity", "doubleReturn", "lineFeedOnly"})
  @Tag("modem-failure-32")
  void readsLinesInEveryForm(String fault) {
    worksAllTheSame(fault);
  }

  @Test
  @Tag("modem-failure-35")
  void isNotConfusedByAnswersToSomebodyElse() {
    worksAllTheSame("intruder");
  }

  @Test
  @Tag("modem-failure-35")
  void setsAModemUpAgainThatSomebodyElseHasSetToTextMode() {
    Scene scene = Scene.ready();

    scene.answers("AT+CMGF?", "\r\n+CMGF: 1\r\n\r\nOK\r\n").runs(Duration.ofSeconds(61));

    assertThat(scene.events())
        .contains(new DialogueEvent.AvailabilityChanged(false, "the modem has lost its settings"));
    assertThat(scene.commands()).contains("AT+CMGF=0");
  }
}
