package org.coapsms.bench;

import java.io.IOException;

/** Runs the benchmarks that the arguments choose, as JMH's own command line does. */
public final class Main {
  private Main() {}

  /**
   * Hands the arguments to JMH: a regular expression, options such as {@code -f 1} or {@code -l}.
   */
  public static void main(String[] arguments) throws IOException {
    org.openjdk.jmh.Main.main(arguments);
  }
}
