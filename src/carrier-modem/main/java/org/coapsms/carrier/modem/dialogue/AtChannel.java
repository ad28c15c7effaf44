package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.carrier.modem.dialogue.AtAnswer.Ending;
import org.coapsms.carrier.modem.dialogue.ChannelState.Action;
import org.coapsms.carrier.modem.dialogue.ChannelState.Input;
import org.coapsms.carrier.modem.dialogue.ChannelState.Step;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.at.AtLine;
import org.jspecify.annotations.Nullable;

/**
 * Runs one command at a time and keeps its answer apart from echoes, late answers and unsolicited
 * results. What happens in which state is in {@link ChannelState}. Not thread-safe; no I/O.
 */
final class AtChannel {
  static final int CTRL_Z = 0x1A;
  static final int ESC = 0x1B;

  /** Quiet for so long, the modem has said all that is late. */
  static final Duration QUIET = Duration.ofMillis(150);

  /** A modem that is never quiet (noise, NMEA) must not hold up the start for longer. */
  static final Duration SETTLE_LIMIT = Duration.ofSeconds(3);

  /** How long the reference may lag behind an early OK, and the OK behind the reference. */
  static final Duration LAG = Duration.ofSeconds(5);

  static final Duration MISSING_RESULT_LAG = Duration.ofMillis(500);

