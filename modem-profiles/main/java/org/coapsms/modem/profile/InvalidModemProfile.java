package org.coapsms.modem.profile;

import java.util.List;
import java.util.stream.Collectors;

/** Tells every mistake in a profile at once. */
public final class InvalidModemProfile extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf gives a serializable list of serializable records.
  private final List<Problem> problems;

  InvalidModemProfile(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  /**
   * One mistake.
   *
   * @param file the file it is in
   * @param key the dotted key; empty for the whole file
   * @param what what is wrong, as a sentence without a full stop
   */
  public record Problem(String file, String key, String what) implements java.io.Serializable {
    @Override
    public String toString() {
      return key.isEmpty() ? file + ": " + what : file + ": " + key + ": " + what;
    }
  }
}
