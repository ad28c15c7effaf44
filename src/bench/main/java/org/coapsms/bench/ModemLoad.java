package org.coapsms.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.coapsms.carrier.modem.ModemCarrier;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.runtime.CarrierListener;

/** Sends through our carrier: the next message waits while one is sent. */
final class ModemLoad implements ModemBench.Peer, CarrierListener {
  private static final int PATIENCE_SECONDS = 60;

  private final CarrierId id;
  private final ThreadTimes times = new ThreadTimes();
  private final ScheduledThreadPoolExecutor watchdog;
  private final CountDownLatch available = new CountDownLatch(1);
  private final AtomicInteger left;
  private final AtomicInteger sent = new AtomicInteger();
  private final ModemCarrier carrier;

  ModemLoad(Path folder, String link, int messages) throws InterruptedException {
    id = new CarrierId("bench-" + Path.of(link).getFileName());
    watchdog =
        new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "modem-watchdog of " + id));
    left = new AtomicInteger(messages);
    ModemConfig config =
        ModemConfig.of(id, link)
            .withProfile(ModemBench.PROFILE)
            .withLockDirectory(Optional.of(folder));
    carrier = new ModemCarrier(config, ModemProfiles.load(ModemBench.PROFILE), watchdog);
    times.start();
    carrier.start(this);
    if (messages > 0) {
      awaitAvailable();
      sendNext();
      sendNext();
    }
  }

  void awaitAvailable() throws InterruptedException {
    if (!available.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(id + " is not available: " + carrier.status().detail());
    }
  }

  private void sendNext() {
    if (left.getAndDecrement() > 0) {
      carrier.submit(
          new Submission(
              new SubmissionId(sent.incrementAndGet()),
              id,
              ModemBench.PHONE,
              DataCoding.OCTETS_8BIT,
              ModemBench.SEGMENT,
              Duration.ofMinutes(5),
              false,
              false));
    }
  }

  @Override
  public long cpu() {
    return times.byPart().getOrDefault("bridge", 0L);
  }

  @Override
  public void submissionEnded(SubmissionId submission, SubmissionOutcome outcome) {
    if (!(outcome instanceof SubmissionOutcome.Accepted)) {
      left.incrementAndGet(); // Once more: nobody's phone minds here.
    }
    sendNext();
  }

  @Override
  public void receiptArrived(Receipt receipt, CompletableFuture<Boolean> committed) {
    committed.complete(true);
  }

  @Override
  public void smsArrived(IncomingSms sms, CompletableFuture<Boolean> committed) {
    committed.complete(true);
  }

  @Override
  public void availabilityChanged(boolean isAvailable, String detail) {
    if (isAvailable) {
      available.countDown();
    }
  }

  @Override
  public void close() {
    carrier.close();
    watchdog.shutdownNow();
  }
}
