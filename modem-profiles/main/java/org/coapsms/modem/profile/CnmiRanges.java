package org.coapsms.modem.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what {@code AT+CNMI=?} claims: five sets of values, and the text as the modem prints it.
 * Immutable.
 */
public final class CnmiRanges {
  private static final Pattern LIST = Pattern.compile("\\(([^()]*)\\)");

  private final String text;
  private final List<Set<Integer>> places;

  private CnmiRanges(String text, List<Set<Integer>> places) {
    this.text = text;
    this.places = List.copyOf(places);
  }

  /**
   * Reads {@code (0-3),(0,1),(0,2,3),(0-2),(1)}: values, ranges and mixtures of both, spaces
   * allowed.
   *
   * @throws IllegalArgumentException if there are not five lists of numbers
   */
  public static CnmiRanges parse(String text) {
    List<Set<Integer>> places = new ArrayList<>();
    Matcher list = LIST.matcher(text);
    while (list.find()) {
      places.add(numbers(list.group(1)));
    }
    if (places.size() != 5) {
      throw new IllegalArgumentException("expected five lists in parentheses, not " + text);
    }
    return new CnmiRanges(text, places);
  }

  public boolean allows(Cnmi setting) {
    List<Integer> values = setting.values();
    for (int i = 0; i < places.size(); i++) {
      if (!places.get(i).contains(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Set<Integer> numbers(String list) {
    Set<Integer> numbers = new TreeSet<>();
    for (String item : list.split(",", -1)) {
      String[] ends = item.replace(" ", "").split("-", -1);
      int first = digit(ends[0]);
      int last = ends.length == 1 ? first : digit(ends[1]);
      if (ends.length > 2 || last < first) {
        throw new IllegalArgumentException("not a range: " + item);
      }
      for (int value = first; value <= last; value++) {
        numbers.add(value);
      }
    }
    return numbers;
  }

  private static int digit(String text) {
    if (!text.matches("\\d")) {
      throw new IllegalArgumentException("expected a digit, not \"" + text + "\"");
    }
    return text.charAt(0) - '0';
  }

  /** The text as the modem prints it. */
  @Override
  public String toString() {
    return text;
  }
}
