package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a profile's keys make of the modem; each story names the family that behaves so. */
class DialectTest {
  private static final String OK = "\r\nOK\r\n";
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /** smstools' own octets: 8-bit, ports 5683, 28 octets behind the service centre's. */
  private static final String TPDU = "71000C914477000910320004FF0E060504163316334001123451FF00";

  @Test
  void talksUntilItIsSilenced() {
    // gammu issues 126 and 138; AT^CURC=0 is what all programs send.
    Bench huawei = new Bench("huawei-e173");

    assertThat(huawei.after(Duration.ofSeconds(20))).isEqualTo("\r\n^RSSI:14\r\r\n");
    huawei.type("AT+CP");
    assertThat(huawei.after(Duration.ofSeconds(20))).isEqualTo("\r\n^MODE:5,4\r\r\n");
    assertThat(huawei.type("IN?\r")).isEqualTo("IN?\r\r\n+CPIN: READY\r\n" + OK);

    huawei.ask("AT^CURC=0");
    assertThat(huawei.after(A_MINUTE)).isEmpty();
  }

  @Test
  void keepsItsTalkOutOfAnswersWhereItsFamilyDoes() {
    Bench ec25 = new Bench("quectel-ec25");

    ec25.type("AT+CPI");
    assertThat(ec25.after(A_MINUTE)).isEmpty();
    assertThat(ec25.type("N?\r")).isEqualTo("N?\r\r\n+CPIN: READY\r\n" + OK + "\r\n+QUSIM: 1\r\n");
  }

  @Test
  void losesWhatWakesIt() {
    // u-blox/ubxlib issue 255.
    Bench sara = new Bench("ublox-sara-r4");
    sara.type("AT\r");
    sara.after(Duration.ofSeconds(11));

    assertThat(sara.type("AT\r")).isEqualTo("\r");
    assertThat(sara.ask("AT")).isEqualTo(OK);
  }

  @Test
  void showsAPromptWithALineEnd() {
    // gammu issue 1176.
    Bench sim7670 = new Bench("simcom-sim7670g");
    sim7670.type("AT+CMGS=28\r");

    assertThat(sim7670.after(Duration.ofSeconds(1))).isEqualTo("\r\n>\r\n");
  }

  @Test
  void saysOkBeforeThePduAndNothingAfterIt() {
    // forum.sierrawireless.com topic 10538; the GPS talk stands in between.
    Bench sierra = new Bench("sierra-mc7455");
    sierra.type("AT+CMGS=28\r");
    assertThat(sierra.after(Duration.ofSeconds(1))).isEqualTo("\r\n> " + OK);
    sierra.type("00" + TPDU + "\u001a");

    assertThat(sierra.after(Duration.ofSeconds(10))).isEmpty();
    assertThat(sierra.received).hasSize(1);
  }

  @Test
  void endsASendingCommandWhenSomethingIsTypedIntoIt() {
    // Fibocom G510 manual p. 118: the message may have left all the same.
    Bench g510 = new Bench("fibocom-g510");
    g510.type("AT+CMGS=28\r");
    assertThat(g510.after(Duration.ofSeconds(1))).isEqualTo("\r\n>");
    g510.type("00" + TPDU + "\u001a");
    assertThat(g510.type("\r")).isEqualTo("\r\nERROR\r\n");

    assertThat(g510.after(A_MINUTE)).isEmpty();
    assertThat(g510.received).hasSize(1);
    assertThat(g510.ask("AT")).isEqualTo(OK);
  }

  @Test
  void namesTheTimeBesideTheReference() {
    Bench telit = new Bench("telit-he910");
    telit.ask("AT+CSMS=1");
    telit.type("AT+CMGS=28\r");
    telit.after(Duration.ofSeconds(1));
    telit.type("00" + TPDU + "\u001a");

    assertThat(telit.after(Duration.ofSeconds(10)))
        .contains("\r\n+CMGS: 0,\"25/11/22,12:00:04+00\"\r\n" + OK);
  }

  @Test
  void takesATpduWithoutServiceCentre() {
    Bench m20 = new Bench("siemens-m20");
    m20.type("AT+CMGS=28\r");
    m20.after(Duration.ofSeconds(1));
    m20.type(TPDU + "\u001a");

    assertThat(m20.after(Duration.ofSeconds(10))).contains("+CMGS: 0");
    assertThat(m20.received).hasSize(1);
    assertThat(m20.ask("AT+CMMS=1")).isEqualTo("\r\nERROR\r\n");
  }

