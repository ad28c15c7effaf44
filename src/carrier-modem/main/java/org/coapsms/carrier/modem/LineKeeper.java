package org.coapsms.carrier.modem;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.carrier.modem.dialogue.DialogueEvent.Remedy;
import org.coapsms.carrier.modem.line.SerialLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the line of a modem and decides when to open it again after it was lost, or given up. Owned
 * by the pump of a carrier.
 */
final class LineKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LineKeeper.class);

  private static final Duration FIRST_REOPEN = Duration.ofSeconds(1);

  /** A modem that was plugged in again is found after so long. */
  private static final Duration SLOWEST_REOPEN = Duration.ofSeconds(5);

  private static final Duration FIRST_QUARANTINE = Duration.ofMinutes(1);
  private static final Duration LONGEST_QUARANTINE = Duration.ofMinutes(15);

  /** How often to look whether devices have come or gone. */
  private static final Duration NEWS = Duration.ofSeconds(2);

  /** A modem may need half a minute after power-on until it answers. */
  private static final int ROUNDS = 4;

  private final String name;
  private final PortSearch search;
  private @Nullable SerialLine line;
  private int roundsInVain;
  private Instant nextOpening = Instant.MIN;
  private Instant nextNews = Instant.MIN;
  private Duration reopenAfter = FIRST_REOPEN;
  private Duration quarantine = FIRST_QUARANTINE;

  /**
   * Keeps no line open yet.
   *
   * @param name what to call the modem in the log
   */
  LineKeeper(String name, PortSearch search) {
    this.name = name;
    this.search = search;
  }

  /** The open line, if there is one. */
  Optional<SerialLine> line() {
    return Optional.ofNullable(line);
  }

  /**
   * Opens the line if it is time; whether it was opened now.
   *
   * @throws IOException if that fails; then tell {@link #lost}
   */
  boolean openIfDue(Instant now) throws IOException {
    if (line != null || (now.isBefore(nextOpening) && !newsAt(now))) {
      return false;
    }
    SerialLine opening = search.next();
    opening.open();
    line = opening;
    return true;
  }

  private boolean newsAt(Instant now) {
    if (!search.isSearching() || now.isBefore(nextNews)) {
      return false;
    }
    nextNews = now.plus(NEWS);
    return search.hasNews();
  }

  /** When to look next while the line is closed. */
  Instant nextLook(Instant now) {
    Instant news = now.plus(NEWS);
    return search.isSearching() && news.isBefore(nextOpening) ? news : nextOpening;
  }

  /** The device is gone, or cannot be opened. */
  void lost(Instant now, String reason) {
    if (line != null) {
      LOG.warn("{}: line lost: {}", name, reason);
      quarantine = FIRST_QUARANTINE; // what comes back may be another modem, or a mended one
    }
    boolean another = line == null && search.isSearching() && search.moveOn();
    close();
    if (another) {
      nextOpening = now;
    } else {
      nextOpening = now.plus(reopenAfter);
      reopenAfter = shorter(reopenAfter.multipliedBy(2), SLOWEST_REOPEN);
    }
  }

  /** The dialogue cannot go on over this line; what a person should know of what follows. */
  String givenUp(Instant now, String reason, Remedy remedy) {
    close();
    boolean again =
        switch (remedy) {
          case REOPEN -> true;
          case ANOTHER_PORT -> search.moveOn() || ++roundsInVain % ROUNDS != 0;
          case QUARANTINE -> false;
        };
    if (again) {
      nextOpening = now.plus(FIRST_REOPEN);
      LOG.info("{}: opening the line anew: {}", name, reason);
      return reason;
    }
    nextOpening = now.plus(quarantine);
    String length = quarantine.toMinutes() + " min";
    LOG.error("{}: nothing has helped, left alone for {}: {}", name, length, reason);
    quarantine = shorter(quarantine.multipliedBy(2), LONGEST_QUARANTINE);
    return reason + "; left alone for " + length;
  }

  /** The modem that is meant works over this line. */
  void works() {
    search.found();
    roundsInVain = 0;
    reopenAfter = FIRST_REOPEN;
  }

  /** It has worked for some time without trouble. */
  void recovered() {
    quarantine = FIRST_QUARANTINE;
  }

  void close() {
    SerialLine closing = line;
    line = null;
    if (closing != null) {
      closing.close();
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
