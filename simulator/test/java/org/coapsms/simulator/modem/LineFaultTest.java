package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.coapsms.simulator.network.FaultSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the TE sees when a fault spoils the line, its echo or an answer: octet for octet. */
class LineFaultTest {
  private static final String OK = "\r\nOK\r\n";
  private static final String SIGNAL = "\r\n+CSQ: 22,0\r\n" + OK;

  private final Bench bench = new Bench("generic-27005");

  @ParameterizedTest
  @CsvSource({
    "ECHO_OFF, ''",
    "ECHO_TWICE, 'AT+CSQ<CR>AT+CSQ<CR>'",
    "ECHO_GARBLED, 'TA>VFD<CR>'",
  })
  void spoilsTheEchoOfOneLine(ModemFault fault, String echo) {
    bench.fails(fault);

    assertThat(bench.type("AT+CSQ\r")).isEqualTo(echo.replace("<CR>", "\r") + SIGNAL);
    assertThat(bench.type("AT\r")).isEqualTo("AT\r" + OK);
  }

  @Test
  void goesOnEchoingThoughToldNotTo() {
    bench.fails(ModemFault.ECHO_STAYS);

    assertThat(bench.type("ATE0\r")).isEqualTo("ATE0\r" + OK);
    assertThat(bench.type("ATE0\r")).isEqualTo("ATE0\r" + OK);
    assertThat(bench.type("AT\r")).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOISE | <CL>^RSSI:14<CL><CL>+CSQ: 22,0<CL><CL>OK<CL>",
        "GLUED | <CL>+CSQ: 22,0<CL><CL>OK^RSSI:14<CL>",
        "MISLEADING_LINE | <CL>OK-TEL 1<CL>ERROR COUNT: 0<CL>+CSQ: 22,0<CL><CL>OK<CL>",
        "ANSWER_WITHOUT_OK | <CL>+CSQ: 22,0<CL>",
        "ANSWER_AFTER_OK | <CL>OK<CL><CL>+CSQ: 22,0<CL>",
        "NULS | <0><0><0><CL>+CSQ: 22,0<CL><CL>OK<CL>",
        "DOUBLE_RETURN | <C><CL>+CSQ: 22,0<C><CL><CL>OK<CL>",
        "LINE_FEED_ONLY | <L>+CSQ: 22,0<L><CL>OK<CL>",
        "INTRUDER | AT+GCAP<C><CL>+GCAP: +CGSM<CL><CL>OK<CL><CL>+CSQ: 22,0<CL><CL>OK<CL>",
      })
  void spoilsAnAnswer(ModemFault fault, String printed) {
    bench.fails(fault);

    String octets =
        printed
            .replace("<CL>", "\r\n")
            .replace("<C>", "\r")
            .replace("<L>", "\n")
            .replace("<0>", "\0");
    assertThat(bench.ask("AT+CSQ")).isEqualTo(octets);
    assertThat(bench.ask("AT+CSQ")).isEqualTo(SIGNAL);
  }

  @Test
  void setsTheParityBit() {
    bench.ask("ATE0");
    bench.fails(ModemFault.PARITY, FaultSetting.always());

    // O is 4F, an odd number of ones; K is 4B, an even one. CR is 0D, LF 0A.
    assertThat(bench.type("AT\r")).isEqualTo("\u008d\n\u00cfK\u008d\n");
  }

  @Test
  void answersOctetByOctet() {
    bench.ask("ATE0");
    bench.fails(ModemFault.SINGLE_OCTETS, FaultSetting.next(1).delaying(Duration.ofMillis(10)));

    assertThat(bench.type("AT\r")).isEmpty();
    assertThat(bench.after(Duration.ofMillis(30))).isEqualTo("\r\nO");
    assertThat(bench.after(Duration.ofMillis(30))).isEqualTo("K\r\n");
  }

  @Test
  void lagsBehindByOneCommand() {
    bench.ask("ATE0");
    bench.fails(ModemFault.LAG_ONE);

    assertThat(bench.type("AT+CSQ\r")).isEmpty();
    assertThat(bench.after(Duration.ofMinutes(1))).isEmpty();
    assertThat(bench.type("AT\r")).isEqualTo(SIGNAL + OK);
    assertThat(bench.type("AT\r")).isEqualTo(OK);
  }

  @Test
  void saysWhatArrivesIntoALineThatIsTyped() {
    bench.ask("AT+CNMI=2,1,0,0,0");
    bench.fails(ModemFault.URC_INTERLEAVED);
    bench.phoneSends("40");
    bench.type("AT+C");

    assertThat(bench.after(Duration.ofSeconds(5))).isEqualTo("\r\n+CMTI: \"SM\",1\r\n");
    assertThat(bench.type("SQ\r")).isEqualTo("SQ\r" + SIGNAL);
  }

  @Test
  void forgetsTheLineEndBeforeAnAnnouncement() {
    bench.ask("AT+CNMI=2,1,0,0,0");
    bench.fails(ModemFault.NO_LEADING_LINE_END);
    bench.phoneSends("40");

    assertThat(bench.after(Duration.ofSeconds(5))).isEqualTo("+CMTI: \"SM\",1\r\n");
  }

  @Test
  void hasOldOctetsOnTheLineWhenItIsOpened() {
    bench.modem.lineClosed(bench.now);
    bench.fails(ModemFault.STALE_INPUT);
    bench.modem.lineOpened(bench.now);

    assertThat(bench.type("")).startsWith("\0\0\0").contains("+CMS ERROR: 500").endsWith("> ");
    assertThat(bench.ask("AT")).isEqualTo(OK);
  }

  @Test
  void losesAnOctetOfALongPiece() {
    bench.fails(ModemFault.DROP_CHARACTERS, FaultSetting.always());

    assertThat(bench.type("AT+CSCS=?\r")).endsWith(OK);
    String long40 = "AT+CMEE=1;+CREG=2;+CGREG=2;+CMEE=1;E1V1Q0";
    assertThat(bench.type(long40 + "\r"))
        .isEqualTo(long40.replace("+CMEE=1;E1", "+CMEE1;E1") + "\r\r\nERROR\r\n");
  }

  @Test
  void sleepsThroughTheFirstOctet() {
    bench.ask("AT");
    bench.fails(ModemFault.SLEEP, FaultSetting.always());
    bench.after(Duration.ofSeconds(6));

    assertThat(bench.type("AT\r")).isEqualTo("T\r");
    assertThat(bench.type("AT\r")).isEqualTo("AT\r" + OK);
    bench.after(Duration.ofSeconds(4));
    assertThat(bench.type("AT\r")).isEqualTo("AT\r" + OK);
  }

  @Test
  void understandsOnlyItsOwnSpeed() {
    bench.fails(ModemFault.WRONG_BAUD, FaultSetting.always());
    bench.speed = OptionalInt.of(115_200);
    assertThat(bench.type("AT\r")).doesNotContain("AT").doesNotContain("OK");

    bench.speed = OptionalInt.of(9600);
    bench.type("\r");
    assertThat(bench.type("AT\r")).isEqualTo("AT\r" + OK);
  }

  @Test
  void readsNothingForAWhile() {
    bench.fails(ModemFault.STOP_READING);
    bench.ask("AT");
    assertThat(bench.heldBack).isTrue();

    assertThat(bench.type("AT+CSQ\r")).isEmpty();
    assertThat(bench.after(Duration.ofSeconds(29))).isEmpty();
    assertThat(bench.after(Duration.ofSeconds(1))).isEqualTo("AT+CSQ\r" + SIGNAL);
    assertThat(bench.heldBack).isFalse();
  }

  @Test
  void isUnplugged() {
    bench.fails(ModemFault.HANG_UP);

    assertThat(bench.ask("AT")).isEmpty();
    assertThat(bench.unplugged).contains(Duration.ofSeconds(5));
  }

  @Test
  void strikesOneModemAndSparesTheOthers() {
    bench.fails(ModemFault.ECHO_OFF, FaultSetting.always().onlyAt(Bench.PHONE));
    assertThat(bench.type("AT\r")).isEqualTo("AT\r" + OK);

    bench.fails(ModemFault.ECHO_OFF, FaultSetting.always().onlyAt(Bench.SIM));
    assertThat(bench.type("AT\r")).isEqualTo(OK);
  }
}
