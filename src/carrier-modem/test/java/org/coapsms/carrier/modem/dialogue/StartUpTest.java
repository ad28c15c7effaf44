package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coapsms.codec.Address;
import org.coapsms.modem.profile.ModemProfiles;
import org.junit.jupiter.api.Test;

class StartUpTest {

  @Test
  void startsAModemThatFollowsTheSpecification() {
    Scene scene = Scene.generic().opened().runs(Duration.ofSeconds(5));

    assertThat(scene.commands())
        .containsExactly(
            "ESC",
            "AT",
            "ATE0",
            "ATV1",
            "AT+CMEE=1",
            "AT+CGSN",
            "AT+CPIN?",
            "AT+CIMI",
            "AT+CMGF=0",
            "AT+CSMS=0",
            "AT+CPMS=?",
            "AT+CPMS=\"SM\",\"SM\",\"SM\"",
            "AT+CNMI=?",
            "AT+CNMI=2,1,0,1,0",
            "AT+CNMI?",
            "AT+CREG=1",
            "AT+CREG?",
            "AT+CMGL=4",
            "AT+CSQ",
            "AT+COPS?",
            "AT+CSCA?");
    assertThat(scene.events())
        .containsExactly(new DialogueEvent.AvailabilityChanged(true, "home network"));
    assertThat(scene.dialogue.status().detail())
        .isEqualTo("home network Vodafone.de, -71 dBm, SMSC +491722270000");
  }

  @Test
  void clearsThePromptThatAFormerUserLeftWithoutSendingHalfAMessage() {
    Scene scene = Scene.generic().doesNotAnswer("AT").opened();

    // The modem sat in a prompt: ESC ends it, the OK belongs to nothing.
    scene.says("\r\nOK\r\n").runs(Duration.ofMillis(200));

    assertThat(scene.commands()).containsExactly("ESC", "AT");
  }

  @Test
  void waitsForAModemThatIsStillBooting() {
    // SIM800: AT+CMGF answers ERROR until "SMS Ready" (Seeed GPRS_SIM900 issue 39).
    Scene scene = Scene.generic().answers("AT+CMGF=0", "\r\nERROR\r\n").opened();
    scene.runs(Duration.ofSeconds(5));
    assertThat(scene.dialogue.status().detail()).isEqualTo("short messages not ready: ERROR");

    scene.answers("AT+CMGF=0", "\r\nOK\r\n").says("\r\nCall Ready\r\n\r\nSMS Ready\r\n");
    scene.runs(Duration.ofSeconds(5));

    assertThat(scene.dialogue.status().available()).isTrue();
  }

  @Test
  void fallsBackWhereTheModemRefusesWhatItOffers() {
    // Qualcomm chipsets advertise mode 2 and refuse it (oFono drivers/atmodem/sms.c 838).
    Scene scene =
        Scene.generic()
            .answers("AT+CNMI=?", "\r\n+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)\r\n\r\nOK\r\n")
            .answers("AT+CNMI=2,1,0,1,0", "\r\n+CMS ERROR: 303\r\n")
            .answers("AT+CNMI=2,1,0,2,0", "\r\nERROR\r\n")
            .answers("AT+CNMI=1,1,0,1,0", "\r\nOK\r\n")
            .answers("AT+CNMI?", "\r\n+CNMI: 1,1,0,1,0\r\n\r\nOK\r\n")
            .started();

    assertThat(scene.dialogue.status().available()).isTrue();
  }

  @Test
  void asksForWhatCinterionOffersInsteadOfWhatTheProfileWishes() {
    // bfr must be 1: gammu pull request 1207.
    Scene scene =
        Scene.generic()
            .answers("AT+CNMI=?", "\r\n+CNMI: (0-3),(0,1),(0,2,3),(0,2),(1)\r\n\r\nOK\r\n")
            .answers("AT+CNMI=2,1,0,2,1", "\r\nOK\r\n")
            .answers("AT+CNMI?", "\r\n+CNMI: 2,1,0,2,1\r\n\r\nOK\r\n")
            .opened()
            .runs(Duration.ofSeconds(5));

    assertThat(scene.commands()).contains("AT+CNMI=2,1,0,2,1").doesNotContain("AT+CNMI=2,1,0,1,0");
  }

