package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.simulator.modem.Violation.Kind;

/**
 * Watches what a TE types and notes what breaks the grammar. A TE that has waited as long as the
 * profile says is forgiven: it has to recover somehow. Not thread-safe; owned by the network's
 * thread.
 */
final class Checker {
  private static final int MOST_KEPT = 1000;
  private static final int SHOWN = 40;

  /** So many hexadecimal digits in a row are no accident. */
  private static final int PDU_LIKE = 16;

  private final ModemProfile profile;
  private final List<Consumer<Violation>> watchers = new ArrayList<>();
  private final Deque<Violation> violations = new ArrayDeque<>();

  private Instant busySince = Instant.MIN;
  private boolean busyNoted;
  private int digitsInARow;
  private boolean promptComes;
  private boolean pduIsLost;

  Checker(ModemProfile profile) {
    this.profile = profile;
  }

  void watch(Consumer<Violation> watcher) {
    watchers.add(watcher);
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** A command begins to run, or a PDU to be sent. */
  void busy(Instant now) {
    busySince = now;
    busyNoted = false;
    promptComes = false;
  }

  /** The command that runs ends in a prompt. */
  void promptIsComing() {
    promptComes = true;
  }

  /**
   * The modem waits for a PDU.
   *
   * @param asked whether the TE knows, as it has typed the command
   */
  void prompt(Instant now, boolean asked) {
    promptComes = false;
    busyNoted |= !asked;
    busySince = now;
  }

  /** Something is typed while a command runs. */
  void typedWhileBusy(Instant now, char c, boolean sending) {
    boolean harmless = !sending && (c == '\r' || c == '\n' || c == LineSettings.ESCAPE);
    Duration patience =
        sending ? profile.sending().resultTimeout() : profile.line().commandTimeout();
    if (harmless || busyNoted || !now.isBefore(busySince.plus(patience))) {
      return;
    }
    busyNoted = true;
    Kind kind = promptComes ? Kind.BEFORE_PROMPT : Kind.WHILE_RUNNING;
    note(now, sending ? Kind.WHILE_SENDING : kind, visible(c));
  }

  /** Something is typed at a prompt that has not been shown. */
  void typedWithoutPrompt(Instant now, char c) {
    if (c == Dialogue.CTRL_Z) {
      note(now, Kind.CTRL_Z_WITHOUT_PROMPT, visible(c));
    } else if (!busyNoted
        && Character.digit(c, 16) >= 0
        && now.isBefore(busySince.plus(profile.sending().promptTimeout()))) {
      busyNoted = true;
      note(now, Kind.BEFORE_PROMPT, visible(c));
    }
  }

  /** The modem has given up a PDU: what is left of it is nobody's mistake. */
  void pduLost() {
    pduIsLost = true;
  }

  /** Something is typed where commands are expected, inside a command line or not. */
  void typedInCommandMode(Instant now, char c, boolean insideLine) {
    if (pduIsLost) {
      pduIsLost = c != Dialogue.CTRL_Z && c != LineSettings.ESCAPE && c != '\r';
      return;
    }
    if (c == Dialogue.CTRL_Z) {
      note(now, Kind.CTRL_Z_WITHOUT_PROMPT, visible(c));
    }
    digitsInARow = !insideLine && Character.digit(c, 16) >= 0 ? digitsInARow + 1 : 0;
    if (digitsInARow == PDU_LIKE) {
      note(now, Kind.PDU_AS_COMMAND, "…" + c);
    }
  }

  void note(Instant now, Kind kind, String detail) {
    if (violations.size() == MOST_KEPT) {
      violations.remove();
    }
    Violation violation =
        new Violation(
            now, kind, detail.length() > SHOWN ? detail.substring(0, SHOWN) + "…" : detail);
    violations.add(violation);
    watchers.forEach(watcher -> watcher.accept(violation));
  }

  private static String visible(char c) {
    return switch (c) {
      case '\r' -> "<CR>";
      case '\n' -> "<LF>";
      case Dialogue.CTRL_Z -> "<^Z>";
      case LineSettings.ESCAPE -> "<ESC>";
      default -> String.valueOf(c);
    };
  }
}
