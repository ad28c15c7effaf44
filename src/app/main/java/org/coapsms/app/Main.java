package org.coapsms.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the command that the user named. */
@Command(
    name = "coapsms",
    description = "Carries CoAP to devices that only have SMS.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs one command; exit status 0 is done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Builds the command line with all its commands. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    commands().forEach(line::addSubcommand);
    return line;
  }

  /** Lists the commands in the order in which {@code --help} shows them. */
  private static List<Object> commands() {
    return List.of();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
