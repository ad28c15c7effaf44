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
import org.coapsms.engine.message.SubmissionId;

/**
 * Keeps account of every submission of one link: waiting for a place, queued for the wire, or
 * written and unanswered. Each leaves it exactly once, so each gets exactly one outcome; only one
 * that timed out may come back, when its answer arrives late. Thread-safe.
 */
final class Window {
  /** How many timed-out submissions are remembered for their late answers. */
  private static final int MAX_TOMBSTONES = 10_000;

  /** A submission as this account knows it. All but the PDU is guarded by the window. */
  static final class Entry {
    private final SubmissionId id;
    private final EncodedSubmission pdu;
    private final String number;
    private int sequence;
    private boolean written;
    private long writtenAt;

    private Entry(SubmissionId id, EncodedSubmission pdu) {
      this.id = id;
      this.pdu = pdu;
      this.number = pdu.destination().value();
    }

    EncodedSubmission pdu() {
      return pdu;
    }

    int sequence() {
      return sequence;
    }
  }

  /** An answer found its submission, which was for the number given. */
  record Answered(SubmissionId id, String number, boolean late) {}

  /** What is left of a submission that timed out. */
  private record Tombstone(SubmissionId id, String number) {}

  /** What was open when the link ended. */
  record Leftover(List<SubmissionId> written, List<SubmissionId> unwritten) {}

  private final int size;
  private final int maxWaiting;
  private final long responseTimeout;
  private final IntSupplier sequences;
  private final Consumer<Entry> sender;

  @GuardedBy("this")
  private final Map<Integer, Entry> inFlight = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Deque<Entry> waiting = new ArrayDeque<>();

  @GuardedBy("this")
  private final Map<Integer, Tombstone> tombstones = new LinkedHashMap<>();

  @GuardedBy("this")
  private boolean takesMore = true;

  @GuardedBy("this")
  private int allowed;

  /**
   * Makes an empty account.
   *
   * @param maxWaiting how many submissions may wait behind a full window
   * @param sequences gives sequence numbers
   * @param sender queues an entry for the wire, in the order of the calls; never blocks
   */
  Window(
      int size,
      int maxWaiting,
      Duration responseTimeout,
      IntSupplier sequences,
      Consumer<Entry> sender) {
    this.size = size;
    this.allowed = size;
    this.maxWaiting = maxWaiting;
    this.responseTimeout = responseTimeout.toNanos();
    this.sequences = sequences;
    this.sender = sender;
  }

  /** Takes a submission in and sends it if there is a place; says why not otherwise. */
  synchronized Optional<String> offer(SubmissionId id, EncodedSubmission pdu) {
    if (!takesMore) {
      return Optional.of("not bound");
    }
    if (waiting.size() >= maxWaiting) {
      return Optional.of("window of " + size + " and queue of " + maxWaiting + " are full");
    }
    waiting.add(new Entry(id, pdu));
    fill();
    return Optional.empty();
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

  /** Finds whom an answer is for; nobody, if its sequence number is not one of ours. */
  synchronized Optional<Answered> answered(int sequence) {
    Entry entry = inFlight.get(sequence);
    if (entry != null && entry.written) {
      inFlight.remove(sequence);
      fill();
      return Optional.of(new Answered(entry.id, entry.number, false));
    }
    return Optional.ofNullable(tombstones.remove(sequence))
        .map(late -> new Answered(late.id(), late.number(), true));
  }

  /** Removes and names the submissions whose answer is overdue. */
  synchronized List<SubmissionId> expire(long nanoTime) {
    List<SubmissionId> expired = new ArrayList<>();
    // Entries are in the order in which they were written.
    Iterator<Entry> entries = inFlight.values().iterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (!entry.written || nanoTime - entry.writtenAt < responseTimeout) {
        break;
      }
      entries.remove();
      bury(entry);
      expired.add(entry.id);
    }
    fill();
    return expired;
  }

  /** Lets no more be in flight than given, at most its size; what is stays. */
  synchronized void allow(int places) {
    allowed = Math.min(size, places);
    fill();
  }

  /** Takes nothing in from now on; names what was still waiting for a place. */
  synchronized List<SubmissionId> stopIntake() {
    takesMore = false;
    List<SubmissionId> unwritten = waiting.stream().map(entry -> entry.id).toList();
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
    List<SubmissionId> unwritten = new ArrayList<>();
    List<SubmissionId> written = new ArrayList<>();
    inFlight.values().forEach(entry -> (entry.written ? written : unwritten).add(entry.id));
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
  private void fill() {
    while (inFlight.size() < allowed && !waiting.isEmpty()) {
      Entry entry = waiting.remove();
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
    tombstones.put(entry.sequence, new Tombstone(entry.id, entry.number));
    if (tombstones.size() > MAX_TOMBSTONES) {
      Iterator<Integer> oldest = tombstones.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
