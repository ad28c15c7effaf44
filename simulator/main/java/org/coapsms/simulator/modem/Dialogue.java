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
import org.coapsms.simulator.modem.Answer.Unfinished;

/**
 * Speaks with the TE: takes characters, runs one command after the other, prints answers, and keeps
 * unsolicited lines out of them. Not thread-safe; owned by the network's thread.
 */
final class Dialogue {
  static final char CTRL_Z = 0x1A;

  /** Longer than any PDU in hexadecimal; what is typed beyond it is lost. */
  private static final int LONGEST_INPUT = 4096;

  /** What a TE may type ahead while a command is busy. */
  private static final int LONGEST_TYPE_AHEAD = 4096;

  private static final int MOST_UNSOLICITED = 256;

  /** Where {@link ModemFault#ERROR_MID_PDU} strikes. */
  private static final int MIDST = 10;

  /** What a program that crashed had typed of its PDU. */
  private static final String HALF_A_PDU = "0071000C914477";

  /** What the dialogue does with the next character. */
  private enum State {
    COMMAND,
    BUSY,
    SENDING,
    PROMPT
  }

  private final ModemProfile profile;
  private final LineSettings settings;
  private final Mischief mischief;
  private final CommandLineReader reader;
  private final Command commands;
  private final Surroundings surroundings;
  private final Printer printer;
  private final Checker checker;

  private State state = State.COMMAND;
  private final Deque<Character> typedAhead = new ArrayDeque<>();
  private final Deque<AtCommand> waiting = new ArrayDeque<>();
  private final Deque<String> unsolicited = new ArrayDeque<>();
  private final StringBuilder input = new StringBuilder();
  private Answer.Input inputTaker = (now, text) -> Answer.ERROR;
  private boolean promptIsShown;
  private boolean resultIsSaid;
  private boolean lastAnswerHasResult = true;
  private boolean handlingTypedAhead;

  /** Raised by every reboot, so that what was planned before it does not happen. */
  private int life;

  /** Raised by every command line, so that a late answer does not meet the next one. */
  private int round;

  Dialogue(
      ModemProfile profile,
      LineSettings settings,
      Mischief mischief,
      Command commands,
      Surroundings surroundings,
      Checker checker) {
    this.profile = profile;
    this.settings = settings;
    this.mischief = mischief;
    this.reader = new CommandLineReader(settings);
    this.commands = commands;
    this.surroundings = surroundings;
    this.checker = checker;
    this.printer =
        new Printer(
            settings,
            mischief,
            new Printer.Surroundings() {
              @Override
              public void write(Instant now, String characters, Duration pause) {
                surroundings.write(now, characters, pause);
              }

              @Override
              public void trace(Instant now, String line) {
                surroundings.trace(now, true, line);
              }
            });
  }

  /** What a dialogue needs from outside. */
  interface Surroundings {
    /** Puts characters on the line, each after a pause of its own. */
    void write(Instant now, String characters, Duration pause);

    /** Does something after about so long a time. */
    void later(Instant now, Duration delay, Consumer<Instant> action);

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
    if (mischief.strikes(now, ModemFault.URC_INTERLEAVED)) {
      printer.unsolicited(now, List.of(lines.split("\r\n", -1)));
      return;
    }
    if (unsolicited.size() < MOST_UNSOLICITED) {
      unsolicited.add(lines);
    }
    tellUnsolicited(now);
  }

  /** Prints a line with an end of its own at once, whatever is going on. */
  void interject(Instant now, String line, String end) {
    surroundings.trace(now, true, line);
    printer.print(now, "\r\n" + line + end);
  }

  /** A TE begins to listen: usually there is nothing to say. */
  void opened(Instant now) {
    if (mischief.strikes(now, ModemFault.STALE_INPUT)) {
      printer.print(now, "\0\0\0\u00ff8001B\r\n\r\nOK\r\n\r\n+CMS ERROR: 500\r\n> ");
    }
    if (mischief.strikes(now, ModemFault.STUCK_PROMPT)) {
      state = State.PROMPT;
      promptIsShown = false;
      resultIsSaid = false;
      input.setLength(0);
      input.append(HALF_A_PDU);
      inputTaker = (then, text) -> Answer.cmsError(profile.sending().lengthError());
      checker.prompt(now, false);
    }
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
    printer.restart();
  }

  private void handle(Instant now, char c) {
    switch (state) {
      case COMMAND -> handleCommandCharacter(now, c);
      case PROMPT -> handleInputCharacter(now, c);
      case BUSY -> typeAhead(now, c, false);
      case SENDING -> {
        typeAhead(now, c, true);
        if (profile.sending().abortsOnInput() || mischief.strikes(now, ModemFault.ABORT_ON_BYTE)) {
          round++;
          typedAhead.clear();
          conclude(now, "ERROR");
        }
      }
    }
  }

  private void typeAhead(Instant now, char c, boolean sending) {
    checker.typedWhileBusy(now, c, sending);
    if (typedAhead.size() < LONGEST_TYPE_AHEAD) {
      typedAhead.add(c);
    }
  }

