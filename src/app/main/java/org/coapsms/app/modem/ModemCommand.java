package org.coapsms.app.modem;

import org.coapsms.app.terminal.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the commands about modems together. */
@Command(
    name = "modem",
    header = "Finds modems, tells what they are, and talks to them.",
    description = {
      "",
      "From a stick in a drawer to a carrier of the bridge: 'list' shows the ports, 'probe' says"
          + " which of them is a modem, what kind, and what to write in the configuration; 'console'"
          + " is for everything that they do not say."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  coapsms modem list",
      "  coapsms modem probe /dev/ttyUSB2",
      "  coapsms modem console /dev/ttyUSB2"
    })
public final class ModemCommand implements Runnable {
  private @Spec CommandSpec spec = CommandSpec.create();

  private ModemCommand() {}

  /** The command with its own commands. */
  public static CommandLine line(Streams streams) {
    return new CommandLine(new ModemCommand())
        .addSubcommand(new ListCommand())
        .addSubcommand(new ProbeCommand(streams))
        .addSubcommand(new ConsoleCommand(streams));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: list, probe or console.");
  }
}
