package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.network.FaultSetting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a message when sending it goes wrong. The tags number the failures. */
class SendingFailuresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Longer than the wait for a result, and a status report. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private static void isRefused(FaultScene scene, SubmissionId id) {
    assertThat(scene.told(id)).hasSize(1);
    assertThat(scene.outcome(id)).isInstanceOf(Refused.class);
    assertThat(scene.received(id)).isZero();
  }

  private static void isAccepted(FaultScene scene, SubmissionId id) {
    assertThat(scene.told(id)).hasSize(1);
    assertThat(scene.outcome(id)).isInstanceOf(Accepted.class);
    assertThat(scene.received(id)).isEqualTo(1);
  }

  /** Unknown, until a status report names a reference that only this message can have. */
  private static void isFoundByItsReport(FaultScene scene, SubmissionId id) {
    scene.tellsTheTruthOf(id);
    assertThat(scene.received(id)).isEqualTo(1);
    Accepted accepted = (Accepted) scene.outcome(id);
    assertThat(scene.receipts).extracting(Receipt::messageId).contains(accepted.messageId());
  }

  private static void sendsTheNext(FaultScene scene) {
    SubmissionId next = scene.submits();
    scene.runs(MINUTE);
    isAccepted(scene, next);
    assertThat(scene.modem.violations()).isEmpty();
  }

  @Test
  @Tag("modem-failure-5")
  void triesOnceMoreAndRefusesAMessageWhosePromptNeverComes() {
    FaultScene deaf = FaultScene.ready().failsOnce("noPrompt");
    SubmissionId second = deaf.submits();
    deaf.runs(MINUTE);
    isAccepted(deaf, second);

    FaultScene scene = FaultScene.ready().fails("noPrompt", FaultSetting.next(2));
    SubmissionId id = scene.submits();
    scene.runs(MINUTE);

    isRefused(scene, id);
    assertThat(scene.hasSentAnything()).as("a Ctrl-Z without a prompt").isFalse();
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-6")
  void writesNoPduAfterAnErrorInsteadOfThePrompt() {
    FaultScene scene = FaultScene.ready().failsOnce("errorAtPrompt");

    SubmissionId id = scene.submits();
    scene.runs(MINUTE);

    isRefused(scene, id);
    assertThat(scene.hasSentAnything()).isFalse();
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-7")
  void freesAModemThatAMessageHasLockedUpInsteadOfThePrompt() {
    FaultScene scene =
        FaultScene.ready()
            .fails("cmtiEatsPrompt", FaultSetting.next(1).delaying(Duration.ofHours(5)));

    int incoming = scene.phoneSends();
    SubmissionId first = scene.submits();
    scene.runs(MINUTE);
    isRefused(scene, first);
    // 515 to everything: only a restart of the modem helps.
    for (int i = 0; i < 8; i++) {
      scene.submits();
      scene.runs(Duration.ofMinutes(2));
    }

    assertThat(scene.timesOf("AT+CFUN=1,1\r")).isNotEmpty();
    assertThat(scene.incoming).contains(incoming);
    sendsTheNext(scene);
  }

  @ParameterizedTest
  @ValueSource(strings = {"promptWithoutSpace", "promptWithLineEnd"})
  @Tag("modem-failure-8")
  void knowsAPromptInEveryForm(String form) {
    FaultScene scene = FaultScene.ready().fails(form, FaultSetting.always());

    SubmissionId id = scene.submits();
    scene.runs(MINUTE);

    isAccepted(scene, id);
  }

  @Test
  @Tag("modem-failure-8")
  void doesNotTakeAnOkBeforeThePduForTheResult() {
    FaultScene scene = FaultScene.ready().failsOnce("okBeforePdu");

    SubmissionId id = scene.submits();
    scene.runs(LONG);

    isFoundByItsReport(scene, id);
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-9")
  void doesNotKnowWhatAnErrorInTheMiddleOfAPduMeans() {
    FaultScene scene = FaultScene.ready().failsOnce("errorMidPdu");

    SubmissionId id = scene.submits();
    scene.runs(LONG);

    assertThat(scene.outcome(id)).isInstanceOf(Unknown.class);
    assertThat(scene.received(id)).isZero();
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-9")
  void writesAPduThatTheLineHasSpoiltOnceMoreAndNotForEver() {
    FaultScene spoilt = FaultScene.ready().failsOnce("pduRefused");
    SubmissionId once = spoilt.submits();
    spoilt.runs(MINUTE);
    isAccepted(spoilt, once);

    FaultScene hopeless = FaultScene.ready().fails("pduRefused", FaultSetting.always());
    SubmissionId never = hopeless.submits();
    hopeless.runs(MINUTE);

    isRefused(hopeless, never);
    assertThat(((Refused) hopeless.outcome(never)).cause()).isEqualTo(Cause.PERMANENT);
    assertThat(hopeless.written.stream().filter(w -> w.text().endsWith("\u001a"))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noResult", "noReference", "errorAfterSend"})
  @Tag("modem-failure-10")
  void learnsFromTheReportThatAMessageLeftWhoseResultIsLost(String fault) {
    FaultScene scene = FaultScene.ready();
    scene.submits();
    scene.runs(MINUTE).failsOnce(fault);

    SubmissionId id = scene.submits();
    scene.runs(LONG);

    isFoundByItsReport(scene, id);
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-10")
  void learnsItAlsoForTheFirstMessageOfARun() {
    FaultScene scene = FaultScene.ready().failsOnce("noReference");

    SubmissionId id = scene.submits();
    scene.runs(LONG);

    isFoundByItsReport(scene, id);
  }

  @Test
  @Tag("modem-failure-10")
  void believesAReferenceWithoutOk() {
    FaultScene scene = FaultScene.ready().failsOnce("noOk");

    SubmissionId id = scene.submits();
    scene.runs(MINUTE);

    isAccepted(scene, id);
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-11")
  void correctsAnUnknownOutcomeByALateResult() {
    FaultScene scene = FaultScene.ready().failsOnce("lateResult");

    SubmissionId id = scene.submits();
    scene.runs(LONG);

    assertThat(scene.told(id)).hasSize(2);
    assertThat(scene.told(id).get(0)).isInstanceOf(Unknown.class);
    assertThat(scene.outcome(id)).isInstanceOf(Accepted.class);
    assertThat(scene.received(id)).isEqualTo(1);
    sendsTheNext(scene);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5})
  @Tag("modem-failure-11")
  void doesNotMixUpAnswersThatLagByOne(long times) {
    FaultScene scene = FaultScene.ready().fails("lagOne", FaultSetting.next(times));

    List<SubmissionId> ids = List.of(scene.submits(), scene.submits(), scene.submits());
    List<Integer> incoming = List.of(scene.phoneSends(), scene.phoneSends());
    scene.runs(Duration.ofMinutes(20));

    ids.forEach(scene::tellsTheTruthOf);
    assertThat(scene.incoming).containsAll(incoming);
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-12")
  void writesNothingBetweenCtrlZAndTheResult() {
    FaultScene scene = FaultScene.ready().fails("abortOnByte", FaultSetting.always());

    SubmissionId id = scene.submits();
    scene.phoneSends();
    SubmissionId other = scene.submits();
    scene.runs(MINUTE);

    isAccepted(scene, id);
    isAccepted(scene, other);
    assertThat(scene.modem.violations()).isEmpty();
  }

  @Test
  @Tag("modem-failure-15")
  void refusesAMessageWhenTheModemRestartsBeforeThePrompt() {
    FaultScene scene = new FaultScene(ModemProfiles.load("quectel-ec25"));
    scene.runs(MINUTE).failsOnce("reboot");

    SubmissionId id = scene.submits();
    scene.runs(MINUTE);

    isRefused(scene, id);
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-15")
  void doesNotKnowWhetherAMessageLeftWhenTheModemRestartsAfterCtrlZ() {
    FaultScene scene = FaultScene.ready().failsOnce("rebootMidSend");
    SubmissionId lost = scene.submits();
    scene.runs(LONG);
    assertThat(scene.outcome(lost)).isInstanceOf(Unknown.class);
    assertThat(scene.received(lost)).isZero();

    scene.failsOnce("rebootAfterSend");
    SubmissionId sent = scene.submits();
    scene.runs(LONG);

    assertThat(scene.told(sent).get(0)).isInstanceOf(Unknown.class);
    assertThat(scene.received(sent)).isEqualTo(1);
    scene.tellsTheTruthOf(sent);
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-17")
  void tellsThatTheNetworkIsBusyFromThatThereIsNone() {
    FaultScene scene = FaultScene.ready().failsOnce("cmsError");

    SubmissionId id = scene.submits();
    scene.runs(MINUTE);

    isRefused(scene, id);
    assertThat(((Refused) scene.outcome(id)).cause()).isEqualTo(Cause.CARRIER_BUSY);
    sendsTheNext(scene);
  }

  @Test
  @Tag("modem-failure-28")
  void givesABusyModemTimeAndThenTheMessageBack() {
    FaultScene brief = FaultScene.ready().fails("busy", FaultSetting.next(3));
    SubmissionId patient = brief.submits();
    brief.runs(MINUTE);
    isAccepted(brief, patient);

    FaultScene busy = FaultScene.ready().fails("busy", FaultSetting.always());
    SubmissionId id = busy.submits();
    busy.runs(MINUTE);

    isRefused(busy, id);
    assertThat(((Refused) busy.outcome(id)).cause()).isEqualTo(Cause.LOCAL);
    assertThat(busy.timesOf("AT+CMGS=25\r")).hasSize(5);
    assertThat(
            Duration.between(
                busy.timesOf("AT+CMGS=25\r").get(0), busy.timesOf("AT+CMGS=25\r").get(4)))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(16));
  }

  @Test
  @Tag("modem-failure-34")
  void keepsReferencesThatWrapApart() {
    FaultScene scene = FaultScene.ready().failsOnce("referenceWraps");

    SubmissionId last = scene.submits();
    SubmissionId first = scene.submits();
    scene.runs(MINUTE);

    assertThat(scene.outcome(last)).isEqualTo(new Accepted("255"));
    assertThat(scene.outcome(first)).isEqualTo(new Accepted("0"));
    assertThat(scene.receipts).extracting(Receipt::messageId).containsExactly("255", "0");
  }

  @Test
  @Tag("modem-failure-34")
  void resolvesADoubtAcrossTheWrap() {
    FaultScene scene = FaultScene.ready().failsOnce("referenceWraps");
    scene.submits();
    scene.runs(MINUTE).failsOnce("noReference");

    SubmissionId id = scene.submits();
    scene.runs(LONG);

    isFoundByItsReport(scene, id);
    assertThat(scene.outcome(id)).isEqualTo(new Accepted("0"));
  }

  @Test
  @Tag("modem-failure-34")
  void takesNoOrphanReportForTheWordOnAMessageInDoubt() {
    FaultScene scene = FaultScene.ready();
    scene.submits();
    scene.runs(MINUTE).fails("orphanReport", FaultSetting.always()).failsOnce("errorMidPdu");

    SubmissionId lost = scene.submits();
    SubmissionId sent = scene.submits();
    scene.runs(LONG);

    assertThat(scene.received(lost)).isZero();
    assertThat(scene.outcome(lost)).isInstanceOf(Unknown.class);
    isAccepted(scene, sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"referenceZero", "orphanReport", "temporaryReport"})
  @Tag("modem-failure-34")
  void passesEveryReportOn(String fault) {
    FaultScene scene = FaultScene.ready().fails(fault, FaultSetting.always());

    SubmissionId id = scene.submits();
    scene.runs(MINUTE);

    isAccepted(scene, id);
    assertThat(scene.receipts)
        .extracting(Receipt::messageId)
        .contains(((Accepted) scene.outcome(id)).messageId());
  }
}
