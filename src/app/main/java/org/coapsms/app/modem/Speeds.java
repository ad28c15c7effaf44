package org.coapsms.app.modem;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.coapsms.carrier.modem.dialogue.Survey;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.carrier.modem.dialogue.SurveyReport.Attention;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.carrier.modem.line.TappedLine;
import org.coapsms.carrier.modem.probe.ModemProbe;

/** Surveys the modem at a port, at one speed after the other until it answers. */
final class Speeds {
  static final int USUAL = 115_200;

  /** In the order in which modems were seen to be set. */
  private static final List<Integer> BAUDS = List.of(USUAL, 9_600, 57_600, 460_800, 19_200, 38_400);

  /** What was found at which speed; of several without an answer, the first that heard anything. */
  record Found(int baud, SurveyReport report) {}

  private final String port;
  private final List<Integer> bauds;
  private final TappedLine.Tap tap;
  private final PrintWriter progress;

  /**
   * Prepares to look at a port.
   *
   * @param baud the only speed to try
   * @param tap sees what crosses the line
   * @param progress is told of each further speed
   */
  Speeds(String port, Optional<Integer> baud, TappedLine.Tap tap, PrintWriter progress) {
    this.port = port;
    this.bauds = hasSpeed(port) ? baud.map(List::of).orElse(BAUDS) : List.of(USUAL);
    this.tap = tap;
    this.progress = progress;
  }

  /** The speeds that are tried, in this order. */
  List<Integer> bauds() {
    return bauds;
  }

  /** TCP has none, and a pseudo-terminal has any. */
  private static boolean hasSpeed(String port) {
    if (PortAccess.isTcp(port)) {
      return false;
    }
    try {
      return !Path.of(port).toRealPath().startsWith("/dev/pts");
    } catch (IOException absent) {
      return true;
    }
  }

  /**
   * Asks until a modem answers.
   *
   * @throws IOException if the port cannot be opened, or breaks
   */
  Found survey(Optional<String> pin, Set<String> further) throws IOException {
    ScheduledExecutorService watchdog =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "modem-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Found best = null;
      for (int baud : bauds) {
        if (best != null) {
          progress.println("no answer yet, trying " + baud + " baud");
        }
        TappedLine line = new TappedLine(SerialLine.to(port, baud, watchdog), tap);
        Survey survey = new Survey(pin, further);
        Found found = new Found(baud, ModemProbe.ask(line, survey, InstantSource.system()));
        if (best == null || best.report().attention() == Attention.SILENT) {
          best = found;
        }
        if (speedIsRight(found.report().attention())) {
          return found;
        }
      }
      return Objects.requireNonNull(best);
    } finally {
      watchdog.shutdownNow();
    }
  }

  private static boolean speedIsRight(Attention attention) {
    return switch (attention) {
      case ANSWERS, ECHO, TALKS -> true;
      case SILENT, GARBAGE -> false;
    };
  }
}
