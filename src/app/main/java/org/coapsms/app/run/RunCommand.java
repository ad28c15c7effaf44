package org.coapsms.app.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.Lifetime;
import org.coapsms.app.terminal.Logging;
import org.coapsms.bridge.Bridge;
import org.coapsms.bridge.config.BridgeConfig;
import org.coapsms.bridge.config.ConfigReading;
import org.coapsms.bridge.watch.Audience;
import org.coapsms.bridge.watch.EventLog;
import org.coapsms.bridge.watch.NumberDisplay;
import org.coapsms.bridge.watch.Trace;
import org.coapsms.runtime.EngineWatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a bridge until the process is told to end. */
@Command(
    name = "run",
    header = "Runs the bridge.",
    description = {
      "",
      "Connects to the carriers of the configuration and serves its CoAP proxy until it is told to"
          + " end (Ctrl-C, SIGTERM). It starts although a carrier cannot be reached, and goes on"
          + " trying. What an operator should know goes to standard error, a line each.",
      "",
      "docs/configuration.md describes every key; 'coapsms check' finds mistakes beforehand."
    },
    footer = {
      "",
      "Examples:",
      "  coapsms run --config bridge.yaml",
      "  coapsms run --config bridge.yaml --trace --full-numbers"
    })
public final class RunCommand implements Callable<Integer> {
  private @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration, YAML.")
  private Path config = Path.of("");

  @Option(
      names = "--trace",
      description = "Print every CoAP message, PDU, AT command and decision on standard output.")
  private boolean trace;

  @Option(
      names = "--full-numbers",
      description = "Show phone numbers whole. Default: shortened, as +4917…001.")
  private boolean fullNumbers;

  @Override
  public Integer call() throws CommandFailed {
    BridgeConfig wanted = wanted();
    Logging.showInformation();
    Logger log = LoggerFactory.getLogger(RunCommand.class);
    try (Lifetime lifetime = new Lifetime()) {
      Bridge bridge = lifetime.owns(Bridge.start(wanted, watcher()));
      lifetime.owns(() -> log.info("ending"));
      spec.commandLine().getOut().println("CoAP proxy at " + uri(bridge.coapAddress()));
      lifetime.awaitEnd();
    } catch (IOException e) {
      throw new CommandFailed("cannot start the bridge: " + e.getMessage(), e);
    }
    return 0;
  }

  private static String uri(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return "coap://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private BridgeConfig wanted() throws CommandFailed {
    ConfigReading reading = ConfigFile.read(config);
    PrintWriter err = spec.commandLine().getErr();
    reading.problems().forEach(problem -> err.println(config + ": " + problem));
    return reading
        .config()
        .orElseThrow(() -> new CommandFailed("the bridge does not start with these mistakes"));
  }

  private EngineWatcher watcher() {
    NumberDisplay numbers = fullNumbers ? NumberDisplay.WHOLE : NumberDisplay.SHORTENED;
    EventLog log = new EventLog(numbers);
    PrintWriter out = spec.commandLine().getOut();
    return trace
        ? new Audience(log, new Trace(out::println, numbers, ZoneId.systemDefault()))
        : log;
  }
}
