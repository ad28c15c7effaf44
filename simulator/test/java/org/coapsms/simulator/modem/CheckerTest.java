package org.coapsms.simulator.modem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coapsms.simulator.modem.Bench.PORTS_PDU;
import static org.coapsms.simulator.modem.Violation.Kind.BEFORE_PROMPT;
import static org.coapsms.simulator.modem.Violation.Kind.CTRL_Z_WITHOUT_PROMPT;
import static org.coapsms.simulator.modem.Violation.Kind.LAST_PIN_TRY;
import static org.coapsms.simulator.modem.Violation.Kind.LINE_TOO_LONG;
import static org.coapsms.simulator.modem.Violation.Kind.PDU_AS_COMMAND;
import static org.coapsms.simulator.modem.Violation.Kind.WHILE_RUNNING;
import static org.coapsms.simulator.modem.Violation.Kind.WHILE_SENDING;
import static org.coapsms.simulator.modem.Violation.Kind.WRONG_PDU;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Notes what a TE types against the grammar, and nothing else. */
@Tag("modem-acceptance-11")
class CheckerTest {
  private static final Duration PROMPT_DELAY = Duration.ofMillis(20);

  private final Bench bench = new Bench("generic-27005");

  @Test
  void hasItsPlaceInTheUsersTable() throws IOException {
    String page = Files.readString(Path.of("../docs/simulator.md"));

    assertThat(Violation.Kind.values())
        .allSatisfy(k -> assertThat(page).contains("| `" + k + "` | " + k.what() + " |"));
  }

  @Test
  void findsNothingWrongWithWhatProgramsDo() {
    // gammu begins with ESC and CR, smstools types whole lines of commands, all send Ctrl-Z once.
    bench.type("\u001b\rAT\rATE1\r\nAT+CMEE=1;+CREG=2\rat+csq\nA/");
    bench.sends(PORTS_PDU);
    bench.type("AT+CMGS=28\r");
    bench.after(PROMPT_DELAY);
    bench.type("0071\u001bAT\r");

    assertThat(bench.violations()).isEmpty();
  }

  @Test
  void notesAPduThatDoesNotWaitForThePrompt() {
    bench.type("AT+CMGS=28\r" + PORTS_PDU + "\u001a");

    assertThat(bench.violations()).containsExactly(BEFORE_PROMPT);
    assertThat(bench.modem.violations().get(0).at()).isEqualTo(bench.now);
  }

  @Test
  void notesAPduAtAPromptThatNobodyHasSeen() {
    bench.fails(ModemFault.NO_PROMPT);
    bench.type("AT+CMGS=28\r");
    bench.after(PROMPT_DELAY);
    bench.type(PORTS_PDU + "\u001a");

    assertThat(bench.violations()).containsExactly(BEFORE_PROMPT, CTRL_Z_WITHOUT_PROMPT);
  }

  @Test
  void notesWhatIsTypedBetweenCtrlZAndTheResult() {
    bench.type("AT+CMGS=28\r");
    bench.after(PROMPT_DELAY);
    bench.type(PORTS_PDU + "\u001a\r");
    bench.after(Duration.ofMillis(100));
    bench.type("AT\r");

    assertThat(bench.violations()).containsExactly(WHILE_SENDING);
  }

  @Test
  void forgivesWhoHasWaitedLongEnough() {
    bench.fails(ModemFault.LATE_RESULT);
    bench.type("AT+CMGS=28\r");
    bench.after(PROMPT_DELAY);
    bench.type(PORTS_PDU + "\u001a");
    bench.after(Duration.ofSeconds(181));
    bench.type("\u001bAT\r");

    assertThat(bench.violations()).isEmpty();
  }

  @Test
  void notesACommandWhileAnotherRuns() {
    Bench slow =
        new Bench("generic-27005", ModemOptions.usual().withAnswerDelay(Duration.ofMillis(50)));
    slow.type("AT+CSQ\r\n");
    slow.type("AT\r");

    assertThat(slow.violations()).containsExactly(WHILE_RUNNING);
  }

  @Test
  void notesCtrlZAsRecovery() {
    bench.type("\u001a\r");
    bench.modem.lineClosed(bench.now);
    bench.fails(ModemFault.STUCK_PROMPT);
    bench.modem.lineOpened(bench.now);
    bench.type("\u001a\r");

    assertThat(bench.violations()).containsExactly(CTRL_Z_WITHOUT_PROMPT, CTRL_Z_WITHOUT_PROMPT);
  }

  @Test
  void notesAPduTypedAfterTheCommandHasFailed() {
    bench.fails(ModemFault.ERROR_AT_PROMPT);
    bench.type("AT+CMGS=28\r");
    bench.type(PORTS_PDU + "\u001a");

    assertThat(bench.violations()).containsExactly(PDU_AS_COMMAND, CTRL_Z_WITHOUT_PROMPT);
  }

  @Test
  void notesAPduThatIsNotAsLongAsAnnounced() {
    bench.sends(PORTS_PDU + "00");

    assertThat(bench.violations()).containsExactly(WRONG_PDU);
    assertThat(bench.modem.violations().get(0).detail()).startsWith("0071000C91").endsWith("…");
  }

  @Test
  void notesALineThatIsTooLong() {
    bench.type("AT" + "E1".repeat(1100) + "\r");

    assertThat(bench.violations()).containsExactly(LINE_TOO_LONG);
  }

  @Test
  void notesWhoRisksTheSim() {
    Bench locked = new Bench("generic-27005", ModemOptions.usual().withPin("1234"));
    locked.ask("AT+CPIN=\"0000\"");
    locked.ask("AT+CPIN=\"0001\"");
    assertThat(locked.violations()).isEmpty();

    locked.ask("AT+CPIN=\"0002\"");
    assertThat(locked.violations()).containsExactly(LAST_PIN_TRY);
  }

  @Test
  void keepsTheLastThousand() {
    for (int i = 0; i < 1001; i++) {
      bench.type("\u001a");
    }

    assertThat(bench.violations()).hasSize(1000);
    assertThat(Arrays.asList(Violation.Kind.values())).containsAll(bench.violations());
  }
}
