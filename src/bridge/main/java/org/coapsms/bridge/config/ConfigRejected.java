package org.coapsms.bridge.config;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a configuration cannot be used, with every problem that it has. */
public final class ConfigRejected extends Exception {
  private static final long serialVersionUID = 1L;

  // Not part of what is serialised: nobody sends this anywhere.
  private final transient List<Problem> problems;

  public ConfigRejected(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