  @Test
  void offersMoreOncePhase2PlusIsOn() {
    // warthog618/modem pull request 8.
    Bench cinterion = new Bench("cinterion-mc75i");

    assertThat(cinterion.ask("AT+CNMI=?"))
        .isEqualTo("\r\n+CNMI: (0-3),(0,1),(0,2,3),(0,2),(1)\r\n" + OK);
    cinterion.ask("AT+CSMS=1");
    assertThat(cinterion.ask("AT+CNMI=?"))
        .isEqualTo("\r\n+CNMI: (0-3),(0-3),(0,2,3),(0-2),(1)\r\n" + OK);
    assertThat(cinterion.ask("AT+CNMI=2,2,0,1,1")).isEqualTo(OK);
  }

  @Test
  void pretendsToTakeASetting() {
    Bench clone = new Bench("wavecom-flyfot");

    assertThat(clone.ask("AT+CNMI=1,1,0,1,0")).isEqualTo(OK);
    assertThat(clone.ask("AT+CNMI?")).isEqualTo("\r\n+CNMI: 2,1,0,1,0\r\n" + OK);
  }

  @Test
  void takesStoragesOnlyTogether() {
    // gammu issue 908.
    Bench brovi = new Bench("huawei-brovi-e3372");

    assertThat(brovi.ask("AT+CPMS=\"SM\"")).isEqualTo("\r\n+CMS ERROR: 302\r\n");
    assertThat(brovi.ask("AT+CPMS=\"SM\",\"SM\",\"SM\"")).endsWith(OK);
  }

  @Test
  void tellsOfAMessageWithoutSayingWhere() {
    // Xinyuan-LilyGO/T-SIM7600X issue 63.
    Bench sim7000 = new Bench("simcom-sim7000");
    sim7000.ask("AT+CNMI=1,1,0,1,0");
    sim7000.phoneSends("4001");

    assertThat(sim7000.after(Duration.ofSeconds(30))).isEqualTo("\r\n+CMTI: ,-1\r\n");
  }

  @Test
  void saysThatThereIsNoRoom() {
    Bench cinterion = new Bench("cinterion-mc75i");
    cinterion.ask("AT+CPMS=\"SM\",\"SM\",\"SM\"");
    cinterion.ask("AT+CNMI=2,1,0,2,1");
    for (int i = 0; i < 20; i++) {
      cinterion.phoneSends("4001");
    }

    assertThat(cinterion.after(Duration.ofSeconds(30)))
        .endsWith("+CMTI: \"SM\",20\r\n\r\n^SMGO: 2\r\n");
  }

  @Test
  void hasReportsThatNeverCome() {
    // gammu issue 676.
    Bench bg96 = new Bench("quectel-bg96");
    bg96.ask("AT+CNMI=2,1,0,1,0");
    bg96.type("AT+CMGS=28\r");
    bg96.after(Duration.ofSeconds(1));
    bg96.type("00" + TPDU + "\u001a");

    assertThat(bg96.after(A_MINUTE)).doesNotContain("+CDS");
    assertThat(bg96.received).hasSize(1);
  }

  @Test
  void tellsTheRegistrationBehindTheOkThatAskedForIt() {
    // gammu issue 91.
    assertThat(new Bench("wavecom-fastrack").ask("AT+CREG=1")).isEqualTo(OK + "\r\n+CREG: 1\r\n");
  }

  @Test
  void leavesQuotesOut() {
    // gammu tests/at-creg.
    Bench huawei = new Bench("huawei-e173");
    huawei.ask("AT+CREG=2");

    assertThat(huawei.ask("AT+CREG?")).isEqualTo("\r\n+CREG: 2,1,00C3,0000B1A2\r\n" + OK);
  }

  @Test
  void refusesInItsOwnWords() {
    assertThat(new Bench("huawei-e173").ask("AT+FOO=1")).isEqualTo("\r\nCOMMAND NOT SUPPORT\r\n");
    // forums.quectel.com topic 7820.
    assertThat(new Bench("quectel-ep06").ask("AT+CMGL=4")).isEqualTo("\r\n+CMS ERROR: 303\r\n");
  }

  @Test
  void restartsByTheCommandOfItsLadder() {
    Bench sara = new Bench("ublox-sara-r4");
    sara.type("AT\r");

    assertThat(sara.ask("AT+CFUN=15")).isEqualTo(OK);
    assertThat(sara.after(Duration.ofSeconds(10))).isEqualTo("\r\n+AT: READY\r\n");
  }

  @Test
  void answersWhatOnlyItsFamilyKnows() {
    // Xinyuan-LilyGO/T-SIM7600X issue 247.
    assertThat(List.of(new Bench("simcom-a7670").ask("AT+SIMCOMATI").split("\r\n")))
        .contains("Model: A7670E-LNXY-UBL");
  }
}
