package org.coapsms.carrier.modem.probe;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.carrier.modem.dialogue.Survey;
import org.coapsms.carrier.modem.dialogue.SurveyReport;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.codec.Bytes;

/** Carries a survey through a line. */
public final class ModemProbe {
  /** There is no way to wait for a serial port; a person waits for this anyway. */
  private static final Duration LOOK = Duration.ofMillis(1);

  private ModemProbe() {}

  /**
   * Opens a line, asks everything, and closes it. Takes a second or two, and up to a minute with a
   * modem that does not answer everything.
   *
   * @throws IOException if the line cannot be opened, or breaks
   */
  public static SurveyReport ask(SerialLine line, Survey survey, InstantSource clock)
      throws IOException {
    try (line) {
      line.open();
      survey.begin(clock.instant());
      while (!survey.isDone()) {
        write(line, survey);
        turn(line, survey, clock.instant());
      }
      return survey.report();
    }
  }

  private static void write(SerialLine line, Survey survey) throws IOException {
    Optional<Bytes> output = survey.pollOutput();
    while (output.isPresent()) {
      line.write(output.get());
      output = survey.pollOutput();
    }
  }

  private static void turn(SerialLine line, Survey survey, Instant now) throws IOException {
    Bytes arrived = line.read();
    if (!arrived.isEmpty()) {
      survey.handleBytes(now, arrived);
    } else if (survey.nextTimeout().filter(due -> !now.isBefore(due)).isPresent()) {
      survey.handleTimeout(now);
    } else {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
