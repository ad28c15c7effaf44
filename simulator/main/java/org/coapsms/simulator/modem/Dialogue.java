package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.coapsms.codec.Bytes;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.simulator.modem.Answer.Done;
import org.coapsms.simulator.modem.Answer.Failed;
import org.coapsms.simulator.modem.Answer.Later;
import org.coapsms.simulator.modem.Answer.Prompt;

/**
 * Speaks with the TE: takes characters, runs one command after the other, prints answers, and keeps
 * unsolicited lines out of them. Not thread-safe; owned by the network's thread.
 */
final class Dialogue {
  private static final char CTRL_Z = 0x1A;
  private static final char ESCAPE = 0x1B;

  /** Longer than any PDU in hexadecimal; what is typed beyond it is lost. */
  private static final int LONGEST_INPUT = 4096;

  /** What a TE may type ahead while a command is busy. */
  private static final int LONGEST_TYPE_AHEAD = 4096;

  private static final int MOST_UNSOLICITED = 256;

  /** What the dialogue does with the next character. */
  private enum State {
    COMMAND,
    BUSY,
    PROMPT
  }

  private final ModemProfile profile;
  private final LineSettings settings;
  private final CommandLineReader reader;
  private final Command commands;
  private final Surroundings surroundings;

  private State state = State.COMMAND;
  private final Deque<Character> typedAhead = new ArrayDeque<>();
  private final Deque<AtCommand> waiting = new ArrayDeque<>();
  private final Deque<String> unsolicited = new ArrayDeque<>();
  private final StringBuilder input = new StringBuilder();
  private Answer.Input inputTaker = (now, text) -> Answer.ERROR;
  private boolean lastAnswerHasResult = true;
  private boolean handlingTypedAhead;

  /** Raised by every reboot, so that what was planned before it does not happen. */
  private int life;

  Dialogue(
      ModemProfile profile, LineSettings settings, Command commands, Surroundings surroundings) {
    this.profile = profile;
    this.settings = settings;
    this.reader = new CommandLineReader(settings);
    this.commands = commands;
    this.surroundings = surroundings;
  }

  /** What a dialogue needs from outside. */
  interface Surroundings {
    void print(String characters);

    void later(Instant when, Consumer<Instant> action);

    /** Whether {@code modem.noPrompt} strikes now. */
    boolean swallowsPrompt(Instant now);

    /** One line that crossed the serial line. */
    void trace(Instant now, boolean fromModem, String line);
  }

  void handleBytes(Instant now, Bytes octets) {
    for (int i = 0; i < octets.size(); i++) {
      handle(now, (char) octets.at(i));
    }
    tellUnsolicited(now);
  }

  /** Prints lines of the modem's own accord as soon as no answer is in the way. */
  void announce(Instant now, String lines) {
    if (unsolicited.size() < MOST_UNSOLICITED) {
      unsolicited.add(lines);
    }
    tellUnsolicited(now);
  }

  /** Forgets everything that was going on, as a modem does that restarts. */
  void restart() {
    life++;
    state = State.COMMAND;
    typedAhead.clear();
    waiting.clear();
    unsolicited.clear();
    input.setLength(0);
    reader.reset();
  }

  private void handle(Instant now, char c) {
    switch (state) {
      case COMMAND -> handleCommandCharacter(now, c);
      case PROMPT -> handleInputCharacter(now, c);
      case BUSY -> {
        if (typedAhead.size() < LONGEST_TYPE_AHEAD) {
          typedAhead.add(c);
        }
      }
    }
  }

  private void handleCommandCharacter(Instant now, char c) {
    if (settings.echo && c != settings.lineFeed && c != ESCAPE) {
      surroundings.print(String.valueOf(c));
    }
    Optional<String> line = reader.accept(c);
    if (line.isEmpty()) {
      return;
    }
    surroundings.trace(now, false, "AT" + line.get());
    Optional<List<AtCommand>> parsed = AtCommand.parseLine(line.get());
    if (parsed.isEmpty()) {
      conclude(now, "ERROR");
      return;
    }
    state = State.BUSY;
    lastAnswerHasResult = true;
    waiting.addAll(parsed.get());
    runNext(now);
  }

