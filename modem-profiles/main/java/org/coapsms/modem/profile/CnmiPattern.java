package org.coapsms.modem.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Matches settings of {@code AT+CNMI}: five places, each a digit or {@code *}. Immutable. */
public final class CnmiPattern {
  private final List<OptionalInt> places;

  private CnmiPattern(List<OptionalInt> places) {
    this.places = List.copyOf(places);
  }

  /**
   * Reads {@code *,*,*,*,0}.
   *
   * @throws IllegalArgumentException for anything but five places
   */
  public static CnmiPattern parse(String text) {
    if (!text.matches("[\\d*](,[\\d*]){4}")) {
      throw new IllegalArgumentException("expected five digits or '*' as *,*,*,*,0, not " + text);
    }
    List<OptionalInt> places = new ArrayList<>();
    for (int i = 0; i < text.length(); i += 2) {
      char place = text.charAt(i);
      places.add(place == '*' ? OptionalInt.empty() : OptionalInt.of(place - '0'));
    }
    return new CnmiPattern(places);
  }

  public boolean matches(Cnmi setting) {
    List<Integer> values = setting.values();
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).isPresent() && places.get(i).getAsInt() != values.get(i)) {
        return false;
      }
    }
    return true;
  }
}
