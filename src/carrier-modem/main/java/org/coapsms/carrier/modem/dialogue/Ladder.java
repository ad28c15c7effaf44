package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.modem.profile.Recovery.Rung;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to try with a modem that has gone wrong: each trouble that follows on the last
 * measure without a time of health in between leads to a stronger one.
 */
final class Ladder implements Job {

  /** What to do next. */
  enum Measure {
    /** Leave any prompt, let late answers pass, and start the dialogue anew. */
    START_ANEW,
    /** Let this job write its command, and then start the dialogue anew. */
    COMMAND,
    REOPEN,
    /** Nothing has helped: leave the modem alone for a while, and tell a person. */
    QUARANTINE
  }

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LONGEST_PATIENCE = Duration.ofHours(2);

  private final List<Rung> rungs;
  private final Map<Rung, Instant> lastTried = new HashMap<>();
  private int height;
  private boolean reopened;
  private boolean used;
  private Duration patience = PATIENCE;
  private @Nullable Rung open;
  private @Nullable Instant settled;

  Ladder(List<Rung> rungs) {
    this.rungs = rungs;
  }

  /** The next measure against a modem that answers wrongly or not at all. */
  Measure climb(Instant now) {
    used = true;
    if (height++ == 0) {
      return Measure.START_ANEW;
    }
    while (height - 2 < rungs.size()) {
      if (tryRung(now, rungs.get(height - 2))) {
        return Measure.COMMAND;
      }
      height++;
    }
    if (!reopened) {
      reopened = true;
      return Measure.REOPEN;
    }
    reopened = false;
    height = 0;
    return Measure.QUARANTINE;
  }

  /**
   * Whether to try the strongest command with a modem that answers well, but has had no SIM or no
   * network since then: seldom, and ever more seldom, since mostly the modem is not to blame.
   */
  boolean triesStrongest(Instant now, Instant since) {
    if (now.isBefore(since.plus(patience)) || rungs.isEmpty()) {
      return false;
    }
    patience = shorter(patience.multipliedBy(2), LONGEST_PATIENCE);
    return tryRung(now, rungs.get(rungs.size() - 1));
  }

  private boolean tryRung(Instant now, Rung rung) {
    Instant last = lastTried.get(rung);
    if (last != null && now.isBefore(last.plus(rung.gap()))) {
      return false;
    }
    lastTried.put(rung, now);
    open = rung;
    settled = null;
    return true;
  }

  /** The modem has been well for some time; whether it needed help to become so. */
  boolean well() {
    boolean helped = used;
    height = 0;
    reopened = false;
    used = false;
    patience = PATIENCE;
    return helped;
  }

  /** Whether something was tried since the modem was well. */
  boolean isUsed() {
    return used;
  }

  /** Whether the command is written and has had its time. */
  boolean isDone(Instant now) {
    return open == null && (settled == null || !now.isBefore(settled));
  }

  /** The modem says by itself that it has restarted, or the line is gone. */
  void stop() {
    open = null;
    settled = null;
  }

  /** What is being tried. */
  String detail() {
    return "trying " + (open == null ? "to wait" : open.command());
  }

  @Override
  public Optional<AtCommand> nextCommand(Instant now) {
    if (open == null || settled != null) {
      return Optional.empty();
    }
    return Optional.of(AtCommand.plain(open.command()).within(LIMIT));
  }

  @Override
  public void handleAnswer(Instant now, AtAnswer answer) {
    // Whatever it says: a modem that restarts often says nothing.
    if (open != null) {
      settled = now.plus(open.settle());
      open = null;
    }
  }

  @Override
  public Optional<Instant> nextTimeout() {
    return Optional.ofNullable(settled);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