  private void handleInputCharacter(Instant now, char c) {
    if (c == ESCAPE) {
      surroundings.trace(now, false, "<ESC>");
      waiting.clear();
      surroundings.print(profile.sending().escapeAnswer());
      idle(now);
    } else if (c == CTRL_Z) {
      String text = input.toString();
      surroundings.trace(now, false, text + "<^Z>");
      state = State.BUSY;
      settle(now, inputTaker.entered(now, text));
    } else {
      if (settings.echo) {
        surroundings.print(String.valueOf(c));
      }
      if (c == settings.backspace) {
        input.setLength(Math.max(0, input.length() - 1));
      } else if (input.length() < LONGEST_INPUT) {
        input.append(c);
      }
    }
  }

  private void runNext(Instant now) {
    AtCommand next = waiting.poll();
    if (next == null) {
      conclude(now, "OK");
      return;
    }
    lastAnswerHasResult = !profile.commands().withoutResult().contains(spelling(next));
    settle(now, commands.run(now, next));
  }

  private void settle(Instant now, Answer answer) {
    if (answer instanceof Done done) {
      printAnswer(now, done.lines());
      runNext(now);
    } else if (answer instanceof Failed failed) {
      waiting.clear();
      conclude(now, ErrorTexts.spell(failed.finalLine(), settings.errorReports));
    } else if (answer instanceof Prompt prompt) {
      after(now, profile.sending().promptDelay(), then -> openPrompt(then, prompt));
    } else if (answer instanceof Later later) {
      after(now, later.delay(), then -> settle(then, later.step().next(then)));
    } else {
      waiting.clear();
      idle(now);
    }
  }

  private void openPrompt(Instant now, Prompt prompt) {
    state = State.PROMPT;
    input.setLength(0);
    inputTaker = prompt.input();
    if (!surroundings.swallowsPrompt(now)) {
      surroundings.print(profile.sending().prompt());
    }
    handleTypedAhead(now);
  }

  private void conclude(Instant now, String result) {
    if (lastAnswerHasResult || !result.equals("OK")) {
      surroundings.trace(now, true, result);
      if (!settings.quiet) {
        surroundings.print(settings.verbose ? lineEnd() + result + lineEnd() : numeric(result));
      }
    }
    idle(now);
  }

  private void idle(Instant now) {
    state = State.COMMAND;
    handleTypedAhead(now);
    tellUnsolicited(now);
  }

  private void handleTypedAhead(Instant now) {
    if (handlingTypedAhead) {
      return; // The loop below goes on by itself: no recursion over what a peer may send.
    }
    handlingTypedAhead = true;
    while (state != State.BUSY && !typedAhead.isEmpty()) {
      handle(now, typedAhead.remove());
    }
    handlingTypedAhead = false;
  }

  private void tellUnsolicited(Instant now) {
    while (state == State.COMMAND && !reader.isInsideLine() && !unsolicited.isEmpty()) {
      printAnswer(now, List.of(unsolicited.remove().split("\r\n", -1)));
    }
  }

  private void printAnswer(Instant now, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    lines.forEach(line -> surroundings.trace(now, true, line));
    String text = String.join(lineEnd(), lines) + lineEnd();
    surroundings.print(settings.verbose ? lineEnd() + text : text);
  }

  private void after(Instant now, Duration delay, Consumer<Instant> action) {
    if (delay.isZero()) {
      action.accept(now);
      return;
    }
    int planned = life;
    surroundings.later(
        now.plus(delay),
        then -> {
          if (planned == life) {
            action.accept(then);
          }
        });
  }

  private String lineEnd() {
    return "" + settings.carriageReturn + settings.lineFeed;
  }

  /** ITU-T V.250 §5.7.1: numbers for the basic results, and no line feed. */
  private String numeric(String result) {
    return switch (result) {
      case "OK" -> "0" + settings.carriageReturn;
      case "NO CARRIER" -> "3" + settings.carriageReturn;
      case "ERROR" -> "4" + settings.carriageReturn;
      default -> result + lineEnd();
    };
  }

  private static String spelling(AtCommand command) {
    return switch (command.form()) {
      case EXECUTE -> command.name();
      case READ -> command.name() + "?";
      case TEST -> command.name() + "=?";
      case SET -> command.name() + "=";
    };
  }
}
