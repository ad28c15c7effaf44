package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.coapsms.carrier.smpp.Request.Submitted;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.junit.jupiter.api.Test;

/** Binds without links, in virtual time. */
class DispatchTest {
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

  private final List<String> outcomes = new ArrayList<>();
  private final List<Long> alarms = new ArrayList<>();
  private final AtomicInteger sequences = new AtomicInteger();
  private long now = 5_000 * MILLISECOND;

  /** A bind that only notes what it was given. */
  private final class Bind {
    final List<Window.Entry> sent = new ArrayList<>();
    final Window window;
    private final Dispatch dispatch;

    Bind(Dispatch dispatch, SmppConfig config) {
      this.dispatch = dispatch;
      this.window =
          new Window(
              config.window(),
              Dispatch.MAX_WAITING,
              Duration.ofMinutes(1),
              new RateLimit(config.binds().rate(), now),
              sequences::incrementAndGet,
              this::write);
      dispatch.up(window);
    }

    private void write(Window.Entry entry) {
      sent.add(entry);
    }

    /** The next that was sent is answered. */
    Request answer() {
      Window.Entry entry = sent.remove(0);
      assertThat(window.writing(entry, now)).isTrue();
      Request answered = window.answered(entry.sequence(), now).orElseThrow().request();
      dispatch.settled(window, answered);
      return answered;
    }
  }

  @Test
  void keepsTheOrderOfASubscriberOverSeveralBinds() {
    SmppConfig config = config(2, 2, Optional.empty(), false);
    Dispatch dispatch = dispatch(config);
    Bind one = new Bind(dispatch, config);
    Bind two = new Bind(dispatch, config);

    // Five parts of one message to A, then B: A's first bind is full, and yet none may overtake.
    submit(dispatch, "A", 1, 2, 3, 4, 5);
    submit(dispatch, "B", 6, 7);

    assertThat(one.sent).hasSize(2);
    assertThat(two.sent).hasSize(2);
    assertThat(numbers(two)).containsExactly("+B", "+B");
    one.answer();
    one.answer();
    one.answer();
    one.answer();
    Request last = one.answer();
    assertThat(ids(last)).containsExactly(5L);
    // With nothing open there is nothing to overtake.
    submit(dispatch, "C", 8);
    submit(dispatch, "A", 9);
    assertThat(numbers(one)).containsExactly("+C", "+A");
  }

  @Test
  void letsThoseWaitWhoseBindsAllAreFull() {
    SmppConfig config = config(2, 1, Optional.empty(), false);
    Dispatch dispatch = dispatch(config);
    Bind one = new Bind(dispatch, config);
    Bind two = new Bind(dispatch, config);

    submit(dispatch, "A", 1);
    submit(dispatch, "B", 2);
    submit(dispatch, "C", 3);

    assertThat(dispatch.waiting()).isEqualTo(1);
    two.answer();
    assertThat(numbers(two)).containsExactly("+C");
    assertThat(numbers(one)).containsExactly("+A");
  }

  @Test
  void takesAnotherBindWhereTheRateOfOneIsUsedUp() {
    SmppConfig config = config(2, 100, Optional.of(10.0), false);
    Dispatch dispatch = dispatch(config);
    Bind one = new Bind(dispatch, config);
    Bind two = new Bind(dispatch, config);

    submit(dispatch, "A", 1);
    submit(dispatch, "B", 2);
    submit(dispatch, "C", 3);
    submit(dispatch, "D", 4);

    assertThat(one.sent).hasSize(1);
    assertThat(two.sent).hasSize(1);
    assertThat(dispatch.waiting()).isEqualTo(2);
    // A tenth of a second from one to the next.
    assertThat(alarms).containsExactly(100 * MILLISECOND);
    now += 100 * MILLISECOND;
    dispatch.wake();
    assertThat(one.sent).hasSize(2);
    assertThat(two.sent).hasSize(2);
    assertThat(dispatch.waiting()).isZero();
    int askedBefore = alarms.size();
    dispatch.wake();
    assertThat(alarms).hasSize(askedBefore);
  }

  @Test
  void keepsTheRateOfABindForWhatMustNotOvertake() {
    SmppConfig config = config(2, 100, Optional.of(100.0), false);
    Dispatch dispatch = dispatch(config);
    Bind one = new Bind(dispatch, config);
    Bind two = new Bind(dispatch, config);

    submit(dispatch, "A", 1, 2, 3, 4, 5);

    assertThat(two.sent).isEmpty();
    long begin = now;
    while (one.sent.size() < 5) {
      now += alarms.remove(alarms.size() - 1);
      dispatch.wake();
    }
    assertThat(now - begin).isBetween(20 * MILLISECOND, 40 * MILLISECOND);
    assertThat(two.sent).isEmpty();
  }

