package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.modem.profile.ProfileCatalogue;
import org.junit.jupiter.api.Test;

/** What a modem says about itself, and which profile it gets. */
class RecognitionTest {

  @Test
  void goesOnWithTheProfileThatFits() {
    // warthog618/modem issue 17: a Quectel under another name.
    Scene scene =
        unknown()
            .answers("AT+CGMI", "\r\n FOXCOM MODEM\r\n\r\nOK\r\n")
            .answers("AT+CGMM", "\r\n Quectel_M26\r\n\r\nOK\r\n")
            .answers("ATI", "\r\n FOXCOM MODEM\r\n Quectel_M26\r\n\r\nOK\r\n");

    assertThat(recognised(scene)).isEqualTo("quectel-m95");
    assertThat(scene.commands()).doesNotContain("AT+SIMCOMATI");
  }

  @Test
  void isNotConfusedByWhatTheModemSaysByItself() {
    // gammu issues 126 and 138.
    Scene scene =
        unknown()
            .answers("AT+CGMI", "^RSSI:14\r\nAT+CGMI\r\r\nhuawei\r\n\r\nOK\r\n")
            .answers("AT+CGMM", "^SRVST:0\r\nE1752\r\n\r\n^MODE:5,4\r\n\r\nOK\r\n")
            .answers("ATI", "\r\nManufacturer: huawei\r\n\r\nOK\r\n");

    assertThat(recognised(scene)).isEqualTo("huawei-e173");
  }

  @Test
  void asksFurtherWhereTheUsualAnswersSayNothing() {
    // Xinyuan-LilyGO/T-SIM7600X issue 247.
    Scene scene =
        unknown()
            .answers("AT+CGMI", "\r\nINCORPORATED\r\n\r\nOK\r\n")
            .answers("AT+CGMM", "\r\nERROR\r\n")
            .answers("ATI", "\r\nERROR\r\n")
            .answers(
                "AT+SIMCOMATI",
                "\r\nManufacturer: SIMCOM INCORPORATED\r\nModel: A7670E-LNXY-UBL\r\n\r\nOK\r\n");

    assertThat(recognised(scene)).isEqualTo("simcom-a7670");
  }

  @Test
  void usesAModemThatDoesNotSayWhoItIs() {
    Scene scene =
        unknown()
            .doesNotAnswer("AT+CGMI")
            .answers("AT+CGMM", "\r\n+CME ERROR: 100\r\n")
            .answers("ATI", "\r\nERROR\r\n")
            .answers("AT+SIMCOMATI", "\r\nERROR\r\n")
            .opened()
            .runs(Duration.ofMinutes(1));

    assertThat(scene.dialogue.status().available())
        .as(scene.dialogue.status() + " " + scene.commands())
        .isTrue();
    assertThat(scene.events()).noneMatch(DialogueEvent.Recognised.class::isInstance);
  }

  private static Scene unknown() {
    return new Scene(
        new Dialogue(
            Scene.CONFIG,
            ModemProfiles.load(ProfileCatalogue.ANY_MODEM),
            Optional.of(ProfileCatalogue.builtIn())));
  }

  private static String recognised(Scene scene) {
    List<DialogueEvent> events = scene.opened().runs(Duration.ofSeconds(10)).events();
    assertThat(events).hasSize(1).first().isInstanceOf(DialogueEvent.Recognised.class);
    return ((DialogueEvent.Recognised) events.get(0)).profile().id();
  }
}
