package org.coapsms.carrier.modem.dialogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives one job at a time the word, and its answer back to it. */
final class Turns {
  private final AtChannel channel;
  private final EventQueue events;
  private @Nullable Job open;

  Turns(AtChannel channel, EventQueue events) {
    this.channel = channel;
    this.events = events;
  }

  /** Writes the first command that one of the jobs has; whether there was one. */
  boolean startNext(Instant now, List<Job> jobs) {
    for (Job job : jobs) {
      Optional<AtCommand> command = job.nextCommand(now);
      if (command.isPresent()) {
        open = job;
        events.trace(true, command.get().shown(), "", 0);
        channel.start(now, command.get());
        return true;
      }
    }
    return false;
  }

  /** The command has ended. */
  void end(Instant now, AtAnswer answer) {
    answer.lines().stream()
        .filter(line -> line.startsWith(answer.command().reply()))
        .forEach(line -> events.trace(false, line, "", 0));
    events.trace(false, answer.ok() ? "OK" : answer.error(), "", 0);
    Job asked = open;
    open = null;
    if (asked != null) {
      asked.handleAnswer(now, answer);
    }
  }
}
