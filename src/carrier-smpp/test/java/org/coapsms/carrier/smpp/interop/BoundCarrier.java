package org.coapsms.carrier.smpp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.coapsms.carrier.smpp.SmppCarrier;
import org.coapsms.carrier.smpp.SmppConfig;
import org.coapsms.codec.Address;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.runtime.WireTrace;

/** The carrier as the bridge uses it, bound, with a store that commits at once. */
final class BoundCarrier implements AutoCloseable {
  static final CarrierId ID = new CarrierId("interop");
  private static final long PATIENCE_SECONDS = 20;

  final BlockingQueue<SubmissionOutcome> outcomes = new LinkedBlockingQueue<>();
  final BlockingQueue<IncomingSms> messages = new LinkedBlockingQueue<>();
  final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();
  private final BlockingQueue<WireTrace> traces = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> availability = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);
  private final SmppCarrier carrier;

  /** Binds to a port of this host; asks for life signs at the interval given. */
  BoundCarrier(int port, Duration enquireLink) throws InterruptedException {
    SmppConfig.Timers usual = SmppConfig.Timers.DEFAULT;
    SmppConfig config =
        SmppConfig.of(
                ID,
                new SmppConfig.Endpoint("127.0.0.1", port),
                new SmppConfig.Account("bridge", "secret", "", "10000"))
            .withTimers(
                new SmppConfig.Timers(
                    enquireLink, usual.response(), usual.bind(), usual.connect(), usual.write()));
    carrier = new SmppCarrier(config, new Random(1), scheduler);
    carrier.start(new Listener());
    assertThat(next(availability)).isTrue();
  }

  void submit(UserData userData) {
    carrier.submit(
        new Submission(
            new SubmissionId(1),
            ID,
            Address.international(OtherSmsc.PHONE),
            DataCoding.OCTETS_8BIT,
            userData,
            Duration.ofMinutes(5),
            true,
            false));
  }

  /** Waits until such a PDU has gone out or come in. */
  void awaitPdu(boolean outbound, String command) throws InterruptedException {
    WireTrace line;
    do {
      line = next(traces);
    } while (line.outbound() != outbound || !line.what().matches(command + "( .*)?"));
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("something within %d s", PATIENCE_SECONDS).isNotNull();
    return Objects.requireNonNull(next);
  }

  @Override
  public void close() {
    carrier.close();
    scheduler.shutdownNow();
  }

  private final class Listener implements CarrierListener {
    @Override
    public void submissionEnded(SubmissionId id, SubmissionOutcome outcome) {
      outcomes.add(outcome);
    }

    @Override
    public void receiptArrived(Receipt receipt, CompletableFuture<Boolean> committed) {
      receipts.add(receipt);
      committed.complete(true);
    }

    @Override
    public void smsArrived(IncomingSms sms, CompletableFuture<Boolean> committed) {
      messages.add(sms);
      committed.complete(true);
    }

    @Override
    public void availabilityChanged(boolean available, String detail) {
      availability.add(available);
    }

    @Override
    public void trace(WireTrace line) {
      traces.add(line);
    }
  }
}
