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
import java.util.stream.Stream;
import org.coapsms.carrier.modem.dialogue.AtAnswer.Ending;
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

  /** An OK that stands in front of its answer was seen, and so was one that is somebody else's. */
  static final Duration EARLY_OK_LAG = Duration.ofMillis(300);

  static final Duration MISSING_RESULT_LAG = Duration.ofMillis(500);

  private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2}){2,}");

  /** A final result or a TPDU with something behind it: seen is {@code ERROR+CNUM: …}. */
  private static final Pattern GLUED =
      Pattern.compile("(OK|ERROR|(?:[0-9A-Fa-f]{2}){12,})([+^*#].*)");

  /** Seen where a modem sends GPS lines over the same port: the message leaves all the same. */
  private static final String ONLY_OK =
      "OK without a reference (does anything else use the port, such as GPS?)";

  /** So long a modem that sleeps may need to wake up and to say so. */
  static final Duration WAKING_LIMIT = Duration.ofMillis(500);

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

  private final LineHabits habits;
  private final LineSplitter splitter = new LineSplitter();
  private final PacedOutput output;
  private final Deque<Heard> heard = new ArrayDeque<>();
  private final List<String> answerLines = new ArrayList<>();
  private ChannelState state = ChannelState.IDLE;
  private @Nullable AtCommand command;
  private @Nullable Instant deadline;
  private Instant settleEnd = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private Instant lastWritten = Instant.MIN;
  private boolean resting;
  private @Nullable String directHeader;
  private int directLength;
  private boolean answerPduDue;
  private boolean cutShort;
  private long ignored;

  /**
   * Makes a channel to an ordinary modem; it is idle.
   *
   * @param commandLimit how long an ordinary command may take
   * @param commandGap how long the modem wants to rest between a final result and a command
   */
  AtChannel(Duration commandLimit, Duration commandGap) {
    this(LineHabits.ordinary(commandLimit, commandGap));
  }

  AtChannel(LineHabits habits) {
    this.habits = habits;
    this.output = new PacedOutput(habits.writeAtMost(), habits.writeGap());
  }

  /** Leaves whatever a former user of the modem has left: a prompt, half a command, late lines. */
  void clear(Instant now) {
    splitter.reset();
    output.clear();
    heard.clear();
    directHeader = null;
    escape(now);
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
    if (mayBeAsleep(now)) {
      write(now, Bytes.ofAscii(habits.wakeUp() + "\r"));
      state = ChannelState.WAKING;
      deadline = now.plus(WAKING_LIMIT);
    } else {
      state = writeCommand(now, next);
    }
  }

  private boolean mayBeAsleep(Instant now) {
    return habits.sleepsAfter().filter(time -> !now.isBefore(lastWritten.plus(time))).isPresent();
  }

  private ChannelState writeCommand(Instant now, AtCommand next) {
    write(now, Bytes.ofAscii(next.text() + "\r"));
    deadline = now.plus(next.hasPdu() ? next.promptLimit() : limit(next));
    return next.hasPdu() ? ChannelState.PROMPT : ChannelState.ANSWER;
  }

  private Duration limit(AtCommand of) {
    return of.limit().orElse(habits.commandLimit());
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
    output.release(now);
    if (deadline != null && !now.isBefore(deadline)) {
      apply(now, Input.SILENCE, "");
    }
  }

  /** The modem is gone or starts anew: the open command ends as lost. */
  void abandon(Instant now, String reason) {
    if (command != null) {
      stopWriting(now);
      if (state == ChannelState.PROMPT) {
        escape(now); // the next user must not find a prompt
      }
      end(now, Ending.LOST, reason);
    }
    deadline = null;
    state = ChannelState.IDLE;
  }

  /** When to look again; empty if a command could be written at the last look. */
  Optional<Instant> nextTimeout() {
    Optional<Instant> next = Optional.ofNullable(deadline);
    if (deadline == null && state == ChannelState.IDLE && resting) {
      next = Optional.of(notBefore);
    }
    Optional<Instant> piece = output.nextTimeout();
    return Stream.of(next, piece).flatMap(Optional::stream).min(Instant::compareTo);
  }

  Optional<Bytes> pollOutput() {
    return output.poll();
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
    if (command == null || state == ChannelState.WAKING) {
      return false;
    }
    return (answerPduDue && HEX.matcher(line).matches()) || command.isAnsweredBy(line);
  }

  /** Echo is switched off at the start, but the first commands and some modems still echo. */
  private boolean isEcho(String line) {
    return command != null
        && (line.equals(command.text().strip())
            || (state == ChannelState.WAKING && line.equals(habits.wakeUp()))
            || (command.hasPdu() && line.equalsIgnoreCase(command.pdu())));
  }

  private void apply(Instant now, Input input, String line) {
    Step step = state.on(input);
    ChannelState next = step.next();
    if (state == ChannelState.TRANSFER && input == Input.ERROR) {
      stopWriting(now);
    }
    switch (step.action()) {
      case IGNORE -> ignored++;
      case KEEP -> {
        keep(now, line);
        next = open().resultMayMiss() ? ChannelState.REPLIED : next;
      }
      case WRITE_COMMAND -> next = writeCommand(now, open());
      case WRITE_PDU -> {
        AtCommand open = open();
        write(now, Bytes.ofAscii(open.pdu()).plus(Bytes.of(CTRL_Z)));
        deadline = now.plus(limit(open));
        heard.add(new TransferBegun());
      }
      case WAIT_FOR_REFERENCE -> deadline = now.plus(LAG);
      case WAIT_FOR_ANSWER -> {
        boolean hasAnswer = !answerLines.isEmpty() || !open().expectsReply();
        if (hasAnswer) {
          end(now, Ending.OK, "");
          next = ChannelState.IDLE;
        } else {
          deadline = now.plus(EARLY_OK_LAG);
        }
      }
      case END_OK -> end(now, Ending.OK, "");
      case END_ERROR -> end(now, Ending.ERROR, line);
      case END_SILENT ->
          end(now, Ending.SILENCE, state == ChannelState.DOUBTFUL ? ONLY_OK : "no answer");
      case ESCAPE_AND_END -> {
        escape(now);
        endUnfinished(now);
      }
      case ESCAPE -> {
        ignored++;
        escape(now);
      }
      case REST -> deadline = null;
    }
    enter(now, next);
  }

  private void keep(Instant now, String line) {
    answerLines.add(line);
    AtLine kept = AtLine.parse(line);
    answerPduDue = kept instanceof AtLine.CmgrHeader || kept instanceof AtLine.CmglHeader;
    // A modem that has begun to answer goes on; seen are ones that forget the OK.
    boolean last = open().resultMayMiss() || state == ChannelState.ANSWER_DUE;
    deadline = now.plus(last ? MISSING_RESULT_LAG : LAG);
  }

  /** A question that was answered and only lacks its final result is answered. */
  private void endUnfinished(Instant now) {
    boolean whole = state == ChannelState.ANSWER && !answerLines.isEmpty() && !answerPduDue;
    if (whole) {
      end(now, Ending.OK, "");
    } else {
      end(now, Ending.SILENCE, state == ChannelState.PROMPT ? "no prompt" : "no answer");
    }
  }

  private void end(Instant now, Ending ending, String error) {
    AtCommand ended = open();
    boolean sent = ended.hasPdu() && state.mayHaveSent() && !cutShort;
    cutShort = false;
    command = null;
    deadline = null;
    notBefore = now.plus(habits.commandGap());
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

  /** If the end of the TPDU still waits for a slow modem, Ctrl-Z is never written. */
  private void stopWriting(Instant now) {
    cutShort = output.dropWaiting();
    if (cutShort) {
      escape(now);
    }
  }

  /** Never Ctrl-Z: that would send half a message. */
  private void escape(Instant now) {
    write(now, Bytes.of(ESC, '\r'));
  }

  private void write(Instant now, Bytes octets) {
    lastWritten = now;
    output.write(now, octets);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
