package org.coapsms.carrier.modem.dialogue;

import java.util.HashMap;
import java.util.Map;

/**
 * Names where an {@link AtChannel} stands, and holds the table of what it does next. A cell that is
 * not in the table cannot happen.
 */
enum ChannelState {
  /** No command is open. */
  IDLE,
  /** A modem that may sleep is being woken; the command is not written yet. */
  WAKING,
  /** A command is written, its final result has not come. */
  ANSWER,
  /** OK has come without the answer that was asked for. */
  ANSWER_DUE,
  /** A sending command is written, its prompt has not come: nothing has left yet. */
  PROMPT,
  /** The TPDU and Ctrl-Z are written: the network may have it. */
  TRANSFER,
  /** OK without a reference; some modems write it before the transfer has ended. */
  DOUBTFUL,
  /** The answer is there, its final result is not. */
  REPLIED,
  /** Lets late answers pass until the modem is quiet. */
  SETTLING;

  /** Whether Ctrl-Z is written while a command with a TPDU stands here. */
  boolean mayHaveSent() {
    return this == TRANSFER || this == DOUBTFUL || this == REPLIED;
  }

  /** What the modem did. */
  enum Input {
    OK,
    ERROR,
    PROMPT,
    REPLY,
    SILENCE
  }

  /** What the channel does about it. */
  enum Action {
    /** Counts it as late or stray. */
    IGNORE,
    /** Keeps the line as a part of the answer. */
    KEEP,
    /** Writes the command that waited for the modem to wake up. */
    WRITE_COMMAND,
    WRITE_PDU,
    WAIT_FOR_REFERENCE,
    /** Ends the command if it is answered; else its answer may still follow. */
    WAIT_FOR_ANSWER,
    END_OK,
    END_ERROR,
    END_SILENT,
    /** Ends the command, and leaves by ESC the prompt in which the modem may sit. */
    ESCAPE_AND_END,
    /** Leaves a prompt that nobody asked for. */
    ESCAPE,
    /** The line is quiet again. */
    REST
  }

  /** What to do, and where the channel stands after it. */
  record Step(Action action, ChannelState next) {}

  private record Cell(ChannelState state, Input input) {}

  private static final Map<Cell, Step> TABLE = new HashMap<>();

  private static void cell(ChannelState state, Input input, Action action, ChannelState next) {
    TABLE.put(new Cell(state, input), new Step(action, next));
  }

  static {
    cell(IDLE, Input.OK, Action.IGNORE, IDLE);
    cell(IDLE, Input.ERROR, Action.IGNORE, IDLE);
    cell(IDLE, Input.PROMPT, Action.ESCAPE, SETTLING);

    // Whatever it says, it is awake; in silence it has lost what woke it.
    cell(WAKING, Input.OK, Action.WRITE_COMMAND, ANSWER);
    cell(WAKING, Input.ERROR, Action.WRITE_COMMAND, ANSWER);
    cell(WAKING, Input.PROMPT, Action.ESCAPE_AND_END, SETTLING);
    cell(WAKING, Input.REPLY, Action.IGNORE, WAKING);
    cell(WAKING, Input.SILENCE, Action.WRITE_COMMAND, ANSWER);

    cell(ANSWER, Input.OK, Action.WAIT_FOR_ANSWER, ANSWER_DUE);
    cell(ANSWER, Input.ERROR, Action.END_ERROR, IDLE);
    // The modem took the command for a TPDU: it sat in a prompt before.
    cell(ANSWER, Input.PROMPT, Action.ESCAPE_AND_END, SETTLING);
    cell(ANSWER, Input.REPLY, Action.KEEP, ANSWER);
    cell(ANSWER, Input.SILENCE, Action.ESCAPE_AND_END, SETTLING);

    cell(ANSWER_DUE, Input.OK, Action.IGNORE, ANSWER_DUE);
    cell(ANSWER_DUE, Input.ERROR, Action.END_ERROR, IDLE);
    cell(ANSWER_DUE, Input.PROMPT, Action.ESCAPE_AND_END, SETTLING);
    cell(ANSWER_DUE, Input.REPLY, Action.KEEP, REPLIED);
    cell(ANSWER_DUE, Input.SILENCE, Action.END_OK, IDLE);

    // Before the prompt, an OK and a reference can only be the late end of something else.
    cell(PROMPT, Input.OK, Action.IGNORE, PROMPT);
    cell(PROMPT, Input.ERROR, Action.END_ERROR, IDLE);
    cell(PROMPT, Input.PROMPT, Action.WRITE_PDU, TRANSFER);
    cell(PROMPT, Input.REPLY, Action.IGNORE, PROMPT);
    cell(PROMPT, Input.SILENCE, Action.ESCAPE_AND_END, SETTLING);

    cell(TRANSFER, Input.OK, Action.WAIT_FOR_REFERENCE, DOUBTFUL);
    // In the middle of a TPDU, the modem takes its rest for commands, and complains about these.
    cell(TRANSFER, Input.ERROR, Action.END_ERROR, SETTLING);
    // Nothing is written before the end of a transfer: some modems abort it at any octet.
    cell(TRANSFER, Input.PROMPT, Action.IGNORE, TRANSFER);
    cell(TRANSFER, Input.REPLY, Action.KEEP, REPLIED);
    cell(TRANSFER, Input.SILENCE, Action.ESCAPE_AND_END, SETTLING);

    cell(DOUBTFUL, Input.OK, Action.IGNORE, DOUBTFUL);
    cell(DOUBTFUL, Input.ERROR, Action.END_ERROR, IDLE);
    cell(DOUBTFUL, Input.PROMPT, Action.IGNORE, DOUBTFUL);
    cell(DOUBTFUL, Input.REPLY, Action.KEEP, REPLIED);
    cell(DOUBTFUL, Input.SILENCE, Action.END_SILENT, SETTLING);

    cell(REPLIED, Input.OK, Action.END_OK, IDLE);
    cell(REPLIED, Input.ERROR, Action.END_OK, IDLE);
    cell(REPLIED, Input.PROMPT, Action.IGNORE, REPLIED);
    cell(REPLIED, Input.REPLY, Action.KEEP, REPLIED);
    cell(REPLIED, Input.SILENCE, Action.END_OK, SETTLING);

    cell(SETTLING, Input.OK, Action.IGNORE, SETTLING);
    cell(SETTLING, Input.ERROR, Action.IGNORE, SETTLING);
    cell(SETTLING, Input.PROMPT, Action.ESCAPE, SETTLING);
    cell(SETTLING, Input.SILENCE, Action.REST, IDLE);
  }

  /**
   * What follows on an input.
   *
   * @throws IllegalStateException naming both if that cannot happen here
   */
  Step on(Input input) {
    Step step = TABLE.get(new Cell(this, input));
    if (step == null) {
      throw new IllegalStateException(input + " cannot happen while " + this);
    }
    return step;
  }
}
