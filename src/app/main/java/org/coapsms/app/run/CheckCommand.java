package org.coapsms.app.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.bridge.config.BridgeConfig;
import org.coapsms.bridge.config.ConfigReading;
import org.coapsms.bridge.config.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what is wrong with a configuration, without connecting to anything. */
@Command(
    name = "check",
    header = "Checks the configuration of a bridge.",
    description = {
      "",
      "Finds every mistake at once and tells each on standard error with its line and key. Nothing"
          + " is connected and nothing is sent. docs/configuration.md describes every key."
    },
    footer = {
      "",
      "Examples:",
      "  coapsms check --config bridge.yaml",
      "  coapsms check --config bridge.yaml --explain"
    })
public final class CheckCommand implements Callable<Integer> {
  private @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration, YAML.")
  private Path config = Path.of("");

  @Option(
      names = "--explain",
      description =
          "Also print what follows from it: addresses, times, sizes and limits that nobody wrote"
              + " down.")
  private boolean explain;

  @Override
  public Integer call() throws CommandFailed {
    ConfigReading reading = ConfigFile.read(config);
    PrintWriter err = spec.commandLine().getErr();
    reading.problems().forEach(problem -> err.println(config + ": " + problem));
    if (reading.config().isEmpty()) {
      long errors = reading.problems().stream().filter(Problem::isError).count();
      throw new CommandFailed(errors + (errors == 1 ? " mistake" : " mistakes"));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("ok: " + summary(reading.config().get()));
    if (explain) {
      reading.config().get().explain().forEach(line -> out.println("  " + line));
    }
    return 0;
  }

  private static String summary(BridgeConfig config) {
    return "CoAP proxy at "
        + config.coap()
        + ", "
        + count(config.carriers(), "carrier")
        + ", "
        + count(config.routes(), "route")
        + ", "
        + count(config.devices(), "listed device")
        + ", "
        + config.upstream().map(upstream -> "upstream " + upstream).orElse("no upstream");
  }

  private static String count(List<?> things, String name) {
    return things.size() + " " + name + (things.size() == 1 ? "" : "s");
  }
}
