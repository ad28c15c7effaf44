package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Understands command lines as ITU-T V.250 §5 has them. */
class CommandLineTest {
  private static final String OK = "\r\nOK\r\n";

  private final Bench bench = new Bench("generic-27005");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT",
        "at",
        "aT",
        "AT+CMEE=1;+CREG=2",
        "ATE1V1Q0",
        "AT E1 +CMEE = 1",
        "ATS3=13",
        "AT&F",
        "AT;",
        "at+cmgf=0",
        "ATE1;+CMEE=1;+CSCS=\"HEX\"",
        "noise AT",
        "AAT"
      })
  void agreesTo(String line) {
    assertThat(bench.type(line + "\r")).isEqualTo(line + "\r" + OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+MODE=2",
        "AT+CPROT=?",
        "AT+SYNCML=?",
        "AT$TSSPCSW=?",
        "AT+CMEE=1;+NONSENSE;+CMEE=2",
        "AT+",
        "AT+CMEE1",
        "ATE7",
        "AT&"
      })
  void refuses(String line) {
    assertThat(bench.type(line + "\r")).isEqualTo(line + "\r\r\nERROR\r\n");
  }

  @Test
  void stopsALineAtItsFirstFailure() {
    bench.ask("AT+CMEE=1;+NONSENSE;+CMEE=2");

    assertThat(bench.ask("AT+CMEE?")).isEqualTo("\r\n+CMEE: 1\r\n" + OK);
  }

  @Test
  void joinsTheAnswersOfOneLine() {
    // smstools sends such lines at every poll.
    assertThat(bench.ask("AT+CSQ;+CREG?")).isEqualTo("\r\n+CSQ: 22,0\r\n\r\n+CREG: 0,1\r\n" + OK);
  }

  @Test
  void repeatsTheLastLine() {
    bench.ask("AT+CSQ");

    assertThat(bench.type("A/")).isEqualTo("A/\r\n+CSQ: 22,0\r\n" + OK);
  }

  @Test
  void letsTheUserCorrectHimself() {
    assertThat(bench.type("AT+CSX\bQ\r")).endsWith("\r\n+CSQ: 22,0\r\n" + OK);
  }

  @Test
  void takesAnyLineEndAndAnyPiece() {
    assertThat(bench.type("AT\r\n")).isEqualTo("AT\r" + OK);
    assertThat(bench.type("AT\n")).isEqualTo("AT" + OK);
    assertThat(bench.type("A")).isEqualTo("A");
    assertThat(bench.type("T")).isEqualTo("T");
    assertThat(bench.type("\r")).isEqualTo("\r" + OK);
    // gammu begins so.
    assertThat(bench.type("\u001b\rAT\r")).isEqualTo("\rAT\r" + OK);
  }

  @Test
  void echoesOnlyWhenAsked() {
    assertThat(bench.type("ATE0\r")).isEqualTo("ATE0\r" + OK);
    assertThat(bench.type("AT\r")).isEqualTo(OK);
    assertThat(bench.type("ATE1\r")).isEqualTo(OK);
    assertThat(bench.type("AT\r")).isEqualTo("AT\r" + OK);
  }

  @Test
  void answersInNumbersWhenAsked() {
    // ITU-T V.250 §5.7.1: a number and a carriage return; information without the leading pair.
    assertThat(bench.ask("ATV0")).isEqualTo("0\r");
    assertThat(bench.ask("AT+NONSENSE")).isEqualTo("4\r");
    assertThat(bench.ask("AT+CSQ")).isEqualTo("+CSQ: 22,0\r\n0\r");
    assertThat(bench.ask("ATV1")).isEqualTo(OK);
  }

  @Test
  void keepsQuietWhenAsked() {
    assertThat(bench.ask("ATQ1")).isEmpty();
    assertThat(bench.ask("AT+NONSENSE")).isEmpty();
    assertThat(bench.ask("ATQ0")).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | ERROR               | +CMS ERROR: 321",
        "1 | +CME ERROR: 4       | +CMS ERROR: 321",
        "2 | +CME ERROR: operation not supported | +CMS ERROR: invalid memory index"
      })
  void spellsErrorsAsCmeeSays(int level, String mobile, String message) {
    bench.ask("AT+CMEE=" + level);

    assertThat(bench.ask("AT+CSCS=\"KLINGON\"")).isEqualTo("\r\n" + mobile + "\r\n");
    assertThat(bench.ask("AT+CMGR=99")).isEqualTo("\r\n" + message + "\r\n");
  }

  @Test
  void saysWhoItIs() {
    Bench sim800 = new Bench("simcom-sim800");

    // MaJerle/lwcell issue 7.
    assertThat(sim800.ask("AT+CGMI")).isEqualTo("\r\nSIMCOM_Ltd\r\n" + OK);
    assertThat(sim800.ask("AT+CGMM")).isEqualTo("\r\nSIMCOM_SIM868\r\n" + OK);
    assertThat(sim800.ask("AT+CGMR")).isEqualTo("\r\nRevision:1418B03SIM868M32_BT\r\n" + OK);
    assertThat(sim800.ask("AT+CGSN")).matches("\r\n\\d{15}\r\n" + OK);
    assertThat(sim800.ask("AT+CIMI")).matches("\r\n\\d{15}\r\n" + OK);
    assertThat(sim800.ask("AT+CLAC")).isEqualTo("\r\nERROR\r\n");
  }

  @Test
  void claimsAndRefusesAsItsProfileSays() {
    Bench sim800 = new Bench("simcom-sim800");
    Bench huawei = new Bench("huawei-e173");

    // faucamp/python-gsmmodem issue 60: no stored reports.
    assertThat(sim800.ask("AT+CNMI=?"))
        .isEqualTo("\r\n+CNMI: (0-3),(0-3),(0,2),(0,1),(0,1)\r\n" + OK);
    assertThat(sim800.ask("AT+CNMI=2,1,0,2,0")).isEqualTo("\r\n+CMS ERROR: 303\r\n");
    assertThat(sim800.ask("AT+CNMI=2,1")).isEqualTo(OK);
    assertThat(sim800.ask("AT+CNMI?")).isEqualTo("\r\n+CNMI: 2,1,0,0,0\r\n" + OK);
    assertThat(huawei.ask("AT+CNMI=2,1,0,1,0")).isEqualTo("\r\nCOMMAND NOT SUPPORT\r\n");
    assertThat(huawei.ask("AT^CURC=0")).isEqualTo(OK);
  }

  @Test
  void leavesOutTheResultWhereItsFamilyDoes() {
    // gammu's F_CPIN_NO_OK and its tests/at-cpms.
    Bench wavecom = new Bench("wavecom-fastrack");

    assertThat(wavecom.ask("AT+CPIN?")).isEqualTo("\r\n+CPIN: READY\r\n");
    assertThat(wavecom.ask("AT")).isEqualTo(OK);
    assertThat(wavecom.ask("AT+CPMS=\"SM\",\"SM\",\"SM\"")).isEqualTo("\r\n+CMS ERROR: 302\r\n");
    assertThat(wavecom.ask("AT+CPMS=\"SM\"")).isEqualTo("\r\n+CPMS: 0,50,0,50\r\n" + OK);
  }

  @Test
  void choosesStorages() {
    assertThat(bench.ask("AT+CPMS=?"))
        .isEqualTo("\r\n+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")\r\n" + OK);
    assertThat(bench.ask("AT+CPMS=\"ME\",\"SM\"")).isEqualTo("\r\n+CPMS: 0,100,0,30,0,30\r\n" + OK);
    assertThat(bench.ask("AT+CPMS=\"XX\"")).isEqualTo("\r\n+CMS ERROR: 302\r\n");
  }

  @Test
  void wantsItsPinBeforeAnythingElse() {
    Bench locked = new Bench("generic-27005", Optional.of("1234"));

    locked.ask("AT+CMEE=1");
    assertThat(locked.ask("AT+CPIN?")).isEqualTo("\r\n+CPIN: SIM PIN\r\n" + OK);
    assertThat(locked.ask("AT+CREG?")).isEqualTo("\r\n+CREG: 0,0\r\n" + OK);
    assertThat(locked.ask("AT+CMGF=0")).isEqualTo("\r\n+CMS ERROR: 311\r\n");
    assertThat(locked.ask("AT+CPIN=\"0000\"")).isEqualTo("\r\n+CME ERROR: 16\r\n");
    locked.ask("AT+CREG=1");
    assertThat(locked.ask("AT+CPIN=\"1234\"")).isEqualTo(OK + "\r\n+CREG: 1\r\n");
    assertThat(locked.ask("AT+CMGF=0")).isEqualTo(OK);
  }

  @Test
  void wantsAPukAfterThreeWrongPins() {
    Bench locked = new Bench("generic-27005", Optional.of("1234"));

    for (int i = 0; i < 3; i++) {
      locked.ask("AT+CPIN=\"0000\"");
    }

    assertThat(locked.ask("AT+CPIN?")).isEqualTo("\r\n+CPIN: SIM PUK\r\n" + OK);
    assertThat(locked.ask("AT+CPIN=\"1234\"")).isEqualTo("\r\nERROR\r\n");
  }

  @Test
  void losesItsNetworkWhenTheRadioIsOff() {
    bench.ask("AT+CNMI=2,1,0,1,0");
    bench.ask("AT+CREG=1");
    assertThat(bench.ask("AT+CFUN=4")).isEqualTo(OK + "\r\n+CREG: 0\r\n");
    bench.phoneSends("4001");
    assertThat(bench.after(Duration.ofMinutes(1))).isEmpty();

    assertThat(bench.ask("AT+CFUN=1")).isEqualTo(OK + "\r\n+CREG: 1\r\n");
    assertThat(bench.after(Duration.ofMinutes(1))).isEqualTo("\r\n+CMTI: \"SM\",1\r\n");
  }
}
