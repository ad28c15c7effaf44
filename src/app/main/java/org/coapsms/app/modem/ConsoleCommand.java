package org.coapsms.app.modem;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.DurationOption;
import org.coapsms.app.terminal.Streams;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.carrier.modem.line.TappedLine;
import org.coapsms.carrier.modem.probe.Transcript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a person or a script talk AT with a modem. */
@Command(
    name = "console",
    header = "Talks AT with a modem, and shows PDUs field by field.",
    description = {
      "",
      "Each line goes to the modem with a CR behind it, whatever it is; what the modem says is shown"
          + " as it comes, echoes left out, and every PDU decoded. At the prompt '>' that follows"
          + " AT+CMGS, a line is sent with Ctrl-Z behind it; an empty line sends ESC, and nothing"
          + " leaves. AT+CMGS costs what an SMS costs.",
      "",
      "'exit' or Ctrl-D ends it. Where standard input is no terminal, each line waits for the result"
          + " of the one before, lines that begin with '#' are skipped, and the end comes after the"
          + " last result; it fails if one stays out."
    },
    footer = {
      "",
      "Examples:",
      "  coapsms modem console /dev/ttyUSB2",
      "  printf 'AT+CMGF=0\\nAT+CMGL=4\\n' | coapsms modem console /dev/ttyUSB2",
      "  coapsms modem console --linger 2m --transcript sms.txt tcp://127.0.0.1:4001 < script.at"
    })
final class ConsoleCommand implements Callable<Integer> {
  private final Streams streams;
  private final PortAccess access = PortAccess.onThisMachine();
  private @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PORT",
      description = "A device such as /dev/ttyUSB2, or tcp://host:port.")
  private String port = "";

  @Option(
      names = "--baud",
      paramLabel = "N",
      description = "The speed of a serial port. Default: 115200.")
  private int baud = Speeds.USUAL;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How long a script waits for a result. Default: 3m, as AT+CMGS may take.")
  private Duration timeout = Duration.ofMinutes(3);

  @Option(
      names = "--linger",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How long to go on listening after the end of a script. Default: 0s.")
  private Duration linger = Duration.ZERO;

  private @Mixin TranscriptFile transcriptFile = new TranscriptFile();

  ConsoleCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailed, IOException {
    access.check(port);
    Transcript transcript = new Transcript(InstantSource.system());
    ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    boolean interactive = streams.inputIsTerminal();
    PrintWriter out = spec.commandLine().getOut();
    try (SerialLine line = new TappedLine(SerialLine.to(port, baud, watchdog), transcript)) {
      line.open();
      if (interactive) {
        spec.commandLine()
            .getErr()
            .println(port + " is open; Ctrl-D or 'exit' ends it, --help tells more.");
      }
      Optional<String> unanswered =
          new ConsoleLoop(line, TypedLines.from(streams.in()), out, interactive)
              .run(timeout, linger);
      if (unanswered.isPresent()) {
        throw new CommandFailed(
            "no result of " + unanswered.get() + " within " + timeout.toSeconds() + " s");
      }
    } catch (IOException broken) {
      throw PortAccess.failure(port, broken);
    } finally {
      watchdog.shutdownNow();
      transcriptFile.write(spec.qualifiedName(), port, transcript);
    }
    return 0;
  }
}
