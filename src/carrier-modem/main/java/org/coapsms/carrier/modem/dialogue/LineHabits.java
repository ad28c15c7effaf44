package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.util.Optional;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.Serial;

/**
 * Says how a modem wants to be written to.
 *
 * @param commandLimit how long an ordinary command may take
 * @param commandGap how long the modem wants to rest between a final result and a command
 * @param writeAtMost how many octets it takes in one piece
 * @param writeGap how long to wait between two pieces
 * @param sleepsAfter after how long a silence it sleeps; empty: never
 * @param wakeUp what to write first to a modem that may sleep
 */
record LineHabits(
    Duration commandLimit,
    Duration commandGap,
    int writeAtMost,
    Duration writeGap,
    Optional<Duration> sleepsAfter,
    String wakeUp) {

  /** Of a modem that never sleeps and takes everything at once. */
  static LineHabits ordinary(Duration commandLimit, Duration commandGap) {
    return new LineHabits(
        commandLimit, commandGap, Integer.MAX_VALUE, Duration.ZERO, Optional.empty(), "AT");
  }

  static LineHabits of(ModemProfile profile) {
    Serial serial = profile.serial();
    return new LineHabits(
        profile.line().commandTimeout(),
        profile.line().commandGap(),
        serial.writeAtMost(),
        serial.writeGap(),
        serial.sleepsAfter(),
        serial.wakeUp());
  }
}
