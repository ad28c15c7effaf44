package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the TE sees when something is wrong with the modem, its SIM, its network or its storage. */
class ModemFaultTest {
  private static final String OK = "\r\nOK\r\n";
  private static final Duration MOMENT = Duration.ofSeconds(5);

  private final Bench bench = new Bench("generic-27005");

  ModemFaultTest() {
    bench.ask("ATE0");
    bench.type("AT+CMEE=1\r");
  }

  @Test
  void hasItsPlaceInTheUsersTable() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/simulator.md")).stream()
            .filter(line -> line.startsWith("| `modem."))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ModemFault.values())
                .map(
                    f -> "| `" + f.faultName() + "` | " + f.failureMode() + " | " + f.what() + " |")
                .toList());
  }

  @Test
  void showsEveryFailureThatADriverHasToSurvive() {
    // 23 is what one serial library does when a line has gone: that it goes is 22.
    assertThat(Arrays.stream(ModemFault.values()).map(ModemFault::failureMode).distinct())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 35).filter(mode -> mode != 23).boxed().toList());
  }

  @Test
  void announcesMessagesWrongly() {
    bench.type("AT+CNMI=2,1,0,0,0\r");

    bench.fails(ModemFault.CMTI_LOST);
    assertThat(arrives()).isEmpty();
    bench.fails(ModemFault.CMTI_TWICE);
    assertThat(arrives()).isEqualTo("\r\n+CMTI: \"SM\",2\r\n".repeat(2));
    bench.fails(ModemFault.CMTI_GHOST);
    assertThat(arrives()).isEqualTo("\r\n+CMTI: \"SM\",30\r\n\r\n+CMTI: \"SM\",3\r\n");
    bench.fails(ModemFault.CMTI_WITHOUT_PLACE);
    assertThat(arrives()).isEqualTo("\r\n+CMTI: ,-1\r\n");

    assertThat(bench.type("AT+CPMS?\r")).contains("\"SM\",4,30");
  }

  @Test
  void fillsItsStorage() {
    bench.type("AT+CNMI=2,1,0,0,0\r");
    bench.fails(ModemFault.MEMORY_FULL);

    assertThat(arrives()).isEmpty();
    assertThat(bench.type("AT+CPMS?\r")).contains("\"SM\",30,30");
    assertThat(bench.type("AT+CMGD=7\r")).contains("\r\n+CMTI: \"SM\",7\r\n");
  }

  @Test
  void announcesAReportWhereItIsNot() {
    bench.type("AT+CNMI=2,1,0,2,0\r");
    bench.fails(ModemFault.CDSI_WRONG_STORAGE);
    bench.sends(Bench.PORTS_PDU);

    assertThat(bench.after(Duration.ofSeconds(20))).isEqualTo("\r\n+CDSI: \"ME\",1\r\n");
    assertThat(bench.type("AT+CPMS?\r")).contains("\"SM\",1,30");
  }

  @Test
  void forgetsWhatItWasToAnnounce() {
    bench.type("AT+CNMI=2,1,0,1,0\r");
    bench.fails(ModemFault.CNMI_RESET);

    assertThat(bench.type("AT\r")).isEqualTo(OK);
    assertThat(bench.type("AT+CNMI?\r")).contains("+CNMI: 0,0,0,0,0");
  }

  @Test
  void takesAnAcknowledgementForMissing() {
    bench.type("AT+CSMS=1\rAT+CNMI=2,2,0,1,0\r");
    bench.fails(ModemFault.CNMA_MISSED);
    assertThat(arrives()).startsWith("\r\n+CMT: ,");

    assertThat(bench.type("AT+CNMA\r")).isEqualTo(OK);
    assertThat(bench.type("AT+CNMI?\r")).contains("+CNMI: 2,0,0,0,0");
  }

  @Test
  void refusesAnAcknowledgement() {
    bench.type("AT+CSMS=1\rAT+CNMI=2,2,0,1,0\r");
    bench.fails(ModemFault.CNMA_REFUSED);
    arrives();

    assertThat(bench.type("AT+CNMA\r")).isEqualTo("\r\n+CMS ERROR: 340\r\n");
    assertThat(bench.type("AT+CNMA\r")).isEqualTo(OK);
  }

  @Test
  void losesItsSimForAWhile() {
    bench.fails(ModemFault.SIM_PULLED);

    assertThat(bench.type("AT\r")).isEqualTo(OK + "\r\n+CPIN: NOT INSERTED\r\n");
    assertThat(bench.type("AT+CPIN?\r")).isEqualTo("\r\n+CME ERROR: 10\r\n");
    assertThat(bench.type("AT+CIMI\r")).isEqualTo("\r\n+CME ERROR: 10\r\n");
    assertThat(bench.type("AT+CMGF=0\r")).isEqualTo("\r\n+CMS ERROR: 310\r\n");
    assertThat(bench.after(Duration.ofSeconds(30))).isEqualTo("\r\n+CPIN: READY\r\n");
    assertThat(bench.type("AT+CREG?\r")).contains("+CREG: 0,1");
  }

  @Test
  void losesItsNetworkForAWhile() {
    bench.type("AT+CREG=1\r");
    bench.fails(ModemFault.NETWORK_LOST);

    assertThat(bench.type("AT\r")).isEqualTo(OK + "\r\n+CREG: 2\r\n");
    assertThat(bench.sends(Bench.PORTS_PDU)).endsWith("\r\n+CMS ERROR: 331\r\n");
    assertThat(bench.after(Duration.ofSeconds(30))).isEqualTo("\r\n+CREG: 1\r\n");
    assertThat(bench.sends(Bench.PORTS_PDU)).contains("+CMGS: 0");
  }

  @Test
  void hasADeadRadioUntilItRestarts() {
    bench.fails(ModemFault.RADIO_DEAD);
    bench.type("AT\r");

    assertThat(bench.type("AT+CSQ;+CREG?\r")).contains("+CSQ: 99,99").contains("+CREG: 0,2");
    bench.type("AT+CFUN=1,1\r");
    bench.after(MOMENT);
    assertThat(bench.ask("AT+CSQ;+CREG?")).contains("+CSQ: 22,0").contains("+CREG: 0,1");
  }

  @ParameterizedTest
  @CsvSource({"BUSY, AT+CMGF=0, +CMS ERROR: 512", "SIM_BUSY, AT+CPIN?, +CME ERROR: 14"})
  void isBusy(ModemFault fault, String command, String error) {
    bench.fails(fault);

    assertThat(bench.type("AT\r")).isEqualTo(OK);
    assertThat(bench.type(command + "\r")).isEqualTo("\r\n" + error + "\r\n");
    assertThat(bench.type(command + "\r")).endsWith(OK);
  }

  @Test
  void restartsAtACommand() {
    Bench sim800 = new Bench("simcom-sim800");
    sim800.fails(ModemFault.REBOOT);

    assertThat(sim800.ask("AT")).isEmpty();
    assertThat(sim800.after(Duration.ofMillis(300))).isEqualTo("\r\nRDY\r\n\r\n+CFUN: 1\r\n");
  }

  @Test
  void hangsUntilItsTimeIsOver() {
    bench.fails(ModemFault.HANG);

    assertThat(bench.type("AT\r")).isEmpty();
    assertThat(bench.after(Duration.ofSeconds(59))).isEmpty();
    assertThat(bench.type("AT\r")).isEmpty();
    bench.after(Duration.ofSeconds(1));
    assertThat(bench.type("AT\r")).isEqualTo(OK);
  }

  private String arrives() {
    bench.send(Bench.PHONE, UserData.ofGsm7(UserDataHeader.EMPTY, "hello"));
    return bench.after(MOMENT);
  }
}
