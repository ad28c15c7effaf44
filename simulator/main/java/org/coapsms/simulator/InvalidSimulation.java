package org.coapsms.simulator;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Lists everything that is wrong with a simulation's configuration at once. */
public final class InvalidSimulation extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidSimulation(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  /**
   * One mistake.
   *
   * @param key where, such as {@code smsc[1].port}
   */
  public record Problem(String key, String what) implements Serializable {
    @Override
    public String toString() {
      return key + ": " + what;
    }
  }
}
