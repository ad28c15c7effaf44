package org.coapsms.app.virtual;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.simulator.network.RadioConditions;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Holds the flags of a simulation in virtual time, and runs it. */
public final class VirtualOptions {
  private static final String VIRTUAL = "--virtual";
  private static final String COST = "--cost";
  private static final SeedRange USUAL_SEEDS = new SeedRange(1, 100);

  /** What only a network that listens somewhere can use. */
  private static final List<String> OF_A_REAL_NETWORK =
      List.of(
          "--config",
          "--smsc",
          "--modem",
          "--phone",
          "--phones",
          "--seed",
          "--control",
          "--quiet",
          "--strict");

  private static final List<String> OF_VIRTUAL_TIME =
      List.of(
          COST, "--seeds", "--exchanges", "--crash", "--segments", "--menu", "--until", "--json");

  /** What the table of costs sets itself. */
  private static final List<String> NOT_WITH_COST =
      List.of("--loss", "--latency", "--crash", "--segments", "--menu", "--until");

  /** What does not belong in a command that replays one history up to an event. */
  private static final Set<String> NOT_IN_REPLAY = Set.of(VIRTUAL, "--seeds", "--until", "--json");

  @Option(
      names = VIRTUAL,
      description =
          "Run the bridge's engine against such a network in virtual time, as many histories as"
              + " there are seeds, and check every promise after every event. --latency, --jitter,"
              + " --loss, --receipt-loss, --receipt-delay and --duplicate mean the same, but the"
              + " latency's default is 20s. Exit status 1 if a promise was broken.")
  private boolean virtual;

  @Option(
      names = "--seeds",
      paramLabel = "FROM..TO",
      converter = SeedRange.Converter.class,
      description = "One history for each. Default: 1..100, with --cost 1..50.")
  private Optional<SeedRange> seeds = Optional.empty();

  @Option(
      names = "--exchanges",
      paramLabel = "N",
      description = "Requests in each history: CON GET to ten phones, in three days. Default: 300.")
  private Optional<Integer> exchanges = Optional.empty();

  @Option(
      names = "--crash",
      paramLabel = "P",
      description = "The probability, 0 to 1, per event, that the bridge dies there. Default: 0.")
  private Optional<Double> crash = Optional.empty();

  @Option(
      names = "--segments",
      paramLabel = "N",
      description = "Each request is a PUT of that many segments, 1 to 10. Default: 1, a GET.")
  private Optional<Integer> segments = Optional.empty();

  @Option(
      names = "--menu",
      description =
          "Each seed also draws faults: carriers that refuse, answer late or lie, phones that"
              + " reboot or do not deduplicate, NON, PUT and POST requests.")
  private boolean menu;

  @Option(
      names = "--until",
      paramLabel = "EVENT",
      description = "End each history at this event, to look at a violation again.")
  private Optional<Long> until = Optional.empty();

  @Option(
      names = COST,
      description =
          "Print what a request costs by this bridge, by a dumb relay with a stock CoAP client, and"
              + " by LwM2M's way, for losses of 0 to 20 %% and latencies of 5s to 2m.")
  private boolean cost;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  /**
   * Whether the user wants virtual time.
   *
   * @throws ParameterException for flags that cannot go together
   */
  public boolean areMeant(CommandLine command) {
    if (!virtual) {
      refuse(command, OF_VIRTUAL_TIME, "needs --virtual");
      return false;
    }
    refuse(command, OF_A_REAL_NETWORK, "cannot go with --virtual, which opens nothing");
    if (cost) {
      refuse(command, NOT_WITH_COST, "cannot go with --cost, whose table sets it itself");
    }
    return true;
  }

  /**
   * Lives through all histories and prints what came of them.
   *
   * @throws CommandFailed if a promise was broken
   * @throws ParameterException for values out of range
   */
  public void run(CommandLine command, RadioConditions radio) throws CommandFailed {
    VirtualConditions conditions = conditions(command).withRadio(radio);
    PrintWriter out = command.getOut();
    List<Violation> violations;
    if (cost) {
      List<CostTable.Row> rows =
          CostTable.measured(seeds.orElse(CostTable.USUAL_SEEDS), conditions);
      out.print(json ? CostPage.json(rows) : CostPage.text(rows));
      violations = rows.stream().flatMap(row -> row.coapsms().violations().stream()).toList();
    } else {
      SeedRange range = seeds.orElse(USUAL_SEEDS);
      VirtualSimulation.Summary summary =
          VirtualSimulation.run(
              range.from(),
              range.to(),
              until.orElse(Long.MAX_VALUE),
              conditions,
              VirtualRun.Planted::new);
      SummaryPage page = new SummaryPage(summary, replayed(command));
      out.print(json ? page.json() : page.text());
      violations = summary.violations();
    }
    out.flush();
    if (!violations.isEmpty()) {
      throw new CommandFailed("a promise was broken, first: " + violations.get(0));
    }
  }

  private VirtualConditions conditions(CommandLine command) {
    try {
      VirtualConditions conditions = VirtualConditions.defaults();
      conditions = exchanges.map(conditions::withExchanges).orElse(conditions);
      conditions = crash.map(conditions::withCrash).orElse(conditions);
      conditions = segments.map(conditions::withSegments).orElse(conditions);
      if (until.filter(event -> event < 1).isPresent()) {
        throw new IllegalArgumentException("until is the number of an event, 1 or more");
      }
      return menu ? conditions.withFaultMenu() : conditions;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--" + e.getMessage(), e);
    }
  }

  /** The flags of this run that decide over its histories, each with a space before it. */
  private static String replayed(CommandLine command) {
    return command.getParseResult().matchedOptions().stream()
        .filter(option -> !NOT_IN_REPLAY.contains(option.longestName()))
        .map(VirtualOptions::written)
        .collect(Collectors.joining());
  }

  private static String written(OptionSpec option) {
    return option.arity().max() == 0
        ? " " + option.longestName()
        : " " + option.longestName() + " " + option.originalStringValues().get(0);
  }

  private static void refuse(CommandLine command, List<String> flags, String why) {
    flags.stream()
        .filter(flag -> command.getParseResult().hasMatchedOption(flag))
        .findFirst()
        .ifPresent(
            flag -> {
              throw new ParameterException(command, flag + " " + why + ".");
            });
  }
}
