package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;

/**
 * Plays the modem against a dialogue, octet by octet and in virtual time. Whatever is not scripted
 * is answered from a table, so that a story shows only what it is about; what a story does not
 * mention and the table does not know fails it.
 */
final class Scene {
  private static final String ESC = "\u001b";

  static final CarrierId CARRIER = new CarrierId("sim-1");
  static final ModemConfig CONFIG = ModemConfig.of(CARRIER, "/dev/ttyTest");

  /** TPDU of `facts`: smstools wrote it to a modem (8-bit, ports 5683, 7 octets of CoAP). */
  static final String SMSTOOLS_PDU = "0071000C914477000910320004FF0E060504163316334001123451FF00";

  final Dialogue dialogue;
  private final Map<String, String> table = new LinkedHashMap<>();
  private final StringBuilder written = new StringBuilder();
  private final List<DialogueEvent> events = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private long submissions;

  Scene(ModemConfig config, ModemProfile profile) {
    this(new Dialogue(config, profile));
  }

  Scene(Dialogue dialogue) {
    this.dialogue = dialogue;
    table.put("AT", "\r\nOK\r\n");
    table.put("ATE0", "ATE0\r\r\nOK\r\n");
    table.put("ATV1", "\r\nOK\r\n");
    table.put("AT+CMEE=1", "\r\nOK\r\n");
    table.put("AT+CGSN", "\r\n356938035643809\r\n\r\nOK\r\n");
    table.put("AT+CIMI", "\r\n262021234567890\r\n\r\nOK\r\n");
    table.put("AT+COPS?", "\r\n+COPS: 0,0,\"Vodafone.de\",2\r\n\r\nOK\r\n");
    table.put("AT+CSCA?", "\r\n+CSCA: \"+491722270000\",145\r\n\r\nOK\r\n");
    table.put("ATZ", "\r\nOK\r\n");
    table.put("AT+CMMS=1", "\r\nOK\r\n");
    table.put("AT+CPIN?", "\r\n+CPIN: READY\r\n\r\nOK\r\n");
    table.put("AT+CMGF=0", "\r\nOK\r\n");
    table.put("AT+CMEE?", "\r\n+CMEE: 1\r\n\r\nOK\r\n");
    table.put("AT+CMGF?", "\r\n+CMGF: 0\r\n\r\nOK\r\n");
    table.put("AT+CSMS=0", "\r\n+CSMS: 1,1,1\r\n\r\nOK\r\n");
    table.put("AT+CSMS=1", "\r\n+CSMS: 1,1,1\r\n\r\nOK\r\n");
    table.put(
        "AT+CPMS=?", "\r\n+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")\r\n\r\nOK\r\n");
    table.put("AT+CPMS=\"SM\",\"SM\",\"SM\"", "\r\n+CPMS: 0,20,0,20,0,20\r\n\r\nOK\r\n");
    table.put("AT+CPMS?", "\r\n+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20\r\n\r\nOK\r\n");
    // SIM868, as faucamp/python-gsmmodem issue 60 shows it.
    table.put("AT+CNMI=?", "\r\n+CNMI: (0-3),(0-3),(0,2),(0,1),(0,1)\r\n\r\nOK\r\n");
    table.put("AT+CNMI=2,1,0,1,0", "\r\nOK\r\n");
    table.put("AT+CNMI?", "\r\n+CNMI: 2,1,0,1,0\r\n\r\nOK\r\n");
    table.put("AT+CREG=1", "\r\nOK\r\n");
    table.put("AT+CREG?", "\r\n+CREG: 1,1\r\n\r\nOK\r\n");
    table.put("AT+CMGL=4", "\r\nOK\r\n");
    table.put("AT+CSQ", "\r\n+CSQ: 21,0\r\n\r\nOK\r\n");
  }

  /** A modem that follows the specification, before it is opened. */
  static Scene generic() {
    return with("generic-27005");
  }

  static Scene with(String profile) {
    return new Scene(CONFIG, ModemProfiles.load(profile));
  }

  /** The same, opened, started and with nothing left to say. */
  static Scene ready() {
    return generic().started();
  }

  Scene started() {
    dialogue.handleOpened(now);
    runs(Duration.ofSeconds(10));
    assertThat(dialogue.status().available()).as(dialogue.status().toString()).isTrue();
    events.clear();
    commands.clear();
    return this;
  }

  Scene opened() {
    dialogue.handleOpened(now);
    return this;
  }

  /** What the modem answers to a command from now on, whenever it comes; null: nothing. */
  Scene answers(String command, String answer) {
    table.put(command, answer);
    return this;
  }

  /** The command is the story's own business from now on. */
  Scene doesNotAnswer(String... silentCommands) {
    for (String command : silentCommands) {
      table.put(command, "");
    }
    return this;
  }

  /** The modem says something. */
  Scene says(String text) {
    dialogue.handleBytes(now, Bytes.copyOf(text.getBytes(StandardCharsets.ISO_8859_1)));
    settle();
    return this;
  }

  /** The same, one octet at a time. */
  Scene saysByteByByte(String text) {
    text.chars().forEach(c -> dialogue.handleBytes(now, Bytes.of(c)));
    settle();
    return this;
  }

