package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.coapsms.carrier.smpp.Request.Submitted;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Cause;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Decides which bind a request takes, and keeps what none can take yet. The one with the least to
 * do takes it, among those whose window and rate have room; but what is for a subscriber of whom a
 * bind has something open goes over that bind, so that nothing overtakes. Segments that wait and
 * are the same for several subscribers share a submit_multi, where the account has it. Thread-safe.
 *
 * <p>Its lock is taken before that of a window, never after; outcomes are told without it.
 */
final class Dispatch {
  /** How many requests may wait here, and behind each window. */
  static final int MAX_WAITING = 1000;

  /** Hears what became of segments. */
  @FunctionalInterface
  interface Outcomes {
    void ended(Submission segment, SubmissionOutcome outcome);
  }

  /** Calls {@link #wake} after so many nanoseconds. */
  @FunctionalInterface
  interface Alarm {
    void after(long nanos);
  }

  /** A request and what it is as octets. */
  private record Pending(Request request, EncodedPdu pdu) {
    /** Whose order it must keep; nobody's, where it is no submission to one. */
    Optional<String> number() {
      return request instanceof Submitted submitted && !submitted.isGroup()
          ? Optional.of(submitted.segments().get(0).destination().value())
          : Optional.empty();
    }
  }

  /** Where a subscriber's open segments are. */
  private static final class Affinity {
    private final Window window;
    private int open;

    private Affinity(Window window) {
      this.window = window;
    }
  }

  private final Encoding encoding;
  private final int maxWaiting;
  private final boolean severalBinds;
  private final boolean limited;
  private final LongSupplier nanoTime;
  private final Alarm alarm;
  private final Outcomes outcomes;

  @GuardedBy("this")
  private final List<Window> windows = new ArrayList<>();

  @GuardedBy("this")
  private final Deque<Pending> waiting = new ArrayDeque<>();

  @GuardedBy("this")
  private final Map<String, Affinity> affinities = new HashMap<>();

  @GuardedBy("this")
  private boolean groups;

  @GuardedBy("this")
  private boolean alarmed;

  @GuardedBy("this")
  private long alarmAt;

  Dispatch(SmppConfig config, LongSupplier nanoTime, Alarm alarm, Outcomes outcomes) {
    this.encoding = new Encoding(config);
    this.maxWaiting = Math.max(MAX_WAITING, config.totalWindow());
    this.severalBinds = config.binds().count() > 1;
    this.limited = config.binds().rate().isPresent();
    this.groups = config.sending().commands().submitMulti();
    this.nanoTime = nanoTime;
    this.alarm = alarm;
    this.outcomes = outcomes;
  }

  /** Takes a segment; without any bind, or with too much waiting already, it is refused. */
  void submit(Submission segment, String whyNot) {
    EncodedPdu pdu;
    try {
      pdu = encoding.submission(segment);
    } catch (IllegalArgumentException e) {
      outcomes.ended(segment, new Refused(Cause.PERMANENT, "not for SMPP: " + e.getMessage()));
      return;
    }
    take(new Pending(Submitted.of(segment), pdu), whyNot)
        .ifPresent(why -> outcomes.ended(segment, new Refused(Cause.LOCAL, why)));
  }

  /** Takes a query; one that cannot be asked is dropped, as are those that nobody answers. */
  void ask(Query query) {
    if (Encoding.canAskFor(query.messageId())) {
      Pending pending = new Pending(new Request.Asked(query), encoding.query(query));
      Optional<String> unused = take(pending, "");
    }
  }

  private Optional<String> take(Pending pending, String whyNot) {
    List<Refusal> refusals;
    synchronized (this) {
      if (windows.isEmpty()) {
        return Optional.of(whyNot);
      }
      if (waiting.size() >= maxWaiting) {
        return Optional.of("every window and the queue of " + maxWaiting + " are full");
      }
      waiting.add(pending);
      refusals = pump();
    }
    tell(refusals);
    return Optional.empty();
  }

  /** A bind is up. */
  void up(Window window) {
    List<Refusal> refusals;
    synchronized (this) {
      windows.add(window);
      refusals = pump();
    }
    tell(refusals);
  }

  /** A bind is gone; what waited and can go nowhere now is refused. */
  void down(Window window, String why) {
    List<Refusal> refusals;
    synchronized (this) {
      windows.remove(window);
      affinities.values().removeIf(affinity -> affinity.window == window);
      refusals = windows.isEmpty() ? refuseWaiting(why) : pump();
    }
    tell(refusals);
  }

  /** Takes nothing more: what waits is refused. */
  void close(String why) {
    List<Refusal> refusals;
    synchronized (this) {
      windows.clear();
      affinities.clear();
      refusals = refuseWaiting(why);
    }
    tell(refusals);
  }

  /** A request of that bind has left its window, for whatever reason: its place is free. */
  void settled(Window window, Request request) {
    List<Refusal> refusals;
    synchronized (this) {
      release(window, request);
      refusals = pump();
    }
    tell(refusals);
  }

