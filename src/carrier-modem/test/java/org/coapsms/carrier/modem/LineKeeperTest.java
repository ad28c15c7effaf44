package org.coapsms.carrier.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.coapsms.carrier.modem.dialogue.DialogueEvent.Remedy;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.codec.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a line is opened again, in virtual time. */
class LineKeeperTest {
  private final List<Integer> speeds = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private boolean absent;

  private LineKeeper keeper(Integer... bauds) {
    return new LineKeeper(
        "modem",
        new PortSearch(
            new PortSelector.Device("/dev/ttyTest"),
            List.of(bauds),
            List::of,
            attempt -> new Line(attempt.baud())));
  }

  /** How long it takes until the line is opened again. */
  private Duration reopened(LineKeeper keeper) throws IOException {
    Instant start = now;
    while (!keeper.openIfDue(now)) {
      now = now.plusMillis(100);
      assertThat(Duration.between(start, now)).isLessThan(Duration.ofHours(1));
    }
    return Duration.between(start, now);
  }

  @Test
  @Tag("modem-failure-22")
  void findsAModemThatIsPluggedInAgainWithinSeconds() throws IOException {
    LineKeeper keeper = keeper(115_200);
    reopened(keeper);
    keeper.works();
    absent = true;
    keeper.lost(now, "Input/output error");
    for (int i = 0; i < 100; i++) {
      now = now.plusSeconds(10);
      try {
        keeper.openIfDue(now);
      } catch (IOException gone) {
        keeper.lost(now, "Port not found");
      }
    }

    absent = false;

    assertThat(reopened(keeper)).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  @Tag("modem-failure-24")
  void triesTheNextSpeedAtOnceWhenNobodyAnswers() throws IOException {
    LineKeeper keeper = keeper(115_200, 9600);
    reopened(keeper);

    keeper.givenUp(now, "the modem does not answer", Remedy.ANOTHER_PORT);
    reopened(keeper);

    assertThat(speeds).containsExactly(115_200, 9600);
  }

  @Test
  @Tag("modem-failure-33")
  void leavesAModemAloneForEverLongerThatNothingHelps() throws IOException {
    LineKeeper keeper = keeper(115_200);
    List<Long> minutes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      reopened(keeper);
      String told = keeper.givenUp(now, "the modem hangs", Remedy.QUARANTINE);
      assertThat(told).startsWith("the modem hangs; left alone for ");
      minutes.add(reopened(keeper).toMinutes());
      keeper.givenUp(now, "the modem hangs", Remedy.REOPEN);
    }

    assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 15L, 15L);

    keeper.recovered();
    reopened(keeper);
    keeper.givenUp(now, "the modem hangs", Remedy.QUARANTINE);
    assertThat(reopened(keeper)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void givesAModemThatIsStartingTimeBeforeItIsLeftAlone() throws IOException {
    LineKeeper keeper = keeper(115_200);
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      reopened(keeper);
      keeper.givenUp(now, "the modem does not answer", Remedy.ANOTHER_PORT);
      waits.add(reopened(keeper));
      keeper.close();
    }

    assertThat(waits.subList(0, 3)).allMatch(Duration.ofSeconds(1)::equals);
    assertThat(waits.get(3)).isEqualTo(Duration.ofMinutes(1));
  }

  private final class Line implements SerialLine {
    private final int baud;

    Line(int baud) {
      this.baud = baud;
    }

    @Override
    public void open() throws IOException {
      if (absent) {
        throw new IOException("Port not found");
      }
      speeds.add(baud);
    }

    @Override
    public Bytes read() {
      return Bytes.EMPTY;
    }

    @Override
    public void write(Bytes octets) {}

    @Override
    public void close() {}
  }
}
