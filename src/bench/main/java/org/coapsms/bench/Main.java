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
  private static final int MESSAGES = 20;
  private static final int IDLE_MODEMS = 64;
  private static final int IDLE_SECONDS = 60;
  private static final Duration SMPP_WARM_UP = Duration.ofSeconds(3);

  private Main() {}

  /**
   * Runs {@code exchanges [DEVICES [WINDOW [SECONDS]]]}, which loads a whole bridge, or {@code smpp
   * [--json] [SECONDS]}, which loads the SMPP carrier and another, or {@code modem [--json]
   * [MESSAGES [IDLE_MODEMS [SECONDS]]]}, which has our carrier and other programs send through a
   * simulated modem and then watches many modems that have nothing to do, or hands the arguments to
   * JMH: a regular expression, options such as {@code -f 1} or {@code -l}.
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
      int[] numbers = numbers(given);
      new SmppBench(SMPP_WARM_UP, Duration.ofSeconds(number(numbers, 0, 5)))
          .run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), given.contains("--json"));
    } else if (arguments.length > 0 && arguments[0].equals("modem")) {
      List<String> given = Arrays.asList(arguments);
      int[] numbers = numbers(given);
      new ModemBench(
              number(numbers, 0, MESSAGES),
              number(numbers, 1, IDLE_MODEMS),
              Duration.ofSeconds(number(numbers, 2, IDLE_SECONDS)))
          .run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), given.contains("--json"));
    } else {
      org.openjdk.jmh.Main.main(arguments);
    }
  }

  private static int[] numbers(List<String> given) {
    return given.stream()
        .skip(1)
        .filter(argument -> !argument.equals("--json"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static int number(int[] given, int position, int otherwise) {
    return given.length > position ? given[position] : otherwise;
  }
}
