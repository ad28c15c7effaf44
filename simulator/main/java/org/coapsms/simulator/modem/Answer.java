package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Says what a command leads to. */
sealed interface Answer {
  Answer OK = new Done(List.of());
  Answer ERROR = new Failed("ERROR");

  /** The command is done; these lines come before the final {@code OK}. */
  record Done(List<String> lines) implements Answer {
    public Done {
      lines = List.copyOf(lines);
    }
  }

  /** The command failed, and the rest of its line is not tried. */
  record Failed(String finalLine) implements Answer {}

  /** The command wants more input, which ends with Ctrl-Z. */
  record Prompt(Input input) implements Answer {}

  /** The command is busy for a while. */
  record Later(Duration delay, Step step) implements Answer {}

  /** The command never says how it ended. */
  record Silence() implements Answer {}

  /** As {@link Silence}, after these lines. */
  record Unfinished(List<String> lines) implements Answer {
    public Unfinished {
      lines = List.copyOf(lines);
    }
  }

  /** Takes what was typed at a prompt. */
  interface Input {
    Answer entered(Instant now, String text);
  }

  /** Goes on with a command after its delay. */
  interface Step {
    Answer next(Instant now);
  }

  static Answer lines(String... lines) {
    return new Done(List.of(lines));
  }

  /** {@code +CMS ERROR}: TS 27.005 §3.2.5. */
  static Answer cmsError(int code) {
    return new Failed("+CMS ERROR: " + code);
  }

  /** {@code +CME ERROR}: TS 27.007 §9.2. */
  static Answer cmeError(int code) {
    return new Failed("+CME ERROR: " + code);
  }
}
