package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private static final Encoding ENCODING = new Encoding(Fixture.config(2775));
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long START = 1_000_000_000L;
  private static final long LATE = START + TIMEOUT.toNanos();

  private final List<Entry> queued = new ArrayList<>();
  private final AtomicInteger sequences = new AtomicInteger(100);
  private final Window window =
      new Window(
          3,
          2,
          TIMEOUT,
          new RateLimit(Optional.empty(), START),
          sequences::incrementAndGet,
          queued::add);

  @Test
  void tellsApartWhatWasWrittenAndWhatWasNot() {
    offerAll(1, 2, 3, 4, 5);
    assertThat(window.writing(queued.get(0), START)).isTrue();

    Window.Leftover leftover = window.end();

    assertThat(leftover.written()).isEqualTo(requests(1));
    assertThat(leftover.unwritten()).isEqualTo(requests(2, 3, 4, 5));
    // What has had its outcome must not leave any more.
    assertThat(window.writing(queued.get(1), START)).isFalse();
    assertThat(window.end()).isEqualTo(new Window.Leftover(List.of(), List.of()));
  }

  @Test
  void givesUpOnlyWhatWasWrittenLongEnoughAgo() {
    offerAll(1, 2, 3, 4);
    assertThat(window.writing(queued.get(0), START)).isTrue();
    assertThat(window.writing(queued.get(1), START + 1)).isTrue();

    assertThat(window.expire(LATE - 1)).isEmpty();
    assertThat(window.expire(LATE)).isEqualTo(requests(1));

    // Its place is free, and its answer is still known when it comes; once.
    assertThat(queued).hasSize(4);
    assertThat(window.answered(101, LATE)).contains(new Answered(request(1), true));
    assertThat(window.answered(101, LATE)).isEmpty();
    assertThat(window.answered(102, LATE)).contains(new Answered(request(2), false));
    assertThat(window.answered(102, LATE)).isEmpty();
  }

  @Test
  void believesNoAnswerToWhatWasNotWritten() {
    offerAll(1);

    assertThat(window.answered(101, LATE)).isEmpty();
    assertThat(window.inFlight()).isEqualTo(1);
  }

  @Test
  void takesNothingBeyondItsQueueOrItsEnd() {
    offerAll(1, 2, 3, 4, 5);

    assertThat(offer(6)).hasValueSatisfying(why -> assertThat(why).contains("full"));
    assertThat(window.stopIntake()).isEqualTo(requests(4, 5));
    assertThat(offer(7)).isPresent();
    assertThat(window.inFlight()).isEqualTo(3);
  }

  private void offerAll(int... ids) {
    for (int id : ids) {
      assertThat(offer(id)).isEmpty();
    }
  }

  private Optional<String> offer(int id) {
    Request request = request(id);
    return window.offer(request, ENCODING.submission(segment(id)), START);
  }

  private static List<Request> requests(int... ids) {
    return IntStream.of(ids).mapToObj(WindowTest::request).toList();
  }

  private static Request request(int id) {
    return Request.Submitted.of(segment(id));
  }

  private static Submission segment(int id) {
    return new Submission(
        new SubmissionId(id),
        Fixture.ID,
        Address.international(Fixture.NUMBER),
        DataCoding.OCTETS_8BIT,
        UserData.EMPTY,
        Duration.ofMinutes(5),
        true,
        false);
  }
}
