package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.runtime.WireTrace;

/** Notes what a carrier says, and commits whatever arrives unless told to hold it. */
class Heard implements CarrierListener {
  private static final long PATIENCE_SECONDS = 10;

  record Outcome(SubmissionId id, SubmissionOutcome outcome) {}

  record Availability(boolean available, String detail) {}

  /** A message or a receipt, and the store's word on it. */
  record Arrived<T>(T value, CompletableFuture<Boolean> committed) {}

  final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  final BlockingQueue<Arrived<IncomingSms>> messages = new LinkedBlockingQueue<>();
  final BlockingQueue<Arrived<Receipt>> receipts = new LinkedBlockingQueue<>();
  final BlockingQueue<Availability> availability = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> congestion = new LinkedBlockingQueue<>();
  final List<WireTrace> traces = new CopyOnWriteArrayList<>();
  volatile boolean holds;

  @Override
  public void submissionEnded(SubmissionId id, SubmissionOutcome outcome) {
    outcomes.add(new Outcome(id, outcome));
  }

  @Override
  public void receiptArrived(Receipt receipt, CompletableFuture<Boolean> committed) {
    receipts.add(new Arrived<>(receipt, committed));
    commit(committed);
  }

  @Override
  public void smsArrived(IncomingSms sms, CompletableFuture<Boolean> committed) {
    messages.add(new Arrived<>(sms, committed));
    commit(committed);
  }

  @Override
  public void availabilityChanged(boolean available, String detail) {
    availability.add(new Availability(available, detail));
  }

  @Override
  public void congested(int level) {
    congestion.add(level);
  }

  @Override
  public void trace(WireTrace line) {
    traces.add(line);
  }

  private void commit(CompletableFuture<Boolean> committed) {
    if (!holds) {
      committed.complete(true);
    }
  }

  SubmissionOutcome outcome(SubmissionId id) throws InterruptedException {
    Outcome next = next(outcomes);
    assertThat(next.id()).isEqualTo(id);
    return next.outcome();
  }

  void awaitAvailable() throws InterruptedException {
    Availability next = next(availability);
    assertThat(next.available()).as(next.detail()).isTrue();
  }

  /** Why the carrier became unavailable. */
  String awaitUnavailable() throws InterruptedException {
    Availability next = next(availability);
    assertThat(next.available()).as(next.detail()).isFalse();
    return next.detail();
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return Objects.requireNonNull(next);
  }
}
