package org.coapsms.carrier.smpp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Keeps account of every request of one link: waiting for a place, queued for the wire, or written
 * and unanswered. Each leaves it exactly once, so each gets exactly one outcome; only one that
 * timed out may come back, when its answer arrives late. Thread-safe.
 */
final class Window {
  /** How many timed-out requests are remembered for their late answers. */
  private static final int MAX_TOMBSTONES = 10_000;

  /** A request as this account knows it. All but the PDU is guarded by the window. */
  static final class Entry {
    private final Request request;
    private final EncodedPdu pdu;
    private int sequence;
    private boolean written;
    private long writtenAt;

    private Entry(Request request, EncodedPdu pdu) {
      this.request = request;
      this.pdu = pdu;
    }

    EncodedPdu pdu() {
      return pdu;
    }

    int sequence() {
      return sequence;
    }
  }

  /** An answer found its request. */
  record Answered(Request request, boolean late) {}

  /** What was open when the link ended. */
  record Leftover(List<Request> written, List<Request> unwritten) {}

  private final int size;
  private final int maxWaiting;
  private final long responseTimeout;
  private final IntSupplier sequences;
  private final Consumer<Entry> sender;

  @GuardedBy("this")
  private final RateLimit rate;

  @GuardedBy("this")
  private final Map<Integer, Entry> inFlight = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Deque<Entry> waiting = new ArrayDeque<>();

  @GuardedBy("this")
  private final Map<Integer, Request> tombstones = new LinkedHashMap<>();

  @GuardedBy("this")
  private boolean takesMore = true;

  @GuardedBy("this")
  private int allowed;

  /**
   * Makes an empty account.
   *
   * @param maxWaiting how many requests may wait behind a full window
   * @param rate this window's own
   * @param sequences gives sequence numbers
   * @param sender queues an entry for the wire, in the order of the calls; never blocks
   */
  Window(
      int size,
      int maxWaiting,
      Duration responseTimeout,
      RateLimit rate,
      IntSupplier sequences,
      Consumer<Entry> sender) {
    this.size = size;
    this.allowed = size;
    this.maxWaiting = maxWaiting;
    this.responseTimeout = responseTimeout.toNanos();
    this.rate = rate;
    this.sequences = sequences;
    this.sender = sender;
  }

  /** Takes a request in and sends it if there is a place; says why not otherwise. */
  synchronized Optional<String> offer(Request request, EncodedPdu pdu, long nanoTime) {
    if (!takesMore) {
      return Optional.of("not bound");
    }
    if (waiting.size() >= maxWaiting) {
      return Optional.of("window of " + size + " and queue of " + maxWaiting + " are full");
    }
    waiting.add(new Entry(request, pdu));
    fill(nanoTime);
    return Optional.empty();
  }

  /** How many messages could leave at once now: what comes beyond them would have to wait here. */
  synchronized int room(long nanoTime) {
    boolean place = takesMore && waiting.isEmpty() && inFlight.size() < allowed;
    return place ? rate.available(nanoTime) : 0;
  }

  /**
   * How long the rate alone holds back what waits; empty if it does not.
   *
   * @param moreWaits whether something waits elsewhere that could come here
   */
  synchronized Optional<Long> heldBack(boolean moreWaits, long nanoTime) {
    boolean wanted = (moreWaits || !waiting.isEmpty()) && takesMore && inFlight.size() < allowed;
    return Optional.of(rate.waits(nanoTime)).filter(wait -> wanted && wait > 0);
  }

  /** Sends what waited for the rate alone. */
  synchronized void refill(long nanoTime) {
    fill(nanoTime);
  }

  /** Notes that the octets of an entry go to the socket now; false if it has had its outcome. */
  synchronized boolean writing(Entry entry, long nanoTime) {
    if (inFlight.get(entry.sequence) != entry) {
      return false;
    }
    entry.written = true;
    entry.writtenAt = nanoTime;
    return true;
  }

  /** Finds what an answer is for; nothing, if its sequence number is not one of ours. */
  synchronized Optional<Answered> answered(int sequence, long nanoTime) {
    Entry entry = inFlight.get(sequence);
    if (entry != null && entry.written) {
      inFlight.remove(sequence);
      fill(nanoTime);
      return Optional.of(new Answered(entry.request, false));
    }
    return Optional.ofNullable(tombstones.remove(sequence)).map(late -> new Answered(late, true));
  }

  /** Removes and names the requests whose answer is overdue. */
  synchronized List<Request> expire(long nanoTime) {
    List<Request> expired = new ArrayList<>();
    // Entries are in the order in which they were written.
    Iterator<Entry> entries = inFlight.values().iterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (!entry.written || nanoTime - entry.writtenAt < responseTimeout) {
        break;
      }
      entries.remove();
      bury(entry);
      expired.add(entry.request);
    }
    fill(nanoTime);
    return expired;
  }

  /** Lets no more be in flight than given, at most its size; what is stays. */
  synchronized void allow(int places) {
    allowed = Math.min(size, places);
  }

  /** Takes nothing in from now on; names what was still waiting for a place. */
  synchronized List<Request> stopIntake() {
    takesMore = false;
    List<Request> unwritten = waiting.stream().map(entry -> entry.request).toList();
    waiting.clear();
    return unwritten;
  }

  /** Waits until nothing is in flight, at most for the time given. */
  synchronized void awaitEmpty(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!inFlight.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
    }
  }

  /** Empties the account for good. */
  synchronized Leftover end() {
    List<Request> unwritten = new ArrayList<>();
    List<Request> written = new ArrayList<>();
    inFlight.values().forEach(entry -> (entry.written ? written : unwritten).add(entry.request));
    unwritten.addAll(stopIntake());
    inFlight.clear();
    tombstones.clear();
    notifyAll();
    return new Leftover(written, unwritten);
  }

  /** What is in flight or waits for a place. */
  synchronized int load() {
    return inFlight.size() + waiting.size();
  }

  synchronized int inFlight() {
    return inFlight.size();
  }

  @GuardedBy("this")
  private void fill(long nanoTime) {
    while (inFlight.size() < allowed && !waiting.isEmpty() && rate.waits(nanoTime) == 0) {
      Entry entry = waiting.remove();
      rate.take(nanoTime, entry.request.messages());
      entry.sequence = sequences.getAsInt();
      inFlight.put(entry.sequence, entry);
      sender.accept(entry);
    }
    if (inFlight.isEmpty()) {
      notifyAll();
    }
  }

  @GuardedBy("this")
  private void bury(Entry entry) {
    tombstones.put(entry.sequence, entry.request);
    if (tombstones.size() > MAX_TOMBSTONES) {
      Iterator<Integer> oldest = tombstones.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
