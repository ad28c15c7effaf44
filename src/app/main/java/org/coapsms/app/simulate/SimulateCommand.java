package org.coapsms.app.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.Lifetime;
import org.coapsms.app.terminal.LocalTime;
import org.coapsms.app.virtual.VirtualOptions;
import org.coapsms.simulator.InvalidSimulation;
import org.coapsms.simulator.SimulatedNetwork;
import org.coapsms.simulator.SimulationConfig;
import org.coapsms.simulator.modem.Violation;
import org.coapsms.simulator.trace.TraceLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the network alone until Ctrl-C. */
@Command(
    name = "simulate",
    header = "Runs a simulated mobile network.",
    description = {
      "",
      "Offers SMSC ports (SMPP 3.4 and 5.0) and GSM modems (AT commands on a pseudo-terminal) on"
          + " loopback, with phones behind them that answer CoAP: /test, /separate, /large, /query,"
          + " /echo, /size/N, /status/CODE, /silent and others; /.well-known/core lists them.",
      "",
      "Prints what it listens on, then a line for every SMS, PDU and AT line, and runs until Ctrl-C,"
          + " which takes ports and links away. Without --smsc, --modem and --phone there are an"
          + " SMSC at port 2775 and three phones from +491700000001.",
      "",
      "With --virtual nothing listens and nobody waits: the bridge's engine and the network live"
          + " through days in milliseconds, every history repeatable by its seed."
    },
    footer = {
      "",
      "Examples:",
      "  coapsms simulate",
      "  coapsms simulate --smsc 2775,coapsms:secret,10000 --phones 10 --latency 2s --control 8080",
      "  coapsms simulate --modem quectel-ec25=/tmp/ttyGSM0 --phones 3 --loss 0.05 --seed 7",
      "  coapsms simulate --config network.yaml",
      "  coapsms simulate --virtual --seeds 1..50 --loss 0.05 --duplicate 0.01",
      "  coapsms simulate --virtual --cost"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final Duration VIRTUAL_LATENCY = Duration.ofSeconds(20);

  private @Spec CommandSpec spec = CommandSpec.create();
  private @Mixin NetworkOptions options = new NetworkOptions();

  @Option(
      names = {"-q", "--quiet"},
      description = "No lines for what happens, only for what is there.")
  private boolean quiet;

  @Option(
      names = "--strict",
      description =
          "Ends with status 1 as soon as the program that uses a modem breaks the grammar of AT"
              + " commands, and says how.")
  private boolean strict;

  @ArgGroup(validate = false, heading = "%nIn virtual time:%n")
  private VirtualOptions virtual = new VirtualOptions();

  @Override
  public Integer call() throws CommandFailed {
    if (virtual.areMeant(spec.commandLine())) {
      virtual.run(spec.commandLine(), checked(() -> options.radio(VIRTUAL_LATENCY)));
      return 0;
    }
    PrintWriter out = spec.commandLine().getOut();
    SimulationConfig config = config();
    Consumer<TraceLine> trace = line -> out.println(text(line));
    try (Lifetime lifetime = new Lifetime()) {
      SimulatedNetwork.Starter starter = SimulatedNetwork.with(config);
      SimulatedNetwork network =
          lifetime.owns(quiet ? starter.start() : starter.trace(trace).start());
      // Before anybody is told that the modems are there.
      CompletableFuture<Violation> first = new CompletableFuture<>();
      network.modems().forEach(modem -> modem.watch(first::complete));
      NetworkSummary.of(config, network).forEach(out::println);
      out.println("ready, Ctrl-C ends it");
      if (!strict) {
        lifetime.awaitEnd();
        return 0;
      }
      Optional<Violation> violation = lifetime.awaitEnd(first);
      violation.ifPresent(v -> out.println("the program " + v.kind().what() + " (" + v + ")"));
      return violation.isPresent() ? 1 : 0;
    } catch (IOException e) {
      throw new CommandFailed("cannot start the network: " + e.getMessage(), e);
    }
  }

  private SimulationConfig config() throws CommandFailed {
    if (options.config().isPresent()) {
      if (options.describeANetwork()) {
        throw new ParameterException(
            spec.commandLine(), "--config describes the whole network; leave the other flags out.");
      }
      return read(options.config().get());
    }
    return checked(options::described);
  }

  private <T> T checked(Supplier<T> described) {
    try {
      return described.get();
    } catch (InvalidSimulation e) {
      throw new ParameterException(
          spec.commandLine(),
          e.problems().stream()
              .map(problem -> flag(problem.key()) + ": " + problem.what())
              .collect(Collectors.joining("\n")),
          e);
    }
  }

  private static SimulationConfig read(Path file) throws CommandFailed {
    if (!Files.isReadable(file)) {
      throw new CommandFailed("cannot read " + file);
    }
    try {
      return SimulationConfig.load(file);
    } catch (InvalidSimulation e) {
      throw new CommandFailed(
          e.problems().stream()
              .map(problem -> file + ": " + problem)
              .collect(Collectors.joining("\n")),
          e);
    }
  }

  /** The flag of a key: {@code receiptLoss} is {@code --receipt-loss}. */
  private static String flag(String key) {
    return "--" + key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String text(TraceLine line) {
    return String.format("%s %-5s %s", LocalTime.of(line.at()), line.source(), line.text());
  }
}
