package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.coapsms.carrier.smpp.Window.Answered;
import org.coapsms.carrier.smpp.Window.Entry;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long START = 1_000_000_000L;
  private static final long LATE = START + TIMEOUT.toNanos();

  private final List<Entry> queued = new ArrayList<>();
  private final AtomicInteger sequences = new AtomicInteger(100);
  private final Window window = new Window(3, 2, TIMEOUT, sequences::incrementAndGet, queued::add);

  @Test
  void tellsApartWhatWasWrittenAndWhatWasNot() throws Exception {
    offer(1, 2, 3, 4, 5);
    assertThat(window.writing(queued.get(0), START)).isTrue();

    Window.Leftover leftover = window.end();

    assertThat(leftover.written()).isEqualTo(ids(1));
    assertThat(leftover.unwritten()).isEqualTo(ids(2, 3, 4, 5));
    // What has had its outcome must not leave any more.
    assertThat(window.writing(queued.get(1), START)).isFalse();
    assertThat(window.end()).isEqualTo(new Window.Leftover(List.of(), List.of()));
  }

  @Test
  void givesUpOnlyWhatWasWrittenLongEnoughAgo() throws Exception {
    offer(1, 2, 3, 4);
    assertThat(window.writing(queued.get(0), START)).isTrue();
    assertThat(window.writing(queued.get(1), START + 1)).isTrue();

    assertThat(window.expire(LATE - 1)).isEmpty();
    assertThat(window.expire(LATE)).isEqualTo(ids(1));

    // Its place is free, and its answer is still known when it comes; once.
    assertThat(queued).hasSize(4);
    assertThat(window.answered(101))
        .contains(new Answered(new SubmissionId(1), "491701234567", true));
    assertThat(window.answered(101)).isEmpty();
    assertThat(window.answered(102))
        .contains(new Answered(new SubmissionId(2), "491701234567", false));
    assertThat(window.answered(102)).isEmpty();
  }

  @Test
  void believesNoAnswerToWhatWasNotWritten() throws Exception {
    offer(1);

    assertThat(window.answered(101)).isEmpty();
    assertThat(window.inFlight()).isEqualTo(1);
  }

  @Test
  void takesNothingBeyondItsQueueOrItsEnd() throws Exception {
    offer(1, 2, 3, 4, 5);

    assertThat(window.offer(new SubmissionId(6), pdu()))
        .hasValueSatisfying(why -> assertThat(why).contains("full"));
    assertThat(window.stopIntake()).isEqualTo(ids(4, 5));
    assertThat(window.offer(new SubmissionId(7), pdu())).isPresent();
    assertThat(window.inFlight()).isEqualTo(3);
  }

  private void offer(int... ids) throws Exception {
    for (SubmissionId id : ids(ids)) {
      assertThat(window.offer(id, pdu())).isEmpty();
    }
  }

  private static List<SubmissionId> ids(int... ids) {
    return IntStream.of(ids).mapToObj(SubmissionId::new).toList();
  }

  private static EncodedSubmission pdu() throws Exception {
    return EncodedSubmission.of(
        new Submission(
            new SubmissionId(0),
            Fixture.ID,
            Address.international(Fixture.NUMBER),
            DataCoding.OCTETS_8BIT,
            UserData.EMPTY,
            Duration.ofMinutes(5),
            true,
            false),
        Fixture.config(2775));
  }
}