  @Test
  void doesNotBelieveAModemThatAcceptsEverything() {
    // A Wavecom clone says OK to every mode and reads back another one.
    Scene scene =
        Scene.generic()
            .answers("AT+CNMI=2,1,0,0,0", "\r\nOK\r\n")
            .answers("AT+CNMI=1,1,0,1,0", "\r\nOK\r\n")
            .answers("AT+CNMI=1,1,0,0,0", "\r\nOK\r\n")
            .answers("AT+CNMI?", "\r\n+CNMI: 2,1,0,0,0\r\n\r\nOK\r\n")
            .opened()
            .runs(Duration.ofSeconds(5));

    assertThat(scene.commands())
        .containsSubsequence("AT+CNMI=2,1,0,1,0", "AT+CNMI?", "AT+CNMI=2,1,0,0,0", "AT+CNMI?");
  }

  @Test
  void takesTheStorageThatIsThere() {
    // Wavecom knows two uses only; seen in gammu's tests with one more pair of brackets.
    Scene scene =
        Scene.generic()
            .answers("AT+CPMS=?", "\r\n+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\"))\r\n\r\nOK\r\n")
            .answers("AT+CPMS=\"SM\",\"SM\"", "\r\n+CPMS: 14,50,14,50\r\n\r\nOK\r\n")
            .opened()
            .runs(Duration.ofSeconds(5));

    assertThat(scene.commands()).contains("AT+CPMS=\"SM\",\"SM\"");
    assertThat(scene.dialogue.status().available()).isTrue();
  }

  @Test
  void readsAPinStateWithoutFinalResult() {
    // Wavecom: gammu's F_CPIN_NO_OK.
    Scene scene =
        new Scene(Scene.CONFIG, TestProfiles.profile("commands: {withoutResult: [\"+CPIN?\"]}\n"));

    scene.answers("AT+CPIN?", "\r\n+CPIN: READY\r\n").started();

    assertThat(scene.dialogue.status().available()).isTrue();
  }

  @Test
  void triesThePinOnce() {
    Scene scene =
        new Scene(Scene.CONFIG.withPin("1234"), ModemProfiles.load("generic-27005"))
            .answers("AT+CPIN?", "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n")
            .answers("AT+CPINR", "\r\n+CPINR: SIM PIN,3,3\r\n\r\nOK\r\n")
            .answers("AT+CPIN=\"1234\"", "\r\n+CME ERROR: 16\r\n")
            .opened()
            .runs(Duration.ofMinutes(10));

    assertThat(scene.commands()).containsOnlyOnce("AT+CPIN=\"1234\"");
    assertThat(scene.dialogue.status().detail()).contains("refused the PIN");

    scene.closes("unplugged").opened().runs(Duration.ofMinutes(10));

    assertThat(scene.commands()).containsOnlyOnce("AT+CPIN=\"1234\"");
    assertThat(scene.traces()).noneMatch(trace -> trace.toString().contains("1234"));
  }

  @Test
  void leavesTheLastAttemptForThePinToAPerson() {
    Scene scene =
        new Scene(Scene.CONFIG.withPin("1234"), ModemProfiles.load("generic-27005"))
            .answers("AT+CPIN?", "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n")
            .answers("AT+CPINR", "\r\n+CPINR: SIM PIN,1,3\r\n\r\nOK\r\n")
            .opened()
            .runs(Duration.ofMinutes(10));

    assertThat(scene.commands()).doesNotContain("AT+CPIN=\"1234\"");
    assertThat(scene.dialogue.status().detail()).contains("one attempt");
  }