  private void handleCommandCharacter(Instant now, char c) {
    if (c != settings.lineFeed && c != LineSettings.ESCAPE) {
      printer.echo(now, c);
    }
    boolean inside = reader.isInsideLine();
    Optional<String> line = reader.accept(c);
    if (line.isEmpty()) {
      checker.typedInCommandMode(now, c, inside || reader.isInsideLine());
      return;
    }
    surroundings.trace(now, false, "AT" + line.get());
    round++;
    printer.beginAnswer(now);
    lastAnswerHasResult = true;
    if (line.get().equals(CommandLineReader.CUT_SHORT)) {
      checker.note(now, Violation.Kind.LINE_TOO_LONG, "");
    }
    Optional<List<AtCommand>> parsed = AtCommand.parseLine(line.get());
    if (parsed.isEmpty()) {
      conclude(now, "ERROR");
      return;
    }
    state = State.BUSY;
    checker.busy(now);
    waiting.addAll(parsed.get().isEmpty() ? List.of(AtCommand.NOTHING) : parsed.get());
    runNext(now);
  }

  private void handleInputCharacter(Instant now, char c) {
    if (c == LineSettings.ESCAPE) {
      surroundings.trace(now, false, "<ESC>");
      waiting.clear();
      printer.print(now, profile.sending().escapeAnswer());
      idle(now);
      return;
    }
    if (!promptIsShown) {
      checker.typedWithoutPrompt(now, c);
    }
    if (c == CTRL_Z) {
      String text = input.toString();
      surroundings.trace(now, false, text + "<^Z>");
      state = State.SENDING;
      checker.busy(now);
      settle(now, inputTaker.entered(now, text));
      return;
    }
    if (settings.echo) {
      printer.print(now, String.valueOf(c));
    }
    if (c == settings.backspace) {
      input.setLength(Math.max(0, input.length() - 1));
    } else if (input.length() < LONGEST_INPUT) {
      input.append(c);
    }
    if (input.length() == MIDST && mischief.strikes(now, ModemFault.ERROR_MID_PDU)) {
      checker.pduLost();
      waiting.clear();
      conclude(now, "ERROR");
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
    if (state == State.SENDING && resultIsSaid && !(answer instanceof Later)) {
      waiting.clear();
      idle(now);
    } else if (answer instanceof Done done) {
      printer.answer(now, done.lines());
      runNext(now);
    } else if (answer instanceof Failed failed) {
      waiting.clear();
      conclude(now, ErrorTexts.spell(failed.finalLine(), settings.errorReports));
    } else if (answer instanceof Prompt prompt) {
      checker.promptIsComing();
      after(now, profile.sending().promptDelay(), then -> openPrompt(then, prompt));
    } else if (answer instanceof Later later) {
      int asked = round;
      after(
          now,
          later.delay(),
          then -> {
            Answer next = later.step().next(then);
            if (asked == round) {
              settle(then, next);
            }
          });
    } else {
      if (answer instanceof Unfinished unfinished) {
        printer.answer(now, unfinished.lines());
      }
      waiting.clear();
      idle(now);
    }
  }

  private void openPrompt(Instant now, Prompt prompt) {
    state = State.PROMPT;
    input.setLength(0);
    inputTaker = prompt.input();
    resultIsSaid = false;
    promptIsShown = !mischief.strikes(now, ModemFault.NO_PROMPT);
    checker.prompt(now, true);
    if (promptIsShown) {
      printer.print(now, promptText(now));
      resultIsSaid =
          profile.sending().okBeforePdu() || mischief.strikes(now, ModemFault.OK_BEFORE_PDU);
      if (resultIsSaid) {
        printer.result(now, "OK");
      }
    }
    handleTypedAhead(now);
  }

  private String promptText(Instant now) {
    if (mischief.strikes(now, ModemFault.PROMPT_WITHOUT_SPACE)) {
      return "\r\n>";
    }
    return mischief.strikes(now, ModemFault.PROMPT_WITH_LINE_END)
        ? "\r\n>\r\n"
        : profile.sending().prompt();
  }

  private void conclude(Instant now, String result) {
    if (lastAnswerHasResult || !result.equals("OK")) {
      printer.result(now, result);
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
    while ((state == State.COMMAND || state == State.PROMPT) && !typedAhead.isEmpty()) {
      handle(now, typedAhead.remove());
    }
    handlingTypedAhead = false;
  }

  private void tellUnsolicited(Instant now) {
    while (state == State.COMMAND && !reader.isInsideLine() && !unsolicited.isEmpty()) {
      printer.unsolicited(now, List.of(unsolicited.remove().split("\r\n", -1)));
    }
  }

  private void after(Instant now, Duration delay, Consumer<Instant> action) {
    if (delay.isZero()) {
      action.accept(now);
      return;
    }
    int planned = life;
    surroundings.later(
        now,
        delay,
        then -> {
          if (planned == life) {
            action.accept(then);
          }
        });
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
