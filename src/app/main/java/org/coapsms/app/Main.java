package org.coapsms.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coapsms.app.client.DeleteCommand;
import org.coapsms.app.client.GetCommand;
import org.coapsms.app.client.PostCommand;
import org.coapsms.app.client.PutCommand;
import org.coapsms.app.decode.DecodeCommand;
import org.coapsms.app.demo.DemoCommand;
import org.coapsms.app.modem.ModemCommand;
import org.coapsms.app.run.CheckCommand;
import org.coapsms.app.run.RunCommand;
import org.coapsms.app.simulate.SimulateCommand;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command that the user named. */
@Command(
    name = "coapsms",
    header = "Carries CoAP to devices that only have SMS.",
    description = {"", "'coapsms COMMAND --help' says more about a command."},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  private static final int HELP_WIDTH = 100;

  private @Spec CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs one command; exit status 0 is done, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    System.exit(commandLine(Streams.ofProcess()).execute(arguments));
  }

  /** Builds the command line with all its commands. */
  static CommandLine commandLine(Streams streams) {
    CommandLine line = new CommandLine(new Main());
    commands(streams).forEach(line::addSubcommand);
    line.addSubcommand(ModemCommand.line(streams));
    line.getSubcommands().values().forEach(Main::complete);
    line.setOut(streams.outWriter());
    line.setErr(streams.errWriter());
    line.setUsageHelpWidth(HELP_WIDTH);
    // Receipts and payloads may start with '@'.
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler((exception, arguments) -> wrongUsage(exception));
    line.setExecutionExceptionHandler((exception, at, parsed) -> failed(exception, at));
    return line;
  }

  /** Lists the commands in the order in which {@code --help} shows them. */
  private static List<Object> commands(Streams streams) {
    return List.of(
        new DemoCommand(streams),
        new RunCommand(),
        new CheckCommand(),
        new SimulateCommand(),
        new GetCommand(streams),
        new PutCommand(streams),
        new PostCommand(streams),
        new DeleteCommand(streams),
        new DecodeCommand(streams));
  }

  /** Adds what every command has: --help and its exit status. */
  private static void complete(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help and exit.")
            .build());
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("0", "done");
    statuses.put("1", "failed; the reason is on standard error");
    statuses.put("2", "wrong usage");
    spec.usageMessage().exitCodeListHeading("%nExit status:%n").exitCodeList(statuses);
    spec.usageMessage().optionListHeading("%nOptions:%n").parameterListHeading("%nArguments:%n");
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().commandListHeading("%nCommands:%n");
    command.getSubcommands().values().forEach(Main::complete);
  }

  private static int wrongUsage(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    command.getErr().println(exception.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(exception, command.getErr())) {
      command.getErr().print(command.getHelp().fullSynopsis());
    }
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static int failed(Exception exception, CommandLine command) {
    if (exception instanceof CommandFailed) {
      command.getErr().println(exception.getMessage());
    } else {
      // Nobody foresaw this one, so all that is known of it may help.
      exception.printStackTrace(command.getErr());
    }
    return ExitCode.SOFTWARE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