  /** Time passes, with all that becomes due in it. */
  Scene runs(Duration time) {
    Instant end = now.plus(time);
    settle();
    while (true) {
      Optional<Instant> due = dialogue.nextTimeout().filter(when -> !when.isAfter(end));
      if (due.isEmpty()) {
        now = end;
        return this;
      }
      assertThat(due.get()).as("a timeout must not stand still").isAfterOrEqualTo(now);
      now = due.get();
      dialogue.handleTimeout(now);
      settle();
    }
  }

  /** Time passes until this has been written; the modem sees it. */
  Scene hears(String expected) {
    Instant end = now.plusSeconds(60);
    settle();
    while (!written.toString().contains(expected)) {
      Optional<Instant> due = dialogue.nextTimeout().filter(when -> !when.isAfter(end));
      if (due.isEmpty()) {
        fail("expected <%s>, the modem has heard <%s> and %s", expected, written, commands);
      }
      now = due.get();
      dialogue.handleTimeout(now);
      settle();
    }
    written.delete(0, written.indexOf(expected) + expected.length());
    return this;
  }

  /** Time passes until the table has been asked for this. */
  Scene hearsCommand(String command) {
    Instant end = now.plus(Duration.ofMinutes(2));
    while (!commands.contains(command)) {
      Optional<Instant> due = dialogue.nextTimeout().filter(when -> !when.isAfter(end));
      assertThat(due).as(command + " in " + commands).isPresent();
      now = due.get();
      dialogue.handleTimeout(now);
      settle();
    }
    return this;
  }

  /** Nothing that the story has not heard was written. */
  Scene hearsNothing() {
    settle();
    assertThat(written.toString()).isEmpty();
    return this;
  }

  /** The commands since the start that the table has answered or left open. */
  List<String> commands() {
    return commands;
  }

  SubmissionId submits(String number, Duration validity, UserData userData) {
    Submission submission =
        new Submission(
            new SubmissionId(++submissions),
            CARRIER,
            Address.parse(number),
            DataCoding.OCTETS_8BIT,
            userData,
            validity,
            true,
            false);
    dialogue.submit(now, submission);
    settle();
    return submission.id();
  }

  /** Submits what makes {@link #SMSTOOLS_PDU}. */
  SubmissionId submitsCoap() {
    UserData userData =
        UserData.ofOctets(TestData.COAP_PORTS, Bytes.fromHex("40 01 12 34 51 ff 00"));
    // TP-VP 0xFF is 63 weeks, the longest.
    return submits("+447700900123", Duration.ofDays(63 * 7), userData);
  }

  Scene commits(long handle, boolean committed) {
    dialogue.handleCommitted(now, handle, committed);
    settle();
    return this;
  }

  /** What has happened since the last call, without the trace. */
  List<DialogueEvent> events() {
    List<DialogueEvent> seen =
        events.stream().filter(event -> !(event instanceof DialogueEvent.Traced)).toList();
    events.clear();
    return seen;
  }

  List<DialogueEvent.Traced> traces() {
    return events.stream()
        .filter(DialogueEvent.Traced.class::isInstance)
        .map(DialogueEvent.Traced.class::cast)
        .toList();
  }

  /** The outcome of the only submission that has ended since the last call. */
  SubmissionOutcome outcome() {
    List<SubmissionOutcome> outcomes =
        events().stream()
            .filter(DialogueEvent.SubmissionEnded.class::isInstance)
            .map(event -> ((DialogueEvent.SubmissionEnded) event).outcome())
            .toList();
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  Scene closes(String reason) {
    dialogue.handleClosed(now, reason);
    settle();
    return this;
  }

  Instant now() {
    return now;
  }

  /** Answers what the table knows until nothing more is written, and collects the events. */
  private void settle() {
    boolean more = true;
    while (more) {
      more = false;
      Optional<Bytes> output = dialogue.pollOutput();
      while (output.isPresent()) {
        written.append(new String(output.get().toArray(), StandardCharsets.ISO_8859_1));
        more = true;
        output = dialogue.pollOutput();
      }
      answerFromTable();
    }
    Optional<DialogueEvent> event = dialogue.pollEvent();
    while (event.isPresent()) {
      events.add(event.get());
      event = dialogue.pollEvent();
    }
  }

  private void answerFromTable() {
    int end = written.indexOf("\r");
    while (end >= 0) {
      // An ESC ends a prompt, or a line that has begun; with a CR behind it, it begins every start.
      String command = written.substring(written.lastIndexOf("\u001b", end) + 1, end);
      if (command.isEmpty()) {
        if (written.indexOf(ESC) >= 0 && written.indexOf(ESC) < end) {
          commands.add("ESC");
        }
        written.delete(0, end + 1);
      } else if (table.containsKey(command)) {
        written.delete(0, end + 1);
        commands.add(command);
        String answer = table.get(command);
        if (!answer.isEmpty()) {
          dialogue.handleBytes(now, Bytes.copyOf(answer.getBytes(StandardCharsets.ISO_8859_1)));
        }
      } else {
        return; // the story's business
      }
      end = written.indexOf("\r");
    }
  }
}