  /** Sends a group's segments one by one, ahead of all that wait, and makes no groups any more. */
  void ungroup(Window window, Submitted group) {
    List<Refusal> refusals;
    synchronized (this) {
      groups = false;
      release(window, group);
      List<Submission> segments = group.segments();
      for (int i = segments.size() - 1; i >= 0; i--) {
        Submission segment = segments.get(i);
        waiting.addFirst(new Pending(Submitted.of(segment), encoding.submission(segment)));
      }
      refusals = windows.isEmpty() ? refuseWaiting("not bound") : pump();
    }
    tell(refusals);
  }

  /** The time has come that {@link Alarm} was told. */
  void wake() {
    List<Refusal> refusals;
    synchronized (this) {
      alarmed = false;
      long now = nanoTime.getAsLong();
      windows.forEach(window -> window.refill(now));
      refusals = pump();
    }
    tell(refusals);
  }

  /** How many requests wait for a bind. */
  synchronized int waiting() {
    return waiting.size();
  }

  private record Refusal(Request request, String why) {}

  private void tell(List<Refusal> refusals) {
    for (Refusal refusal : refusals) {
      if (refusal.request() instanceof Submitted submitted) {
        Refused outcome = new Refused(Cause.LOCAL, refusal.why());
        submitted.segments().forEach(segment -> outcomes.ended(segment, outcome));
      }
    }
  }

  @GuardedBy("this")
  private List<Refusal> refuseWaiting(String why) {
    List<Refusal> refusals =
        waiting.stream().map(pending -> new Refusal(pending.request(), why)).toList();
    waiting.clear();
    return refusals;
  }

  @GuardedBy("this")
  private List<Refusal> pump() {
    List<Refusal> refusals = List.of();
    long now = nanoTime.getAsLong();
    while (!waiting.isEmpty()) {
      Window to = windowFor(waiting.element(), now);
      if (to == null) {
        break;
      }
      Pending next = grouped(waiting.remove(), to, now);
      Optional<String> refused = to.offer(next.request(), next.pdu(), now);
      if (refused.isPresent()) {
        refusals = new ArrayList<>(refusals);
        refusals.add(new Refusal(next.request(), refused.get()));
      } else {
        hold(to, next.request());
      }
    }
    alarmIfHeldBack(now);
    return refusals;
  }

  @GuardedBy("this")
  private @Nullable Window windowFor(Pending pending, long now) {
    Affinity affinity = severalBinds ? pending.number().map(affinities::get).orElse(null) : null;
    if (affinity != null) {
      return affinity.window;
    }
    Window idlest = null;
    int least = Integer.MAX_VALUE;
    for (Window window : windows) {
      int load = window.load();
      if (load < least && window.room(now) > 0) {
        idlest = window;
        least = load;
      }
    }
    return idlest;
  }

  /** With all others that wait and may go along; the order of each subscriber stays. */
  @GuardedBy("this")
  private Pending grouped(Pending first, Window to, long now) {
    int most = Math.min(Encoding.MAX_GROUP, to.room(now));
    if (!groups || waiting.isEmpty() || most < 2) {
      return first;
    }
    if (!(first.request() instanceof Submitted head) || head.isGroup()) {
      return first;
    }
    List<Submission> group = new ArrayList<>(head.segments());
    Set<String> passed = new HashSet<>(first.number().stream().toList());
    Iterator<Pending> others = waiting.iterator();
    while (others.hasNext() && group.size() < most) {
      Pending other = others.next();
      String number = other.number().orElse("");
      if (passed.add(number)
          && other.request() instanceof Submitted submitted
          && Encoding.sameForAll(group.get(0), submitted.segments().get(0))
          && mayTake(number, to)) {
        others.remove();
        group.add(submitted.segments().get(0));
      }
    }
    return group.size() < 2 ? first : new Pending(new Submitted(group), encoding.group(group));
  }

  @GuardedBy("this")
  private boolean mayTake(String number, Window to) {
    Affinity affinity = affinities.get(number);
    return affinity == null || affinity.window == to;
  }

  @GuardedBy("this")
  private void hold(Window window, Request request) {
    if (severalBinds && request instanceof Submitted submitted) {
      for (Submission segment : submitted.segments()) {
        String number = segment.destination().value();
        affinities.computeIfAbsent(number, n -> new Affinity(window)).open++;
      }
    }
  }

  @GuardedBy("this")
  private void release(Window window, Request request) {
    if (severalBinds && request instanceof Submitted submitted) {
      for (Submission segment : submitted.segments()) {
        String number = segment.destination().value();
        Affinity affinity = affinities.get(number);
        // It may be another bind's by now, if this one is gone.
        if (affinity != null && affinity.window == window && --affinity.open == 0) {
          affinities.remove(number);
        }
      }
    }
  }

  @GuardedBy("this")
  private void alarmIfHeldBack(long now) {
    if (!limited) {
      return;
    }
    long soonest = Long.MAX_VALUE;
    for (Window window : windows) {
      soonest = Math.min(soonest, window.heldBack(!waiting.isEmpty(), now).orElse(Long.MAX_VALUE));
    }
    if (soonest < Long.MAX_VALUE && (!alarmed || now + soonest - alarmAt < 0)) {
      alarmed = true;
      alarmAt = now + soonest;
      alarm.after(soonest);
    }
  }
}