  private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2}){2,}");

  /** A final result with something behind it: seen is {@code ERROR+CNUM: …}. */
  private static final Pattern GLUED = Pattern.compile("(OK|ERROR)([+^*].*)");

  /** What came out of the octets, in order. */
  sealed interface Heard {}

  /** The open command has ended. */
  record Answered(AtAnswer answer) implements Heard {}

  /** TPDU and Ctrl-Z of the open command are written. */
  record TransferBegun() implements Heard {}

  /** An unsolicited result of one line. */
  record Unsolicited(String text, AtLine line) implements Heard {}

  /** An unsolicited result with its TPDU: {@code +CMT} or {@code +CDS}. */
  record Direct(String text, int length, String hex) implements Heard {}

  private final Duration commandLimit;
  private final Duration commandGap;
  private final LineSplitter splitter = new LineSplitter();
  private final Deque<Bytes> output = new ArrayDeque<>();
  private final Deque<Heard> heard = new ArrayDeque<>();
  private final List<String> answerLines = new ArrayList<>();
  private ChannelState state = ChannelState.IDLE;
  private @Nullable AtCommand command;
  private @Nullable Instant deadline;
  private Instant settleEnd = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private boolean resting;
  private @Nullable String directHeader;
  private int directLength;
  private boolean answerPduDue;
  private long ignored;

  /**
   * Makes a channel that is idle.
   *
   * @param commandLimit how long an ordinary command may take
   * @param commandGap how long the modem wants to rest between a final result and a command
   */
  AtChannel(Duration commandLimit, Duration commandGap) {
    this.commandLimit = commandLimit;
    this.commandGap = commandGap;
  }

  /** Leaves whatever a former user of the modem has left: a prompt, half a command, late lines. */
  void clear(Instant now) {
    splitter.reset();
    output.clear();
    heard.clear();
    directHeader = null;
    write(Bytes.of(ESC, '\r'));
    settle(now);
  }

  /** Writes a command; only while {@link #isFree}. */
  void start(Instant now, AtCommand next) {
    if (!isFree(now)) {
      throw new IllegalStateException("a command is open: " + command + " in " + state);
    }
    command = next;
    answerLines.clear();
    answerPduDue = false;
    write(Bytes.ofAscii(next.text() + "\r"));
    state = next.hasPdu() ? ChannelState.PROMPT : ChannelState.ANSWER;
    deadline = now.plus(next.hasPdu() ? next.promptLimit() : next.limit().orElse(commandLimit));
  }

  /** Whether a command may be written now. */
  boolean isFree(Instant now) {
    resting = now.isBefore(notBefore);
    return state == ChannelState.IDLE && !resting;
  }

  void handleBytes(Instant now, Bytes octets) {
    if (state == ChannelState.SETTLING) {
      deadline = earlier(now.plus(QUIET), settleEnd);
    }
    splitter.feed(
        octets,
        new LineSplitter.Sink() {
          @Override
          public void line(String line) {
            handleLine(now, line);
          }

          @Override
          public void prompt() {
            apply(now, Input.PROMPT, ">");
          }
        });
  }

  void handleTimeout(Instant now) {
    if (deadline != null && !now.isBefore(deadline)) {
      apply(now, Input.SILENCE, "");
    }
  }

  /** The modem is gone or starts anew: the open command ends as lost. */
  void abandon(Instant now, String reason) {
    if (command != null) {
      if (state == ChannelState.PROMPT) {
        write(Bytes.of(ESC)); // the next user must not find a prompt
      }
      end(now, Ending.LOST, reason);
    }
    deadline = null;
    state = ChannelState.IDLE;
  }

  /** When to look again; empty if a command could be written at the last look. */
  Optional<Instant> nextTimeout() {
    if (deadline == null && state == ChannelState.IDLE && resting) {
      return Optional.of(notBefore);
    }
    return Optional.ofNullable(deadline);
  }

  Optional<Bytes> pollOutput() {
    return Optional.ofNullable(output.poll());
  }

  Optional<Heard> pollHeard() {
    return Optional.ofNullable(heard.poll());
  }

  ChannelState state() {
    return state;
  }

  /** Lines and prompts that belonged to nothing. */
  long ignored() {
    return ignored;
  }

  private void handleLine(Instant now, String line) {
    if (directHeader != null) {
      String header = directHeader;
      directHeader = null;
      if (HEX.matcher(line).matches()) {
        heard.add(new Direct(header, directLength, line));
        return;
      }
      ignored++; // a header that lost its TPDU
    }
    Matcher glued = GLUED.matcher(line);
    if (glued.matches()) {
      handleWhole(now, glued.group(1));
      handleWhole(now, glued.group(2));
    } else {
      handleWhole(now, line);
    }
  }

  private void handleWhole(Instant now, String text) {
    AtLine line = AtLine.parse(text);
    if (isReply(text)) {
      apply(now, Input.REPLY, text);
    } else if (line instanceof AtLine.Ok) {
      apply(now, Input.OK, text);
    } else if (line instanceof AtLine.PlainError
        || line instanceof AtLine.CmsError
        || line instanceof AtLine.CmeError) {
      apply(now, Input.ERROR, text);
    } else if (line instanceof AtLine.Cmt cmt) {
      expectDirect(text, cmt.length());
    } else if (line instanceof AtLine.Cds cds) {
      expectDirect(text, cds.length());
    } else if (!isEcho(text)) {
      heard.add(new Unsolicited(text, line));
    }
  }

  private void expectDirect(String header, int length) {
    directHeader = header;
    directLength = length;
  }

  private boolean isReply(String line) {
    if (command == null || !command.expectsReply()) {
      return false;
    }
    if (answerPduDue && HEX.matcher(line).matches()) {
      return true;
    }
    return line.startsWith(command.reply());
  }

  /** Echo is switched off at the start, but the first commands and some modems still echo. */
  private boolean isEcho(String line) {
    return command != null
        && (line.equals(command.text().strip())
            || (command.hasPdu() && line.equalsIgnoreCase(command.pdu())));
  }

  private void apply(Instant now, Input input, String line) {
    Step step = state.on(input);
    switch (step.action()) {
      case IGNORE -> ignored++;
      case KEEP -> keep(now, line);
      case WRITE_PDU -> {
        AtCommand open = open();
        write(Bytes.ofAscii(open.pdu()).plus(Bytes.of(CTRL_Z)));
        deadline = now.plus(open.limit().orElse(commandLimit));
        heard.add(new TransferBegun());
      }
      case WAIT_FOR_REFERENCE -> deadline = now.plus(LAG);
      case END_OK -> end(now, Ending.OK, "");
      case END_ERROR -> end(now, Ending.ERROR, line);
      case END_SILENT -> end(now, Ending.SILENCE, "no answer");
      case ESCAPE_AND_END -> {
        write(Bytes.of(ESC));
        end(now, Ending.SILENCE, state == ChannelState.PROMPT ? "no prompt" : "no answer");
      }
      case ESCAPE -> {
        ignored++;
        write(Bytes.of(ESC));
      }
      case REST -> deadline = null;
    }
    boolean shortened = step.action() == Action.KEEP && command != null && command.resultMayMiss();
    enter(now, shortened ? ChannelState.REPLIED : step.next());
  }

  private void keep(Instant now, String line) {
    answerLines.add(line);
    AtLine kept = AtLine.parse(line);
    answerPduDue = kept instanceof AtLine.CmgrHeader || kept instanceof AtLine.CmglHeader;
    if (state == ChannelState.TRANSFER || state == ChannelState.DOUBTFUL) {
      deadline = now.plus(LAG);
    } else if (open().resultMayMiss()) {
      deadline = now.plus(MISSING_RESULT_LAG);
    }
  }

  private void end(Instant now, Ending ending, String error) {
    AtCommand ended = open();
    boolean sent = ended.hasPdu() && state != ChannelState.PROMPT && state != ChannelState.ANSWER;
    command = null;
    deadline = null;
    notBefore = now.plus(commandGap);
    heard.add(new Answered(new AtAnswer(ended, ending, error, answerLines, sent)));
  }

  private void enter(Instant now, ChannelState next) {
    if (next == ChannelState.SETTLING && state != ChannelState.SETTLING) {
      settle(now);
    }
    state = next;
  }

  private void settle(Instant now) {
    state = ChannelState.SETTLING;
    settleEnd = now.plus(SETTLE_LIMIT);
    deadline = now.plus(QUIET);
  }

  private AtCommand open() {
    if (command == null) {
      throw new IllegalStateException("no command is open in " + state);
    }
    return command;
  }

  private void write(Bytes octets) {
    output.add(octets);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
