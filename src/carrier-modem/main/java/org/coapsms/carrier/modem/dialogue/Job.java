package org.coapsms.carrier.modem.dialogue;

import java.time.Instant;
import java.util.Optional;

/** A part of the dialogue that has commands to give. One command is open at a time in all. */
interface Job {

  /** The command to write now; its answer will come to {@link #handleAnswer}. */
  Optional<AtCommand> nextCommand(Instant now);

  void handleAnswer(Instant now, AtAnswer answer);

  /** When there may be a command, if there is none now. */
  Optional<Instant> nextTimeout();
}
