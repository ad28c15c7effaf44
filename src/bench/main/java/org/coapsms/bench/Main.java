package org.coapsms.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs the load harness, or the benchmarks that the arguments choose. */
public final class Main {
  private static final int DEVICES = 100;
  private static final int WINDOW = 100;
  private static final Duration SMPP_WARM_UP = Duration.ofSeconds(3);

  private Main() {}

  /**
   * Runs {@code exchanges [DEVICES [WINDOW [SECONDS]]]}, which loads a whole bridge, or {@code smpp
   * [--json] [SECONDS]}, which loads the SMPP carrier and another, or hands the arguments to JMH: a
   * regular expression, options such as {@code -f 1} or {@code -l}.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("exchanges")) {
      int[] numbers = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
      new ExchangeBench(
              number(numbers, 0, DEVICES),
              number(numbers, 1, WINDOW),
              Duration.ofSeconds(number(numbers, 2, 20)))
          .run(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    } else if (arguments.length > 0 && arguments[0].equals("smpp")) {
      List<String> given = Arrays.asList(arguments);
      int[] numbers =
          given.stream()
              .skip(1)
              .filter(argument -> !argument.equals("--json"))
              .mapToInt(Integer::parseInt)
              .toArray();
      new SmppBench(SMPP_WARM_UP, Duration.ofSeconds(number(numbers, 0, 5)))
          .run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), given.contains("--json"));
    } else {
      org.openjdk.jmh.Main.main(arguments);
    }
  }

  private static int number(int[] given, int position, int otherwise) {
    return given.length > position ? given[position] : otherwise;
  }
}