  @Test
  void refusesWhatWaitsWhenTheLastBindIsGone() {
    SmppConfig config = config(2, 1, Optional.empty(), false);
    Dispatch dispatch = dispatch(config);
    Bind one = new Bind(dispatch, config);
    Bind two = new Bind(dispatch, config);
    submit(dispatch, "A", 1);
    submit(dispatch, "B", 2);
    submit(dispatch, "C", 3);

    dispatch.down(one.window, "crashed");
    assertThat(outcomes).isEmpty();
    dispatch.down(two.window, "crashed");

    assertThat(outcomes).containsExactly("3 LOCAL crashed");
    submit(dispatch, "A", 4);
    assertThat(outcomes).endsWith("4 LOCAL none");
  }

  @Test
  void sendsWhatWaitsAndIsTheSameForSeveralTogether() {
    SmppConfig config = config(1, 1, Optional.empty(), true);
    Dispatch dispatch = dispatch(config);
    Bind bind = new Bind(dispatch, config);

    submit(dispatch, "A", 1);
    submit(dispatch, "B", 2);
    submitOther(dispatch, "C", 3);
    submit(dispatch, "C", 4);
    submit(dispatch, "B", 5);
    submit(dispatch, "D", 6);

    // Nothing waits for others: the first left alone, at once.
    assertThat(ids(bind.answer())).containsExactly(1L);
    // Not C's, which must not overtake the other of C's, and one of B's at a time.
    assertThat(ids(bind.answer())).containsExactly(2L, 6L);
    assertThat(ids(bind.answer())).containsExactly(3L);
    assertThat(ids(bind.answer())).containsExactly(4L, 5L);
    assertThat(bind.sent).isEmpty();
  }

  @Test
  void goesOnOneByOneWhereTheSmscKnowsNoGroups() {
    SmppConfig config = config(1, 1, Optional.empty(), true);
    Dispatch dispatch = dispatch(config);
    Bind bind = new Bind(dispatch, config);
    submit(dispatch, "A", 1);
    submit(dispatch, "B", 2);
    submit(dispatch, "C", 3);
    submitOther(dispatch, "B", 4);
    bind.answer();

    Window.Entry group = bind.sent.remove(0);
    assertThat(bind.window.writing(group, now)).isTrue();
    Submitted refused =
        (Submitted) bind.window.answered(group.sequence(), now).orElseThrow().request();
    dispatch.ungroup(bind.window, refused);

    assertThat(ids(bind.answer())).containsExactly(2L);
    assertThat(ids(bind.answer())).containsExactly(3L);
    assertThat(ids(bind.answer())).containsExactly(4L);
    assertThat(outcomes).isEmpty();
  }

  private Dispatch dispatch(SmppConfig config) {
    return new Dispatch(
        config,
        () -> now,
        alarms::add,
        (segment, outcome) -> {
          Refused refused = (Refused) outcome;
          assertThat(refused.cause()).isEqualTo(Cause.LOCAL);
          outcomes.add(segment.id().value() + " LOCAL " + refused.reason());
        });
  }

  private static SmppConfig config(
      int binds, int window, Optional<Double> rate, boolean submitMulti) {
    SmppConfig.Sending usual = SmppConfig.Sending.DEFAULT;
    return Fixture.config(2775)
        .withWindow(window)
        .withBinds(new Binds(binds, Binds.Mode.TRANSCEIVER, Binds.SMPP_3_4, rate))
        .withSending(
            new SmppConfig.Sending(
                usual.dataCoding(),
                usual.registeredDelivery(),
                usual.segments(),
                usual.source(),
                usual.destination(),
                new SmppConfig.Commands(false, submitMulti, false)));
  }

  private static void submit(Dispatch dispatch, String number, long... ids) {
    for (long id : ids) {
      dispatch.submit(segment(id, number, "same"), "none");
    }
  }

  private static void submitOther(Dispatch dispatch, String number, long id) {
    dispatch.submit(segment(id, number, "other"), "none");
  }

  private static Submission segment(long id, String number, String text) {
    return new Submission(
        new SubmissionId(id),
        Fixture.ID,
        new Address(1, 1, number),
        DataCoding.OCTETS_8BIT,
        UserData.ofOctets(UserDataHeader.EMPTY, Bytes.ofAscii(text)),
        Duration.ofMinutes(5),
        true,
        false);
  }

  private static List<Long> ids(Request request) {
    return ((Submitted) request).segments().stream().map(segment -> segment.id().value()).toList();
  }

  private static List<String> numbers(Bind bind) {
    return bind.sent.stream().map(entry -> entry.pdu().about()).toList();
  }
}
