package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lets a mad modem say anything at any time, from a seed: whatever it says, each submission gets
 * one outcome (an unknown one may be corrected once), and time never stands still.
 */
class NoiseTest {
  private static final ModemProfile PROFILE = ModemProfiles.load("generic-27005");

  private static final List<String> WORDS =
      List.of(
          "\r\nOK\r\n",
          "\r\nOK\r\n",
          "\r\nOK\r\n",
          "\r\nERROR\r\n",
          "\r\n> ",
          "\r\n> ",
          ">",
          "\r\n+CMGS: 17\r\n",
          "\r\n+CMS ERROR: 38\r\n",
          "\r\n+CMS ERROR: 500\r\n",
          "\r\n+CME ERROR: 30\r\n",
          "\r\n+CPIN: READY\r\n",
          "\r\n+CREG: 1,1\r\n",
          "\r\n+CREG: 2\r\n",
          "\r\n+CNMI: 2,1,0,1,0\r\n",
          "\r\n+CMGF: 0\r\n",
          "\r\n+CPMS: \"SM\",3,20,\"SM\",3,20,\"SM\",3,20\r\n",
          "\r\n+CMTI: \"SM\",3\r\n",
          "\r\n+CMTI: ,-1\r\n",
          "\r\n+CDSI: \"SR\",1\r\n",
          "\r\n+CMGR: 0,,35\r\n" + TestData.DELIVER + "\r\n",
          "\r\n+CMGL: 4,1,,35\r\n" + TestData.DELIVER + "\r\n",
          "\r\n+CMT: ,35\r\n" + TestData.DELIVER + "\r\n",
          "\r\n+CDS: 25\r\n" + TestData.REPORT_DELIVERED + "\r\n",
          "\r\n+CDS: 25\r\n",
          "\r\nRDY\r\n",
          "+CMT",
          "\u0000\u00ff");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everySubmissionGetsItsOutcomeWhateverTheModemSays(int hundred) {
    for (int seed = hundred * 100; seed < hundred * 100 + 100; seed++) {
      new Madness(seed).runs();
    }
  }

  private static final class Madness {
    private final int seed;
    private final Random random;
    private final Dialogue dialogue = new Dialogue(Scene.CONFIG, PROFILE);
    private final Map<SubmissionId, List<SubmissionOutcome>> outcomes = new HashMap<>();
    private final List<Long> handles = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private boolean transferring;
    private boolean saneModem;

    Madness(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void runs() {
      for (int i = 0; i < 400; i++) {
        step();
        look();
      }
      dialogue.handleClosed(now, "end");
      look();
      outcomes.forEach(
          (id, told) -> {
            assertThat(told).as("seed %d, submission %s", seed, id).isNotEmpty();
            if (told.size() > 1) {
              assertThat(told).hasSize(2);
              assertThat(told.get(0)).isInstanceOf(Unknown.class);
              assertThat(told.get(1)).isInstanceOf(Accepted.class);
            }
          });
    }

    private void step() {
      int dice = random.nextInt(100);
      saneModem = dice % 3 != 0;
      if (dice < 3) {
        dialogue.handleOpened(now);
      } else if (dice < 4) {
        dialogue.handleClosed(now, "unplugged");
      } else if (dice < 15) {
        submit();
      } else if (dice < 20 && !handles.isEmpty()) {
        long handle = handles.remove(random.nextInt(handles.size()));
        dialogue.handleCommitted(now, handle, random.nextBoolean());
      } else if (dice < 45) {
        passTime(Duration.ofMillis(random.nextInt(3000)));
      } else if (dice < 47) {
        passTime(Duration.ofSeconds(random.nextInt(300)));
      } else {
        say(WORDS.get(random.nextInt(WORDS.size())));
      }
    }

    private void submit() {
      SubmissionId id = new SubmissionId(outcomes.size() + 1L);
      outcomes.put(id, new ArrayList<>());
      dialogue.submit(
          now,
          new Submission(
              id,
              Scene.CARRIER,
              Address.parse("+447700900123"),
              DataCoding.OCTETS_8BIT,
              UserData.ofOctets(TestData.COAP_PORTS, Bytes.fromHex("40 01 12 34")),
              Duration.ofMinutes(30),
              true,
              false));
    }

    private void passTime(Duration time) {
      Instant end = now.plus(time);
      int turns = 0;
      Optional<Instant> due = dialogue.nextTimeout().filter(when -> !when.isAfter(end));
      while (due.isPresent()) {
        assertThat(++turns).as("seed %d turns on the spot", seed).isLessThan(10_000);
        now = due.get().isAfter(now) ? due.get() : now;
        dialogue.handleTimeout(now);
        look();
        due = dialogue.nextTimeout().filter(when -> !when.isAfter(end));
      }
      now = end;
    }

    private void say(String text) {
      dialogue.handleBytes(now, Bytes.copyOf(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Takes what the dialogue has to say, and answers sensibly two times out of three. */
    private void look() {
      Optional<Bytes> output = dialogue.pollOutput();
      while (output.isPresent()) {
        String text = new String(output.get().toArray(), StandardCharsets.ISO_8859_1);
        transferring = text.endsWith("\u001a");
        if (saneModem) {
          answer(text);
        }
        output = dialogue.pollOutput();
      }
      Optional<DialogueEvent> event = dialogue.pollEvent();
      while (event.isPresent()) {
        note(event.get());
        event = dialogue.pollEvent();
      }
    }

    private void answer(String text) {
      if (text.startsWith("AT+CMGS=")) {
        say("\r\n> ");
      } else if (text.startsWith("AT+CPIN?")) {
        say("\r\n+CPIN: READY\r\n\r\nOK\r\n");
      } else if (text.startsWith("AT+CREG?")) {
        say("\r\n+CREG: 1,1\r\n\r\nOK\r\n");
      } else if (text.startsWith("AT+CNMI?")) {
        say("\r\n+CNMI: 2,1,0,1,0\r\n\r\nOK\r\n");
      } else if (text.startsWith("AT+CMGF?")) {
        say("\r\n+CMGF: 0\r\n\r\nOK\r\n");
      } else if (text.startsWith("AT")) {
        say("\r\nOK\r\n");
      } else if (transferring && random.nextBoolean()) {
        say("\r\n+CMGS: 5\r\n\r\nOK\r\n");
      }
    }

    private void note(DialogueEvent event) {
      if (event instanceof DialogueEvent.SubmissionEnded ended) {
        Optional.ofNullable(outcomes.get(ended.id())).orElseThrow().add(ended.outcome());
        boolean silent =
            ended.outcome() instanceof Refused refused && refused.reason().equals("no answer");
        assertThat(silent).as("seed %d: silence after Ctrl-Z is no refusal", seed).isFalse();
      } else if (event instanceof DialogueEvent.SmsArrived arrived) {
        handles.add(arrived.handle());
      } else if (event instanceof DialogueEvent.ReceiptArrived arrived) {
        handles.add(arrived.handle());
      }
    }
  }
}
