package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendingTest {
  private static final String COMMAND = "AT+CMGS=28\r";
  private static final String PDU = Scene.SMSTOOLS_PDU + "\u001a";
  private static final Duration LONG = Duration.ofMinutes(5);

  private static Scene transferring() {
    Scene scene = Scene.ready();
    scene.submitsCoap();
    return scene.hears(COMMAND).says("\r\n> ").hears(PDU);
  }

  @Test
  void writesTheOctetsThatSmstoolsWrites() {
    Scene scene = Scene.ready();
    scene.submitsCoap();

    scene.hears(COMMAND).hearsNothing();
    scene.says("\r\n> ").hears(PDU).hearsNothing();
    scene.says("\r\n+CMGS: 42\r\n\r\nOK\r\n");

    assertThat(scene.outcome()).isEqualTo(new Accepted("42"));
  }

  @ParameterizedTest
  // u-blox and Cinterion; SIM7670G (gammu issue 1176); Fibocom; echo in front; after a noise line.
  @ValueSource(
      strings = {
        "\r\n> ",
        "\r\n>\r\n",
        "\r\n>",
        "AT+CMGS=28\r\r\n> ",
        "AT+CMGS=28\r>",
        "^RSSI:14\r\n\r\n> ",
        "\n> "
      })
  void knowsThePromptInEveryDialect(String prompt) {
    Scene scene = Scene.ready();
    scene.submitsCoap();

    scene.hears(COMMAND).saysByteByByte(prompt).hears(PDU);
    scene.says("\r\n+CMGS: 7\r\n\r\nOK\r\n");

    assertThat(scene.outcome()).isEqualTo(new Accepted("7"));
  }

  @Test
  void toleratesTheEchoOfThePdu() {
    Scene scene = transferring();

    scene.says(PDU + "\r\n+CMGS: 42\r\n\r\nOK\r\n");

    assertThat(scene.outcome()).isEqualTo(new Accepted("42"));
  }

  @Test
  void readsTheReferenceInFrontOfAServiceCentreTime() {
    // Telit with CSMS=1: UC864 manual, page 168.
    Scene scene = transferring();

    scene.says("\r\n+CMGS: 12,\"07/10/22,10:00:00+08\"\r\n\r\nOK\r\n");

    assertThat(scene.outcome()).isEqualTo(new Accepted("12"));
  }

  @Test
  void asksForNoLongerValidityThanTheEngineAllows() {
    Scene scene = Scene.ready();

    scene.submits(
        "+447700900123",
        Duration.ofMinutes(29),
        UserData.ofOctets(TestData.COAP_PORTS, Bytes.fromHex("40 01 12 34 51 ff 00")));

    // 25 minutes is TP-VP 4: (4 + 1) * 5 min (TS 23.040 §9.2.3.12.1).
    scene.hears(COMMAND).says("\r\n> ").hears("0071000C914477000910320004040E0605041633");
  }

  @ParameterizedTest
  @CsvSource({
    "+CMS ERROR: 304, PERMANENT",
    "+CMS ERROR:538, PERMANENT",
    "+CMS ERROR: 310, LOCAL",
    "+CME ERROR: 4, LOCAL",
    "ERROR, LOCAL",
    "COMMAND NOT SUPPORT, LOCAL",
    "+CMS ERROR: 500, LOCAL",
    "+CMS ERROR: 332, LOCAL"
  })
  void isRefusedWhenAnErrorComesInsteadOfThePrompt(String error, Cause cause) {
    Scene scene = Scene.ready();
    scene.submitsCoap();

    scene.hears(COMMAND).says("\r\n" + error + "\r\n");

    assertThat(scene.outcome())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.cause()).isEqualTo(cause));
    scene.hearsNothing();
  }

  @Test
  void isRefusedWhenThePromptNeverComesAndLeavesItByEscape() {
    Scene scene = Scene.ready();
    scene.submitsCoap();
    scene.hears(COMMAND);

    // Wavecom: a message takes the place of the prompt.
    scene.says("\r\n+CMTI: \"SM\",3\r\n").hearsCommand("ESC");
    scene.says("\r\nOK\r\n").hears("AT+CMGR=3\r").says("\r\nOK\r\n");
    scene.hears(COMMAND).runs(Duration.ofSeconds(11));

    assertThat(scene.outcome()).isEqualTo(new Refused(Cause.LOCAL, "no prompt"));
  }

  @ParameterizedTest
  @CsvSource({
    "+CMS ERROR: 1, PERMANENT",
    "+CMS ERROR: 8, PERMANENT",
    "+CMS ERROR: 27, SUBSCRIBER_BUSY",
    "+CMS ERROR: 38, CARRIER_BUSY",
    "+CMS ERROR: 42, CARRIER_BUSY",
    "+CMS ERROR: 47, CARRIER_BUSY",
    "+CMS ERROR: 196, PERMANENT",
    "+CMS ERROR: 331, LOCAL",
    "+CMS ERROR: 330, LOCAL"
  })
  void isRefusedWithTheCauseThatTheNetworkGives(String error, Cause cause) {
    Scene scene = transferring();

    scene.says("\r\n" + error + "\r\n");

    assertThat(scene.outcome())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.cause()).isEqualTo(cause));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+CMS ERROR: 332",
        "+CMS ERROR: 500",
        "+CMS ERROR: 513",
        "+CMS ERROR: 521",
        "+CMS ERROR: 350",
        "+CME ERROR: 100",
        "ERROR",
        "+CMGS ERROR: 500"
      })
  void isUnknownWhenTheAnswerAfterCtrlZSaysNothingOfTheMessage(String error) {
    Scene scene = transferring();

    scene.says("\r\n" + error + "\r\n");

    assertThat(scene.outcome()).isInstanceOf(Unknown.class);
  }

  @Test
  void isUnknownWhenNoAnswerComesAfterCtrlZ() {
    Scene scene = transferring();

    // Quectel EG06 was seen to answer after 2 min 15 s.
    scene.runs(Duration.ofSeconds(135));
    assertThat(scene.events()).isEmpty();
    scene.hearsNothing();
    scene.runs(Duration.ofMinutes(1));

    assertThat(scene.outcome()).isInstanceOf(Unknown.class);
  }

  @Test
  void isAcceptedAfterAllWhenTheReferenceComesLate() {
    Scene scene = transferring();
    scene.runs(Duration.ofMinutes(4));
    assertThat(scene.outcome()).isInstanceOf(Unknown.class);

    scene.says("\r\n+CMGS: 99\r\n\r\nOK\r\n");

    assertThat(scene.outcome()).isEqualTo(new Accepted("99"));
  }

  @Test
  void isUnknownWhenTheModemRestartsAfterCtrlZ() {
    Scene scene = transferring();

    scene.says("\r\nRDY\r\n");

    List<DialogueEvent> events = scene.events();
    assertThat(events)
        .anySatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        DialogueEvent.SubmissionEnded.class,
                        ended -> assertThat(ended.outcome()).isInstanceOf(Unknown.class)))
        .anySatisfy(
            event -> assertThat(event).isInstanceOf(DialogueEvent.AvailabilityChanged.class));
  }

  @Test
  void believesTheReferenceWhenOnlyItsOkIsLost() {
    Scene scene = transferring();

    scene.says("\r\n+CMGS: 5\r\n").runs(Duration.ofSeconds(6));

    assertThat(scene.outcome()).isEqualTo(new Accepted("5"));
  }

  @Test
  void doesNotBelieveAnOkWithoutReference() {
    // Sierra MC7455 with NMEA: OK before the TPDU, and never a reference.
    Scene scene = Scene.ready();
    scene.submitsCoap();
    scene.hears(COMMAND).says("\r\n> \r\nOK\r\n").hears(PDU);

    scene.runs(Duration.ofMinutes(1));

    assertThat(scene.outcome()).isInstanceOf(Unknown.class);
  }

  @Test
  void waitsForTheReferenceBehindAnEarlyOk() {
    Scene scene = Scene.ready();
    scene.submitsCoap();
    scene.hears(COMMAND).says("\r\n> \r\nOK\r\n").hears(PDU);

    scene.runs(Duration.ofSeconds(3)).says("\r\n+CMGS: 8\r\n\r\nOK\r\n");

    assertThat(scene.outcome()).isEqualTo(new Accepted("8"));
  }

  @Test
  void writesNothingBetweenCtrlZAndTheResult() {
    // Fibocom G510, manual page 118: any octet aborts the transfer.
    Scene scene = transferring();

    scene.says("\r\n+CMTI: \"SM\",4\r\n").says("\r\n> ").says("\r\n+CREG: 2\r\n");
    scene.runs(Duration.ofSeconds(60)).hearsNothing();
    scene.says("\r\n+CMGS: 1\r\n\r\nOK\r\n");

    assertThat(scene.outcome()).isEqualTo(new Accepted("1"));
    scene.hears("AT+CMGR=4\r");
  }

  @Test
  void triesAgainWhenTheModemIsBusyForAMoment() {
    Scene scene = Scene.ready();
    scene.submitsCoap();

    scene.hears(COMMAND).says("\r\n+CMS ERROR: 512\r\n");
    scene.hears(COMMAND).says("\r\n> ").hears(PDU).says("\r\n+CMGS: 3\r\n\r\nOK\r\n");

    assertThat(scene.outcome()).isEqualTo(new Accepted("3"));
  }

  @Test
  void refusesWhatItCannotSendNow() {
    Scene starting = Scene.generic().doesNotAnswer("AT+CMGF=0").opened();

    starting.submitsCoap();

    assertThat(starting.outcome())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.cause()).isEqualTo(Cause.LOCAL));
  }

  @Test
  void refusesWhatIsBeyondItsQueue() {
    Scene scene = Scene.ready();

    for (int i = 0; i < 1 + Outbox.CAPACITY; i++) {
      scene.submitsCoap();
    }
    assertThat(scene.events()).isEmpty();
    scene.submitsCoap();

    assertThat(scene.outcome()).isInstanceOf(Refused.class);
  }

  @Test
  void givesEveryOpenSubmissionItsOutcomeWhenTheLineCloses() {
    Scene scene = transferring();
    SubmissionId queued = scene.submitsCoap();

    scene.closes("unplugged");

    List<SubmissionOutcome> outcomes =
        scene.events().stream()
            .filter(DialogueEvent.SubmissionEnded.class::isInstance)
            .map(event -> ((DialogueEvent.SubmissionEnded) event).outcome())
            .toList();
    assertThat(queued.value()).isEqualTo(2);
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.get(0)).isInstanceOf(Unknown.class);
    assertThat(outcomes.get(1)).isEqualTo(new Refused(Cause.LOCAL, "unplugged"));
  }

  @Test
  void leavesNoPromptBehindWhenItCloses() {
    Scene scene = Scene.ready();
    scene.submitsCoap();
    scene.hears(COMMAND);

    scene.closes("the carrier is closed").hearsNothing();

    assertThat(scene.commands()).containsExactly("ESC");

    assertThat(scene.outcome()).isEqualTo(new Refused(Cause.LOCAL, "the carrier is closed"));
  }

  @Test
  void survivesAnyTimeoutWithoutStandingStill() {
    Scene scene = transferring();

    scene.runs(LONG).runs(LONG);

    assertThat(scene.dialogue.status().available()).isTrue();
  }
}
