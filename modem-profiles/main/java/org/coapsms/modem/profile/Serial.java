package org.coapsms.modem.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Describes the serial port of a modem.
 *
 * @param bauds speeds to try, the usual one first
 * @param flowControl how the modem stops its writer
 * @param dtr whether DTR is to be on; some tell of nothing while it is off
 * @param writeAtMost how many octets it takes in one piece
 * @param writeGap how long to wait between two pieces
 * @param sleepsAfter after how long a silence it sleeps; empty: never
 * @param losesAsleep how many of the first characters are lost when it is woken
 * @param wakeUp what a driver writes first to a modem that may sleep
 */
public record Serial(
    List<Integer> bauds,
    FlowControl flowControl,
    boolean dtr,
    int writeAtMost,
    Duration writeGap,
    Optional<Duration> sleepsAfter,
    int losesAsleep,
    String wakeUp) {

  public Serial {
    bauds = List.copyOf(bauds);
  }

  /** Says how the modem stops its writer; XON and XOFF never stand in what is written here. */
  public enum FlowControl {
    NONE,
    RTS_CTS
  }

  static Serial read(Section in) {
    Serial serial =
        new Serial(
            List.copyOf(in.numbers("bauds", 300, 4_000_000)),
            in.choice("flowControl", FlowControl.class),
            in.flag("dtr"),
            in.number("writeAtMost", 1, 4096),
            in.duration("writeGap"),
            in.parsedOrNothing("sleepsAfter", Section::durationOf),
            in.number("losesAsleep", 0, 100),
            in.text("wakeUp"));
    in.nothingElse();
    if (serial.bauds.isEmpty() && in.isPresent()) {
      in.problem("bauds", "names no speed");
    }
    return serial;
  }
}
