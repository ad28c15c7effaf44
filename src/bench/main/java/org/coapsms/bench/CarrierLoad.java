package org.coapsms.bench;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.coapsms.carrier.smpp.SmppCarrier;
import org.coapsms.carrier.smpp.SmppConfig;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.runtime.CarrierListener;

/** Submits through our carrier, with as much waiting behind the window as fits in it. */
final class CarrierLoad implements SmppBench.Load, CarrierListener {
  private static final CarrierId ID = new CarrierId("bench");
  private static final int PATIENCE_SECONDS = 30;

  private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);
  private final CountDownLatch bound = new CountDownLatch(1);
  private final LongAdder accepted = new LongAdder();
  private final SmppCarrier carrier;
  private final int open;
  private final Semaphore places;
  private long lastId;

  CarrierLoad(int port, int window) throws InterruptedException {
    open = 2 * window;
    places = new Semaphore(open);
    SmppConfig config =
        SmppConfig.of(
                ID,
                new SmppConfig.Endpoint("127.0.0.1", port),
                new SmppConfig.Account(
                    SmppBench.SYSTEM_ID, SmppBench.PASSWORD, "", SmppBench.NUMBER))
            .withWindow(window);
    carrier = new SmppCarrier(config, new Random(1), scheduler);
    carrier.start(this);
    if (!bound.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not bound: " + carrier.status().detail());
    }
  }

  @Override
  public long run(Duration time) throws InterruptedException {
    accepted.reset();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      places.acquire();
      carrier.submit(
          new Submission(
              new SubmissionId(++lastId),
              ID,
              SmppBench.PHONE,
              DataCoding.OCTETS_8BIT,
              SmppBench.SEGMENT,
              Duration.ofMinutes(5),
              false,
              false));
    }
    places.acquire(open);
    places.release(open);
    return accepted.sum();
  }

  @Override
  public void submissionEnded(SubmissionId id, SubmissionOutcome outcome) {
    if (outcome instanceof Accepted) {
      accepted.increment();
    }
    places.release();
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
  public void availabilityChanged(boolean available, String detail) {
    if (available) {
      bound.countDown();
    }
  }

  @Override
  public void close() {
    carrier.close();
    scheduler.shutdownNow();
  }
}
