package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.modem.Bench.PORTS_PDU;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real programs need of a modem, point by point; the number is in the tag. Points 1 and 2,
 * which are about lines, stand in ModemServerTest and PseudoTerminalTest, point 11 in CheckerTest.
 */
class AcceptanceTest {
  private static final String OK = "\r\nOK\r\n";
  private static final Duration MOMENT = Duration.ofSeconds(10);

  private final Bench bench = new Bench("generic-27005");

  AcceptanceTest() {
    bench.ask("ATE0");
  }

  @Tag("modem-acceptance-3")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT\r",
        "AT\n",
        "AT\r\n",
        "at\r",
        "at + c s q = ?\r",
        "AT+CMEE=1;+CREG=2\r",
        "\u001bAT\r",
        "AT+CM\u001bAT\r",
        "\u001b\r\rAT\r",
        "\r\nAT\r"
      })
  void takesEveryShapeOfACommandLineAtOnceAndOctetByOctet(String typed) {
    Bench bytewise = new Bench("generic-27005");
    bytewise.ask("ATE0");

    assertThat(bench.type(typed)).endsWith(OK);
    StringBuilder printed = new StringBuilder();
    for (int i = 0; i < typed.length(); i++) {
      printed.append(bytewise.type(typed.substring(i, i + 1)));
    }
    assertThat(printed.toString()).endsWith(OK);
    assertThat(bench.violations()).isEmpty();
    assertThat(bench.type("A/")).endsWith(OK);
  }

  @Test
  @Tag("modem-acceptance-3")
  void queuesWhatIsTypedWhileACommandRuns() {
    Bench slow =
        new Bench("generic-27005", ModemOptions.usual().withAnswerDelay(Duration.ofMillis(50)));
    slow.type("ATE0\r");
    slow.after(MOMENT);

    assertThat(slow.type("AT+CSQ\rAT+CREG?\r")).isEmpty();
    assertThat(slow.after(Duration.ofMillis(50))).isEqualTo("\r\n+CSQ: 22,0\r\n" + OK);
    assertThat(slow.after(Duration.ofMillis(50))).isEqualTo("\r\n+CREG: 0,1\r\n" + OK);
  }

  @Test
  @Tag("modem-acceptance-4")
  void echoesUnlessTold() {
    Bench fresh = new Bench("generic-27005");

    assertThat(fresh.type("AT\r")).isEqualTo("AT\r" + OK);
    fresh.type("ATE0\r");
    assertThat(fresh.type("AT\r")).isEqualTo(OK);
    fresh.type("ATE1\r");
    assertThat(fresh.type("AT\r")).isEqualTo("AT\r" + OK);
  }

  @Test
  @Tag("modem-acceptance-5")
  void doesNotKnowEverything() {
    assertThat(bench.type("AT+MODE=2\r")).isEqualTo("\r\nERROR\r\n");
    assertThat(bench.type("AT$TSSPCSW=?\r")).isEqualTo("\r\nERROR\r\n");
  }

  @Tag("modem-acceptance-6")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ME\" | 0,100,1,30,1,30",
        "\"ME\",\"ME\" | 0,100,0,100,1,30",
        "\"ME\",\"ME\",\"ME\" | 0,100,0,100,0,100",
        ",,\"ME\" | 1,30,1,30,0,100",
      })
  void choosesOneTwoOrThreeStorages(String wanted, String counts) {
    arrives("first");

    assertThat(bench.type("AT+CPMS=" + wanted + "\r"))
        .isEqualTo("\r\n+CPMS: " + counts + "\r\n" + OK);
  }

  @Test
  @Tag("modem-acceptance-6")
  void listsReadsAndDeletesInEitherStorage() {
    arrives("one");
    bench.type("AT+CPMS=\"ME\",\"ME\",\"ME\"\r");
    arrives("two");
    arrives("three");

    assertThat(bench.type("AT+CPMS?\r")).contains("+CPMS: \"ME\",2,100,\"ME\",2,100,\"ME\",2,100");
    assertThat(bench.type("AT+CMGL=4\r")).contains("+CMGL: 1,0,,").contains("+CMGL: 2,0,,");
    assertThat(bench.type("AT+CMGR=2\r")).contains("+CMGR: 1,,");
    assertThat(bench.type("AT+CMGD=1\r")).isEqualTo(OK);
    assertThat(bench.type("AT+CMGR=1\r")).isEqualTo(OK); // An empty place.
    assertThat(bench.type("AT+CMGD=1,4\r")).isEqualTo(OK);
    assertThat(bench.type("AT+CPMS=\"SM\"\r")).contains("+CPMS: 1,30,0,100,0,100");
  }

  @Test
  @Tag("modem-acceptance-6")
  void writesNowAndSendsLater() {
    assertThat(bench.type("AT+CMGW=28\r") + bench.after(Duration.ofMillis(20))).isEqualTo("\r\n> ");
    assertThat(bench.type(PORTS_PDU + "\u001a")).isEqualTo("\r\n+CMGW: 1\r\n" + OK);
    assertThat(bench.type("AT+CMGR=1\r")).startsWith("\r\n+CMGR: 2,,28\r\n");

    bench.type("AT+CMSS=1\r");
    assertThat(bench.after(MOMENT)).isEqualTo("\r\n+CMSS: 0\r\n" + OK);
    assertThat(bench.received.get(0).userData().octets())
        .isEqualTo(Bytes.fromHex("4001123451FF00"));
    assertThat(bench.type("AT+CMGR=1\r")).startsWith("\r\n+CMGR: 3,,28\r\n");
    assertThat(bench.type("AT+CMSS=1,\"+447700900199\"\r") + bench.after(MOMENT))
        .isEqualTo("\r\n+CMSS: 1\r\n" + OK);
    assertThat(bench.received).hasSize(1); // The other number is nobody's.
    assertThat(bench.type("AT+CMSS=2\r")).isEqualTo("\r\n+CMS ERROR: 321\r\n");
  }

  @Test
  @Tag("modem-acceptance-6")
  void showsADraftInTextMode() {
    bench.type("AT+CMGF=1\rAT+CMGW=\"+447700900123\"\r");
    bench.after(Duration.ofMillis(20));
    bench.type("hello\u001a");

    assertThat(bench.type("AT+CMGR=1\r"))
        .isEqualTo("\r\n+CMGR: \"STO UNSENT\",\"+447700900123\",\r\nhello\r\n" + OK);
  }

  @Test
  @Tag("modem-acceptance-6")
  void takesACommandForTheCentre() {
    // TS 23.040 §9.2.2.4: SMS-COMMAND, an enquiry about reference 0.
    bench.type("AT+CMGC=13\r");
    bench.after(Duration.ofMillis(20));

    assertThat(bench.type("000200000000000C914477009010320\u001a"))
        .isEqualTo("\r\n+CMGC: 0\r\n" + OK);
  }

  @Tag("modem-acceptance-7")
  @ParameterizedTest
  @CsvSource({
    // Another program's octets: the centre left out, and spelt out.
    "28, 0071000C914477000910320004FF0E060504163316334001123451FF00",
    "28, 07919471010067F071000C914477000910320004FF0E060504163316334001123451FF00",
    // Without validity, with an absolute and with an enhanced one: first octet 61, 79, 69.
    "27, 0061000C9144770009103200040E060504163316334001123451FF00",
    "34, 0079000C9144770009103200045211221200000E0E060504163316334001123451FF00",
  })
  void takesAPduInEveryForm(int length, String pdu) {
    bench.type("AT+CMGS=" + length + "\r");
    bench.after(Duration.ofMillis(20));
    bench.type(pdu + "\u001a");

    assertThat(bench.after(MOMENT)).isEqualTo("\r\n+CMGS: 0\r\n" + OK);
    assertThat(bench.received).hasSize(1);
    assertThat(bench.received.get(0).userData().octets())
        .isEqualTo(Bytes.fromHex("4001123451FF00"));
  }

  @Tag("modem-acceptance-7")
  @Tag("modem-acceptance-10")
  @ParameterizedTest
  @CsvSource({
    "1, 447700900123, ''",
    "2, 447700900123, ''",
    "1, 447700900199, 43",
  })
  void reportsWithReferenceRecipientTimesAndStatus(int ds, String to, String status) {
    bench.type("AT+CNMI=2,1,0," + ds + ",0\r");
    String swapped = swapped(to);
    bench.sends(PORTS_PDU); // So that the reference is not 0.
    bench.after(MOMENT);
    bench.type("AT+CMGD=1\r");
    bench.sends(PORTS_PDU.replace("447700091032", swapped));

    String told = bench.after(MOMENT);
    String report = ds == 1 ? told : bench.type("AT+CMGR=1\r");
    // 22 November 2025, 12:00:.. GMT, twice; semi-octets are swapped.
    assertThat(report)
        .containsPattern(
            "07919471016700000601"
                + "0C91"
                + swapped
                + "5211222100[0-9]{2}00"
                + "5211222100[0-9]{2}00"
                + (status.isEmpty() ? "00" : status)
                + "\r\n");
  }

  @Test
  @Tag("modem-acceptance-8")
  void keepsAnnouncementsBackInModeZeroAndTellsThemLater() {
    bench.type("AT+CNMI=0,1,0,0,0\r");
    arrives("one");
    arrives("two");

    assertThat(bench.after(MOMENT)).isEmpty();
    assertThat(bench.type("AT+CNMI=2,1,0,0,0\r"))
        .isEqualTo(OK + "\r\n+CMTI: \"SM\",1\r\n\r\n+CMTI: \"SM\",2\r\n");
  }

  @Test
  @Tag("modem-acceptance-8")
  void forgetsWhatItKeptBackWhenAsked() {
    bench.type("AT+CNMI=0,1,0,0,0\r");
    arrives("one");

    assertThat(bench.type("AT+CNMI=2,1,0,0,1\r")).isEqualTo(OK);
  }

  @Test
  @Tag("modem-acceptance-8")
  void waitsForAnAcknowledgementAndStopsRoutingWithoutOne() {
    bench.type("AT+CSMS=1\rAT+CNMI=2,2,0,1,0\r");
    assertThat(arrives("one")).startsWith("\r\n+CMT: ,");
    bench.type("AT+CNMA=1,3\r");
    bench.after(Duration.ofMillis(20));
    assertThat(bench.type("000100\u001a")).isEqualTo(OK);

    assertThat(arrives("two")).startsWith("\r\n+CMT: ,");
    bench.after(Duration.ofSeconds(15));
    assertThat(bench.type("AT+CNMI?\r")).contains("+CNMI: 2,0,0,0,0");
  }

  @Test
  @Tag("modem-acceptance-9")
  void announcesItselfWhenItRestarts() {
    Bench sim800 = new Bench("simcom-sim800");

    sim800.ask("AT+CFUN=1,1");
    assertThat(sim800.after(Duration.ofMillis(100))).isEqualTo("\r\nRDY\r\n");
    assertThat(sim800.after(MOMENT)).endsWith("\r\nCall Ready\r\n\r\nSMS Ready\r\n");
    sim800.modem.reboot(sim800.now);
    assertThat(sim800.after(Duration.ZERO)).isEqualTo("\r\nRDY\r\n");
    sim800.after(MOMENT);
    assertThat(sim800.ask("ATZ")).isEqualTo(OK);
    assertThat(sim800.after(MOMENT)).isEmpty();
  }

  @Test
  @Tag("modem-acceptance-9")
  void letsOctetsTakeTheirTime() {
    Bench serial = new Bench("generic-27005", ModemOptions.usual().withBaud(1200));
    serial.speed = OptionalInt.of(1200);

    // Ten bits each: 8.3 ms. The echo comes as the command does, the answer behind it.
    assertThat(serial.type("AT\r")).isEmpty();
    assertThat(serial.after(Duration.ofMillis(17))).isEqualTo("A");
    assertThat(serial.after(Duration.ofMillis(17))).isEqualTo("T\r");
    assertThat(serial.after(Duration.ofMillis(25))).isEqualTo("\r\nO");
    assertThat(serial.after(Duration.ofMillis(25))).isEqualTo("K\r\n");
  }

  @Test
  @Tag("modem-acceptance-9")
  void takesAboutAsLongAsTheSeedSays() {
    ModemOptions options =
        ModemOptions.usual().withAnswerDelay(Duration.ofMillis(100)).withJitter(0.3);

    List<Duration> first = delays(new Bench("generic-27005", options));
    assertThat(first)
        .doesNotHaveDuplicates()
        .isEqualTo(delays(new Bench("generic-27005", options)));
    assertThat(first.stream().sorted().toList().get(first.size() / 2))
        .isBetween(Duration.ofMillis(80), Duration.ofMillis(125));
  }

  private static List<Duration> delays(Bench bench) {
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      bench.type("AT\r");
      Duration delay = Duration.between(bench.now, bench.network.nextTimeout().orElseThrow());
      delays.add(delay);
      assertThat(bench.after(delay)).endsWith(OK);
    }
    return delays;
  }

  private String arrives(String text) {
    bench.send(Bench.PHONE, UserData.ofGsm7(UserDataHeader.EMPTY, text));
    return bench.after(MOMENT);
  }

  private static String swapped(String digits) {
    StringBuilder swapped = new StringBuilder();
    for (int i = 0; i < digits.length(); i += 2) {
      swapped.append(digits.charAt(i + 1)).append(digits.charAt(i));
    }
    return swapped.toString();
  }
}