  @Test
  void entersThePinAndGoesOn() {
    Scene scene =
        new Scene(Scene.CONFIG.withPin("1234"), ModemProfiles.load("generic-27005"))
            .answers("AT+CPIN?", "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n")
            .answers("AT+CPINR", "\r\nERROR\r\n")
            .opened()
            .hears("AT+CPIN=\"1234\"\r");

    scene.answers("AT+CPIN?", "\r\n+CPIN: READY\r\n\r\nOK\r\n").says("\r\nOK\r\n");
    scene.runs(Duration.ofSeconds(10));

    assertThat(scene.dialogue.status().available()).isTrue();
  }

  @Test
  void setsTheServiceCentre() {
    Scene scene =
        new Scene(
                Scene.CONFIG.withServiceCentre(Address.parse("+447785016005")),
                ModemProfiles.load("generic-27005"))
            .answers("AT+CSCA=\"+447785016005\",145", "\r\nOK\r\n")
            .opened()
            .runs(Duration.ofSeconds(5));

    assertThat(scene.commands()).contains("AT+CSCA=\"+447785016005\",145");
  }

  @Test
  void waitsForTheNetworkAndTakesAnyThatCarriesShortMessages() {
    Scene scene =
        Scene.generic()
            .answers("AT+CREG?", "\r\n+CREG: 1,2\r\n\r\nOK\r\n")
            .answers("AT+CEREG?", "\r\nERROR\r\n")
            .opened()
            .runs(Duration.ofSeconds(30));
    assertThat(scene.dialogue.status().detail()).isEqualTo("no network: searching");

    // 7: roaming, short messages only (TS 27.007 §7.2).
    scene.answers("AT+CREG?", "\r\n+CREG: 2,7,\"4CA\",\"81DE\"\r\n\r\nOK\r\n");
    scene.runs(Duration.ofSeconds(10));

    assertThat(scene.dialogue.status().available()).isTrue();
  }

  @Test
  void staysReadyOnAModemThatKnowsOnlyLte() {
    Scene scene =
        Scene.generic()
            .answers("AT+CREG?", "\r\n+CREG: 1,0\r\n\r\nOK\r\n")
            .answers("AT+CEREG?", "\r\n+CEREG: 0,1\r\n\r\nOK\r\n")
            .started();

    scene.runs(Duration.ofMinutes(5));

    assertThat(scene.events()).isEmpty();
    assertThat(scene.dialogue.status().available()).isTrue();
  }

  @Test
  void givesUpALineOnWhichNobodyAnswers() {
    Scene scene = Scene.generic().doesNotAnswer("AT").opened().runs(Duration.ofSeconds(30));

    assertThat(scene.events())
        .containsExactly(
            new DialogueEvent.LineUnusable(
                "the modem does not answer", DialogueEvent.Remedy.ANOTHER_PORT));
    assertThat(scene.dialogue.nextTimeout()).isEmpty();
  }

  @Test
  void startsAModemThatEchoesSpeaksInNumbersAndMixesInItsNoise() {
    // Huawei: noise between echo and answer, CR CR LF (gammu issues 126 and 138).
    Scene scene =
        Scene.generic()
            .answers("AT", "AT\r\r\n0\r\n")
            .answers("ATE0", "^RSSI:14\r\nATE0\r0\r")
            .answers("ATV1", "ATV1\r\r\n^MODE:5,4\r\r\nOK\r\n")
            .answers(
                "AT+CPMS=\"SM\",\"SM\",\"SM\"",
                "^SRVST:0\r\nAT+CPMS=\"SM\",\"SM\",\"SM\"\r\r\n+CPMS: 0,50,0,50,0,50\r\n\r\nOK\r\n")
            .opened()
            .runs(Duration.ofSeconds(5));

    assertThat(scene.dialogue.status().available()).isTrue();
  }
}
