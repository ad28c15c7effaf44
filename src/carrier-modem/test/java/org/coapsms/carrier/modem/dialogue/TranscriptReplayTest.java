package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.coapsms.codec.Address;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real modems wrote, octet for octet, replayed to the driver with the profile of any modem: no
 * profile's mistake can make these pass. One file per case; its lines are
 *
 * <ul>
 *   <li>{@code # …}: what it shows, and where it was seen
 *   <li>{@code answers COMMAND -> OCTETS}: what the modem answers whenever it is asked
 *   <li>{@code start}, {@code ready}: the line is opened, and it starts or must be ready then
 *   <li>{@code submits}: somebody sends a message
 *   <li>{@code > OCTETS}: what the driver must have written
 *   <li>{@code MILLISECONDS < OCTETS}: time passes, then the modem says this, perhaps nothing
 *   <li>{@code = …}: what has come of it, in this order and nothing else
 * </ul>
 */
class TranscriptReplayTest {
  private static final Path FOLDER = Path.of("test", "resources", "transcripts");
  private static final Pattern SAYS = Pattern.compile("(\\d+) <(?: (.*))?");
  private static final Pattern OCTET = Pattern.compile("\\\\(?:x([0-9a-f]{2})|([rn\\\\]))");

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void survives(String file) throws IOException {
    new Replay().run(Files.readAllLines(FOLDER.resolve(file)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesItsSource(String file) throws IOException {
    assertThat(Files.readAllLines(FOLDER.resolve(file)).get(1)).startsWith("# Source: ");
  }

  @Test
  void thereAreEnough() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(20);
  }

  /** Plays one case. */
  private static final class Replay {
    private final Scene scene = Scene.generic();
    private final List<DialogueEvent> events = new ArrayList<>();

    void run(List<String> lines) {
      lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::play);
      collect();
      assertThat(events).as("what else came of it").isEmpty();
    }

    private void play(String line) {
      Matcher says = SAYS.matcher(line);
      if (says.matches()) {
        scene.runs(Duration.ofMillis(Long.parseLong(says.group(1))));
        scene.says(octets(Optional.ofNullable(says.group(2)).orElse("")));
      } else if (line.startsWith("> ")) {
        scene.hears(octets(line.substring(2)));
      } else if (line.startsWith("answers ")) {
        int arrow = line.indexOf(" -> ");
        scene.answers(
            line.substring("answers ".length(), arrow), octets(line.substring(arrow + 4)));
      } else if (line.startsWith("= ")) {
        expect(line.substring(2));
      } else {
        switch (line) {
          case "start" -> scene.opened().runs(Duration.ofSeconds(10));
          case "ready" -> scene.started();
          case "submits" -> scene.submitsCoap();
          default -> throw new IllegalArgumentException(line);
        }
      }
    }

    private void expect(String what) {
      String[] words = what.split(" ", -1);
      switch (words[0]) {
        case "accepted" -> assertThat(outcome()).isEqualTo(new Accepted(words[1]));
        case "refused" -> assertThat(outcome()).isInstanceOf(Refused.class);
        case "unknown" -> assertThat(outcome()).isInstanceOf(Unknown.class);
        case "receipt" -> {
          DialogueEvent.ReceiptArrived arrived = next(DialogueEvent.ReceiptArrived.class);
          assertThat(arrived.receipt().messageId()).isEqualTo(words[1]);
          assertThat(arrived.receipt().state()).isEqualTo(ReceiptState.valueOf(words[2]));
          scene.commits(arrived.handle(), true);
        }
        case "message" -> {
          DialogueEvent.SmsArrived arrived = next(DialogueEvent.SmsArrived.class);
          assertThat(arrived.sms().originator()).isEqualTo(Address.parse(words[1]));
          scene.commits(arrived.handle(), true);
        }
        case "available" -> assertThat(availability()).isTrue();
        case "unavailable" -> assertThat(availability()).isFalse();
        case "asked" -> scene.hearsCommand(words[1]);
        case "nothing" -> {
          collect();
          assertThat(events).isEmpty();
        }
        default -> throw new IllegalArgumentException(what);
      }
    }

    private SubmissionOutcome outcome() {
      return next(DialogueEvent.SubmissionEnded.class).outcome();
    }

    private boolean availability() {
      return next(DialogueEvent.AvailabilityChanged.class).available();
    }

    private <T extends DialogueEvent> T next(Class<T> kind) {
      collect();
      assertThat(events).as(scene.dialogue.status().toString()).isNotEmpty();
      assertThat(events.get(0)).isInstanceOf(kind);
      return kind.cast(events.remove(0));
    }

    private void collect() {
      events.addAll(scene.events());
    }

    private static String octets(String written) {
      return OCTET
          .matcher(written)
          .replaceAll(
              found ->
                  Matcher.quoteReplacement(
                      found.group(1) != null
                          ? String.valueOf((char) Integer.parseInt(found.group(1), 16))
                          : found.group(2).equals("r")
                              ? "\r"
                              : found.group(2).equals("n") ? "\n" : "\\"));
    }
  }
}
