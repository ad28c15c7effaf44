package org.coapsms.modem.profile;

import java.time.Duration;
import java.util.List;

/**
 * Describes what brings a modem back that has gone wrong. A driver first leaves any prompt and
 * starts the dialogue anew; then it climbs the ladder, then opens the port anew. Immutable.
 *
 * @param ladder what to try, in order
 * @param drainOn how lines begin that mean "no more messages can be stored"
 */
public record Recovery(List<Rung> ladder, List<String> drainOn) {
  public Recovery {
    ladder = List.copyOf(ladder);
    drainOn = List.copyOf(drainOn);
  }

  /**
   * One attempt.
   *
   * @param command what to write
   * @param settle how long the modem needs after it
   * @param gap how long to leave between two attempts of this kind
   */
  public record Rung(String command, Duration settle, Duration gap) {}

  static Recovery read(Section in) {
    Recovery recovery =
        new Recovery(
            in.sections("ladder").stream().map(Recovery::rung).toList(), in.texts("drainOn"));
    in.nothingElse();
    return recovery;
  }

  private static Rung rung(Section in) {
    Rung rung = new Rung(in.text("command"), in.duration("settle"), in.duration("gap"));
    in.nothingElse();
    return rung;
  }
}
