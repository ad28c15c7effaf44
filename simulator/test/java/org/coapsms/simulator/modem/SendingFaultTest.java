package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.modem.Bench.PORTS_PDU;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a message, and what the TE is told, when a fault strikes while it is sent. */
class SendingFaultTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final String OK = "\r\nOK\r\n";

  private final Bench bench = new Bench("generic-27005");

  SendingFaultTest() {
    bench.ask("ATE0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMS_ERROR | 0 | <CL>+CMS ERROR: 38<CL>",
        "PDU_REFUSED | 0 | <CL>+CMS ERROR: 304<CL>",
        "REBOOT_MID_SEND | 0 | ''",
        "REBOOT_AFTER_SEND | 1 | ''",
        "NO_RESULT | 1 | ''",
        "NO_REFERENCE | 1 | <CL>OK<CL>",
        "NO_OK | 1 | <CL>+CMGS: 0<CL>",
        "ERROR_AFTER_SEND | 1 | <CL>+CMS ERROR: 500<CL>",
        "REFERENCE_WRAPS | 1 | <CL>+CMGS: 255<CL><CL>OK<CL>",
      })
  void tellsSomethingElseThanUsual(ModemFault fault, int left, String said) {
    bench.fails(fault);

    assertThat(bench.sends(PORTS_PDU)).isEqualTo("\r\n> " + said.replace("<CL>", "\r\n"));
    bench.after(A_MINUTE);
    assertThat(bench.received).hasSize(left);
    assertThat(bench.violations()).isEmpty();
  }

  @Test
  void repeatsAReferenceOrTurnsItOver() {
    bench.sends(PORTS_PDU);
    bench.fails(ModemFault.REFERENCE_ZERO);
    assertThat(bench.sends(PORTS_PDU)).contains("+CMGS: 0\r\n");

    bench.fails(ModemFault.REFERENCE_WRAPS);
    assertThat(bench.sends(PORTS_PDU)).contains("+CMGS: 255\r\n");
    assertThat(bench.sends(PORTS_PDU)).contains("+CMGS: 0\r\n");
  }

  @ParameterizedTest
  @CsvSource({"PROMPT_WITHOUT_SPACE, '<CL>>'", "PROMPT_WITH_LINE_END, '<CL>><CL>'"})
  void promptsOtherwise(ModemFault fault, String prompt) {
    bench.fails(fault);

    assertThat(bench.sends(PORTS_PDU))
        .isEqualTo(prompt.replace("<CL>", "\r\n") + "\r\n+CMGS: 0\r\n" + OK);
  }

  @Test
  void saysOkBeforeThePduAndNothingAfterIt() {
    bench.fails(ModemFault.OK_BEFORE_PDU);

    assertThat(bench.sends(PORTS_PDU)).isEqualTo("\r\n> " + OK);
    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.received).hasSize(1);
    assertThat(bench.type("AT\r")).isEqualTo(OK);
  }

  @Test
  void failsInsteadOfPrompting() {
    bench.fails(ModemFault.ERROR_AT_PROMPT);

    assertThat(bench.type("AT+CMGS=28\r") + bench.after(A_MINUTE))
        .isEqualTo("\r\n+CMS ERROR: 500\r\n");
    assertThat(bench.type("AT\r")).isEqualTo(OK);
  }

  @Test
  void saysAnIndicationInsteadOfThePromptAndRefusesEverythingUntilARestart() {
    bench.fails(ModemFault.CMTI_EATS_PROMPT);
    bench.type("AT+CMEE=1\r");

    assertThat(bench.type("AT+CMGS=28\r")).isEqualTo("\r\n+CMTI: \"SM\",1\r\n");
    assertThat(bench.type("\u001bAT\r")).isEqualTo("\r\n+CME ERROR: 515\r\n");
    assertThat(bench.type("AT+CFUN=1,1\r")).isEqualTo(OK);
    bench.after(Duration.ofSeconds(1));
    assertThat(bench.ask("AT")).isEqualTo(OK);
  }

  @Test
  void givesUpInTheMiddleOfAPdu() {
    bench.fails(ModemFault.ERROR_MID_PDU);

    assertThat(bench.sends(PORTS_PDU)).isEqualTo("\r\n> \r\nERROR\r\n");
    assertThat(bench.type("AT\r")).isEqualTo(OK);
    bench.after(A_MINUTE);
    assertThat(bench.received).isEmpty();
    assertThat(bench.violations()).isEmpty();
  }

  @Test
  void saysLateHowItEnded() {
    bench.fails(ModemFault.LATE_RESULT);

    assertThat(bench.sends(PORTS_PDU)).isEqualTo("\r\n> ");
    assertThat(bench.after(Duration.ofSeconds(199))).isEmpty();
    assertThat(bench.after(Duration.ofSeconds(1))).isEqualTo("\r\n+CMGS: 0\r\n" + OK);
  }

  @Test
  void abortsAtAnyOctetThoughTheMessageLeaves() {
    bench.fails(ModemFault.ABORT_ON_BYTE);
    bench.type("AT+CMGS=28\r");
    bench.after(Duration.ofMillis(20));

    assertThat(bench.type(PORTS_PDU + "\u001a\r")).isEqualTo("\r\nERROR\r\n");
    assertThat(bench.after(A_MINUTE)).isEmpty();
    assertThat(bench.received).hasSize(1);
    assertThat(bench.violations()).containsExactly(Violation.Kind.WHILE_SENDING);
  }

  @Test
  void stillWaitsForAnotherProgramsPdu() {
    bench.modem.lineClosed(bench.now);
    bench.fails(ModemFault.STUCK_PROMPT);
    bench.modem.lineOpened(bench.now);

    assertThat(bench.type("AT\r")).isEmpty();
    assertThat(bench.type("\u001b")).isEqualTo(OK);
    assertThat(bench.type("AT\r")).isEqualTo(OK);
    assertThat(bench.violations()).isEmpty();
  }

  @Test
  void hasReportsComeThatHelpNobody() {
    bench.type("AT+CNMI=2,1,0,1,0\r");
    bench.fails(ModemFault.ORPHAN_REPORT);
    bench.fails(ModemFault.TEMPORARY_REPORT);

    // 06: a report. Its reference 64 (100) is nobody's; 00 is this message's, 21: still trying.
    String printed = bench.sends(PORTS_PDU);
    assertThat(printed)
        .containsPattern("\\+CDS: 25\r\n[0-9A-F]+06640C91447700091032[0-9A-F]{28}00\r\n")
        .containsPattern("\\+CDS: 25\r\n[0-9A-F]+06000C91447700091032[0-9A-F]{28}21\r\n");
    assertThat(bench.after(A_MINUTE))
        .containsPattern("\\+CDS: 25\r\n[0-9A-F]+06000C91447700091032[0-9A-F]{28}00\r\n");
  }
}
