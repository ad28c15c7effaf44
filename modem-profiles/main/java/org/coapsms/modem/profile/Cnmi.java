package org.coapsms.modem.profile;

import java.util.Arrays;
import java.util.List;

/**
 * Holds one setting of {@code AT+CNMI}, how a modem tells of what arrives: TS 27.005 §3.4.1.
 *
 * @param mode 0 keep, 1 drop while the line is busy, 2 keep while it is busy, 3 always tell
 * @param mt messages: 0 never tell, 1 store and {@code +CMTI}, 2 hand over by {@code +CMT}, 3 hand
 *     over class 3 only
 * @param bm cell broadcast
 * @param ds status reports: 0 never, 1 {@code +CDS}, 2 store and {@code +CDSI}
 * @param bfr what becomes of kept ones when mode leaves 0: 0 told, 1 forgotten
 */
public record Cnmi(int mode, int mt, int bm, int ds, int bfr) {
  public Cnmi {
    for (int value : new int[] {mode, mt, bm, ds, bfr}) {
      if (value < 0 || value > 9) {
        throw new IllegalArgumentException("each of the five is one digit");
      }
    }
  }

  /**
   * Reads {@code 2,1,0,1,0}.
   *
   * @throws IllegalArgumentException for anything but five digits
   */
  public static Cnmi parse(String text) {
    if (!text.matches("\\d,\\d,\\d,\\d,\\d")) {
      throw new IllegalArgumentException("expected mode,mt,bm,ds,bfr as 2,1,0,1,0, not " + text);
    }
    int[] values = Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    return new Cnmi(values[0], values[1], values[2], values[3], values[4]);
  }

  /** The five values in the order of the command. */
  public List<Integer> values() {
    return List.of(mode, mt, bm, ds, bfr);
  }

  /** The values as the command takes them. */
  @Override
  public String toString() {
    return mode + "," + mt + "," + bm + "," + ds + "," + bfr;
  }
}
