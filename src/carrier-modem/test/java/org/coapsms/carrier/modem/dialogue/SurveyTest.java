package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.carrier.modem.dialogue.SurveyReport.Attention;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.at.AtLine;
import org.junit.jupiter.api.Test;

/** Modems that answer to a survey, in virtual time; where a source is named, with its bytes. */
class SurveyTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Map<String, String> modem = new LinkedHashMap<>();
  private final List<String> heard = new ArrayList<>();
  private Instant now = START;

  /** Everything that the modem is not asked for by a story ends in ERROR. */
  private SurveyReport survey(Survey survey) {
    survey.begin(now);
    answer(survey);
    while (!survey.isDone()) {
      Instant due = survey.nextTimeout().orElseThrow();
      assertThat(due).as("a timeout must not stand still").isAfterOrEqualTo(now);
      assertThat(due).as("a survey ends").isBefore(START.plus(Duration.ofMinutes(10)));
      now = due;
      survey.handleTimeout(now);
      answer(survey);
    }
    return survey.report();
  }

  private SurveyReport survey() {
    return survey(new Survey(Optional.empty(), Set.of()));
  }

  private void answer(Survey survey) {
    Optional<Bytes> output = survey.pollOutput();
    while (output.isPresent()) {
      String command = new String(output.get().toArray(), StandardCharsets.ISO_8859_1);
      if (!command.startsWith("\u001b")) {
        command = command.replace("\r", "");
        heard.add(command);
        String text = modem.getOrDefault(command, modem.getOrDefault("*", "\r\nERROR\r\n"));
        survey.handleBytes(now, Bytes.copyOf(text.getBytes(StandardCharsets.ISO_8859_1)));
      }
      output = survey.pollOutput();
    }
  }

  private void says(String command, String... lines) {
    modem.put(command, "\r\n" + String.join("\r\n", lines) + "\r\n\r\nOK\r\n");
  }

  private void isThere() {
    List.of("AT", "ATE0", "ATV1", "AT+CMEE=1").forEach(well -> modem.put(well, "\r\nOK\r\n"));
  }

  // SIM868: MaJerle/lwcell issue 7, faucamp/python-gsmmodem issues 44 and 60.
  @Test
  void tellsWhoAModemIsAndWhatItOffers() {
    isThere();
    modem.put("AT", "AT\r\r\nOK\r\n");
    modem.put("ATE0", "ATE0\r\r\nOK\r\n");
    says("AT+CGMI", "SIMCOM_Ltd");
    says("AT+CGMM", "SIMCOM_SIM868");
    says("AT+CGMR", "Revision:1418B03SIM868M32_BT");
    says("AT+CGSN", "490154203237518");
    says("AT+CPIN?", "+CPIN: READY");
    says("AT+CIMI", "262011234567890");
    says("AT+CREG?", "+CREG: 0,5");
    says("AT+CSQ", "+CSQ: 17,0");
    says("AT+COPS=3,0");
    says("AT+COPS?", "+COPS: 0,0,\"Telekom.de\"");
    says("AT+CSCA?", "+CSCA: \"+491710760000\",145");
    says("AT+CPMS?", "+CPMS: \"SM\",7,20,\"SM\",7,20,\"SM\",7,20");
    says("AT+CPMS=?", "+CPMS: (\"SM\"),(\"SM\"),(\"SM\")");
    says("AT+CNMI=?", "+CNMI: (0-3),(0-3),(0,2),(0,1),(0,1)");
    says("AT+CSMS=?", "+CSMS: (0-1)");
    says("AT+CMMS=?", "+CMMS: (0-2)");

    SurveyReport report = survey();

    assertThat(report.attention()).isEqualTo(Attention.ANSWERS);
    assertThat(report.manufacturer()).contains("SIMCOM_Ltd");
    assertThat(report.model()).contains("SIMCOM_SIM868");
    assertThat(report.revision()).contains("Revision:1418B03SIM868M32_BT");
    assertThat(report.imei()).contains("490154203237518");
    assertThat(report.simReady()).isTrue();
    assertThat(report.imsi()).contains("262011234567890");
    assertThat(report.network()).contains("roaming");
    assertThat(report.signal().flatMap(AtLine.Signal::dbm)).contains(-79);
    assertThat(report.operator()).contains("Telekom.de");
    assertThat(report.serviceCentre()).contains("+491710760000");
    assertThat(report.ownNumber()).isEmpty();
    assertThat(report.storages()).contains(new AtLine.Storage(Optional.of("SM"), 7, 20));
    assertThat(report.offer("AT+CNMI").orElseThrow().allows(3, 2)).isFalse();
    assertThat(report.offered("AT+CSMS")).containsExactly(0, 1);
    assertThat(report.offered("AT+CMMS")).containsExactly(0, 1, 2);
    assertThat(report.answer("AT+CMGD=?").orElseThrow().error()).isEqualTo("ERROR");
  }

  @Test
  void writesNothingThatSendsStoresOrDeletes() {
    isThere();

    survey();

    assertThat(heard)
        .doesNotHaveDuplicates()
        .allMatch(
            command ->
                command.endsWith("?")
                    || command.matches("AT\\+C(GMI|GMM|GMR|GSN|IMI|SQ|NUM)")
                    || Set.of("AT", "ATI", "ATE0", "ATV1", "AT+CMEE=1", "AT+COPS=3,0")
                        .contains(command));
  }

  // Huawei: noise before the echo and between the lines, gammu issue 126.
  @Test
  void whatAModemSaysByItselfIsNoAnswer() {
    isThere();
    modem.put(
        "AT+CGMM",
        "^SRVST:0\r\nAT+CGMM\r\r\n^RSSI:14\r\n\r\nE173\r\n+CMTI: \"ME\",0\r\n\r\nOK\r\n");

    assertThat(survey().answer("AT+CGMM").orElseThrow().lines()).containsExactly("E173");
  }

  // Wavecom: gammu's F_CPIN_NO_OK; its names have spaces around them.
  @Test
  void knowsWavecomByItsSpacesAndWithoutItsOk() {
    isThere();
    says("AT+CGMM", " MULTIBAND  900E  1800 ");
    modem.put("AT+CPIN?", "\r\n+CPIN: READY\r\n");
    says("AT+CIMI", "208100123456789");

    SurveyReport report = survey();

    assertThat(report.model()).contains("MULTIBAND  900E  1800");
    assertThat(report.simReady()).isTrue();
    assertThat(report.imsi()).contains("208100123456789");
  }

  // TS 27.007 §5.4 lets a modem print names in front and quotes around.
  @Test
  void readsAnswersWithNamesAndQuotes() {
    isThere();
    says("AT+CGMI", "+CGMI: \"huawei\"");
    says("AT+CNUM", "+CNUM: \"My number\",\"+491701234567\",145");
    says("AT+COPS?", "+COPS: 0");

    SurveyReport report = survey();

    assertThat(report.manufacturer()).contains("huawei");
    assertThat(report.ownNumber()).contains("+491701234567");
    assertThat(report.operator()).isEmpty();
  }

  // LilyGO T-SIM7600X issue 247: only AT+SIMCOMATI tells an A7670 apart.
  @Test
  void asksWhatOnlySomeModemsUnderstand() {
    isThere();
    says("AT+SIMCOMATI", "Manufacturer: SIMCOM INCORPORATED", "Model: A7670E-LNXY-UBL");
    Set<String> further = Set.of("AT+SIMCOMATI", "AT+OTHER");

    SurveyReport report = survey(new Survey(Optional.empty(), further));

    assertThat(report.further(further))
        .containsOnlyKeys("AT+SIMCOMATI")
        .containsEntry(
            "AT+SIMCOMATI", List.of("Manufacturer: SIMCOM INCORPORATED", "Model: A7670E-LNXY-UBL"));
  }

  @Test
  void triesNoPinThatItWasNotGiven() {
    isThere();
    says("AT+CPIN?", "+CPIN: SIM PIN");

    SurveyReport report = survey();

    assertThat(report.sim()).contains("SIM PIN");
    assertThat(heard).noneMatch(command -> command.startsWith("AT+CPIN="));
  }

  @Test
  void triesAPinOnceAndDoesNotShowIt() {
    isThere();
    says("AT+CPIN?", "+CPIN: SIM PIN");
    says("AT+CPINR", "+CPINR: SIM PIN,3,3");
    modem.put("AT+CPIN=\"1234\"", "\r\n+CME ERROR: 16\r\n");

    SurveyReport report = survey(new Survey(Optional.of("1234"), Set.of()));

    assertThat(heard).containsOnlyOnce("AT+CPIN=\"1234\"");
    assertThat(report.sim()).contains("SIM PIN");
    assertThat(report.toString()).doesNotContain("1234");
    assertThat(report.answer("AT+CPIN=****").orElseThrow().error()).isEqualTo("+CME ERROR: 16");
  }

  @Test
  void neverUsesTheLastAttemptForAPin() {
    isThere();
    says("AT+CPIN?", "+CPIN: SIM PIN");
    says("AT+CPINR", "+CPINR: SIM PIN,1,3");

    survey(new Survey(Optional.of("1234"), Set.of()));

    assertThat(heard).noneMatch(command -> command.startsWith("AT+CPIN="));
  }

  @Test
  void wakesAModemThatSleeps() {
    isThere();
    says("AT+CGMI", "u-blox");
    modem.put("AT", "");
    Survey survey = new Survey(Optional.empty(), Set.of());
    survey.begin(now);
    while (heard.isEmpty()) {
      now = survey.nextTimeout().orElseThrow();
      survey.handleTimeout(now);
      answer(survey);
    }
    modem.put("AT", "\r\nOK\r\n");

    while (!survey.isDone()) {
      now = survey.nextTimeout().orElseThrow();
      survey.handleTimeout(now);
      answer(survey);
    }

    assertThat(survey.report().manufacturer()).contains("u-blox");
  }

  @Test
  void tellsSilenceGarbageAnEchoAndOtherTalkApart() {
    modem.put("*", "");
    assertThat(survey().attention()).isEqualTo(Attention.SILENT);
    assertThat(Duration.between(START, now)).isLessThan(Duration.ofSeconds(5));

    modem.put("*", "\u00fc\u00fe\u0000\u00e0x\u0080");
    assertThat(survey().attention()).isEqualTo(Attention.GARBAGE);

    modem.put("*", "AT\r");
    assertThat(survey().attention()).isEqualTo(Attention.ECHO);

    modem.put("*", "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M*47\r\n");
    SurveyReport gps = survey();
    assertThat(gps.attention()).isEqualTo(Attention.TALKS);
    assertThat(gps.sample()).startsWith("$GPGGA,123519");
    assertThat(gps.answers()).isEmpty();
  }

  @Test
  void givesUpOnAModemThatFallsSilent() {
    isThere();
    says("AT+CGMI", "Quectel");
    modem.put("*", "");

    SurveyReport report = survey();

    assertThat(report.manufacturer()).contains("Quectel");
    assertThat(report.answer("AT+CGMM").orElseThrow().ending())
        .isEqualTo(SurveyAnswer.Ending.SILENCE);
    assertThat(Duration.between(START, now)).isLessThan(Duration.ofSeconds(20));
  }
}
