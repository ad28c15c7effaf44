package org.coapsms.simulator.modem;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.coapsms.modem.profile.Chatter;

/**
 * Says what the modem says all day, one line after the other, until it is told to stop. Not
 * thread-safe; owned by the network's thread.
 */
final class Talk {
  private final Chatter chatter;
  private final Dialogue dialogue;
  private final BiConsumer<Instant, Consumer<Instant>> later;
  private boolean listenedTo;
  private boolean silenced;
  private int turn;

  /** Raised whenever it starts or stops, so that what was planned before does not happen. */
  private int life;

  Talk(Chatter chatter, Dialogue dialogue, BiConsumer<Instant, Consumer<Instant>> later) {
    this.chatter = chatter;
    this.dialogue = dialogue;
    this.later = later;
  }

  /** Somebody listens from now on. */
  void begin(Instant now) {
    listenedTo = true;
    plan(now, ++life);
  }

  void end() {
    listenedTo = false;
    life++;
  }

  /** After power-on nobody has told it to be silent. */
  void restart(Instant now) {
    silenced = false;
    if (listenedTo) {
      plan(now, ++life);
    }
  }

  /** A command was run, perhaps the one that silences. */
  void heard(AtCommand command) {
    silenced |=
        chatter
            .silencedBy()
            .filter(("AT" + command.name() + "=" + command.arguments())::equals)
            .isPresent();
  }

  private void plan(Instant now, int planned) {
    if (chatter.lines().isEmpty() || silenced) {
      return;
    }
    later.accept(
        now.plus(chatter.every()),
        then -> {
          if (planned == life && !silenced) {
            say(then, chatter.lines().get(turn++ % chatter.lines().size()));
            plan(then, planned);
          }
        });
  }

  private void say(Instant now, String line) {
    if (chatter.anywhere()) {
      dialogue.interject(now, line, chatter.end());
    } else {
      dialogue.announce(now, line);
    }
  }
}
