package org.coapsms.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.coapsms.app.terminal.CommandFailed;
import org.coapsms.app.terminal.Ink;
import org.coapsms.app.terminal.Lifetime;
import org.coapsms.app.terminal.LocalTime;
import org.coapsms.app.terminal.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole product on one machine. */
@Command(
    name = "demo",
    header = "Shows requests crossing a bridge to simulated phones.",
    description = {
      "",
      "Starts a simulated mobile network (an SMSC, a GSM modem, three phones) and a bridge, all on"
          + " loopback, and takes you on a tour of less than a minute: a request over each carrier,"
          + " one in several parts, a device that reports, and two that fail truthfully. Every leg"
          + " of the way is a line: time, from where to where, size, what. Then it stays up, shows"
          + " commands to try, and prints what they cause, until Ctrl-C. Nothing needs to be set up,"
          + " nothing leaves this machine, nothing stays behind."
    },
    footer = {
      "",
      "Examples:",
      "  coapsms demo",
      "  coapsms demo --once",
      "  coapsms demo --port 15683"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration CONNECTING = Duration.ofSeconds(30);
  private static final Duration BEAT = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Streams streams;
  private @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--once",
      description =
          "End after the tour, with status 0 only if every step went as told. Default: stay up.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The bridge's UDP port for CoAP clients, 0 for a free one. Default: 5683, or a free one if"
              + " that is taken.")
  private Optional<Integer> port = Optional.empty();

  public DemoCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, CommandFailed {
    PrintWriter out = spec.commandLine().getOut();
    Ink ink = new Ink(streams.coloured());
    try (Lifetime lifetime = new Lifetime()) {
      Stage stage = Stage.set(lifetime, port);
      introduce(stage, out, ink);
      awaitCarriers(stage);
      int otherwise = tour(stage, out, ink);
      if (once && otherwise > 0) {
        throw new CommandFailed(otherwise + " of the steps went otherwise than told");
      }
      if (!once) {
        stayUp(stage, out, ink);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static void awaitCarriers(Stage stage) throws CommandFailed, InterruptedException {
    long end = System.nanoTime() + CONNECTING.toNanos();
    while (!stage.isReady()) {
      if (System.nanoTime() - end > 0) {
        throw new CommandFailed("the carriers do not connect: " + stage.carriers());
      }
      // Nobody uses the bridge yet: no leg comes, and this only waits.
      stage.legs().next(BEAT);
    }
  }

  private static int tour(Stage stage, PrintWriter out, Ink ink) throws InterruptedException {
    List<Episode> episodes = new Tour(stage).episodes();
    Performance performance = new Performance(stage.legs(), out, ink);
    int otherwise = 0;
    for (int i = 0; i < episodes.size(); i++) {
      if (!performance.perform(i + 1, episodes.size(), episodes.get(i))) {
        otherwise++;
      }
    }
    out.println();
    return otherwise;
  }

  private void introduce(Stage stage, PrintWriter out, Ink ink) {
    int bridge = stage.proxy().getPort();
    out.println(ink.bold("CoapSMS: CoAP for devices that only have SMS"));
    out.println();
    out.println("  client ── CoAP/UDP ──▶ bridge ──┬── SMPP ──▶ SMSC  ──┬── radio ──▶ phones");
    out.println("                                  └── AT ────▶ modem ──┘");
    out.println();
    out.println("  bridge  coap://127.0.0.1:" + bridge + portNote(bridge));
    out.println(
        "  SMSC    127.0.0.1:"
            + stage.network().smscs().get(0).port()
            + ", number "
            + Stage.SMSC_NUMBER);
    out.println("  modem   " + stage.modemLink() + ", number " + Stage.MODEM_NUMBER);
    out.println(
        "  phones  "
            + Stage.PHONE_OVER_SMPP
            + " over SMPP, "
            + Stage.PHONE_OVER_MODEM
            + " over the modem, "
            + Stage.THIRD_PHONE
            + " over SMPP");
    out.println("  radio   about 1 s each way");
  }

  private String portNote(int inUse) {
    return port.isEmpty() && inUse != Stage.COAP_PORT
        ? "   (5683 is taken, so this is a free port)"
        : "";
  }

  private static void stayUp(Stage stage, PrintWriter out, Ink ink) throws InterruptedException {
    out.println(ink.bold("The bridge stays up. Try, in another terminal:"));
    out.println();
    CheatSheet.lines(stage, System.getenv().getOrDefault("PATH", ""))
        .forEach(command -> out.println("  " + command));
    out.println();
    out.println("What they cause is shown here. Ctrl-C ends it.");
    LegLine line = new LegLine(ink);
    boolean paused = true;
    while (true) {
      Optional<Leg> leg = stage.legs().next(PAUSE);
      if (leg.isEmpty()) {
        paused = true;
        continue;
      }
      if (paused) {
        out.println();
      }
      paused = false;
      out.println(line.of(LocalTime.of(leg.get().at()), leg.get()));
    }
  }
}
