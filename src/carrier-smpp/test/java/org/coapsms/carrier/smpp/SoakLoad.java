package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.Terminal;

/**
 * Submits numbered segments until the SMSC has accepted each, and keeps account of what the phone
 * gets. Small sets of bits, so that the account itself does not look like a leak.
 */
final class SoakLoad implements CarrierListener, AutoCloseable {
  private static final CarrierId ID = new CarrierId("soak");
  private static final Address PHONE = Address.international("491700000001");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);
  private final SmppCarrier carrier;

  // All guarded by this. Each bit is the number of a segment.
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final BitSet open = new BitSet();
  private final BitSet doubted = new BitSet();
  private final BitSet arrived = new BitSet();
  private final BitSet doubled = new BitSet();
  private int offered;
  private int losses;
  private long refusals;
  private boolean available;

  SoakLoad(NetworkLoop loop, int port) {
    loop.run(now -> loop.network().attach(new Phone()));
    SmppConfig config =
        SmppConfig.of(
                ID,
                new SmppConfig.Endpoint("127.0.0.1", port),
                new SmppConfig.Account("bridge", "secret", "", "10000"))
            .withWindow(100)
            // Fewer attempts in a minute without an SMSC than all carriers together may make.
            .withReconnect(new SmppConfig.BackOff(Duration.ofMillis(100), Duration.ofSeconds(2)));
    carrier = new SmppCarrier(config, new Random(2), scheduler);
    carrier.start(this);
  }

  /** Gives the carrier one more segment, and those that came back. */
  void offer() {
    synchronized (this) {
      waiting.add(offered++);
    }
    submitWaiting();
  }

  private void submitWaiting() {
    for (int number = next(); number >= 0; number = next()) {
      carrier.submit(
          new Submission(
              new SubmissionId(number),
              ID,
              PHONE,
              DataCoding.OCTETS_8BIT,
              UserData.ofOctets(UserDataHeader.EMPTY, octets(number)),
              Duration.ofMinutes(5),
              true,
              false));
    }
  }

  /**
   * As the engine does, it sends nothing while there is no bind, nor more than the window holds.
   */
  private synchronized int next() {
    if (!available || waiting.isEmpty() || open.cardinality() >= 100) {
      return -1;
    }
    int number = waiting.remove();
    open.set(number);
    return number;
  }

  private static Bytes octets(int number) {
    return Bytes.copyOf(ByteBuffer.allocate(4).putInt(number).array());
  }

  private static int numberIn(Bytes octets) {
    return ByteBuffer.wrap(octets.toArray()).getInt();
  }

  @Override
  public synchronized void submissionEnded(SubmissionId id, SubmissionOutcome outcome) {
    int number = (int) id.value();
    boolean wasOpen = open.get(number);
    open.clear(number);
    if (outcome instanceof Accepted) {
      notifyAll();
      return;
    }
    // Only an outcome that was unknown may be corrected later.
    assertThat(wasOpen || doubted.get(number)).as("%s: %s", id, outcome).isTrue();
    if (outcome instanceof Unknown) {
      doubted.set(number);
    } else {
      refusals++;
    }
    waiting.add(number);
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
    synchronized (this) {
      losses += available && !isAvailable ? 1 : 0;
      available = isAvailable;
    }
  }

  /** Waits until every segment that was offered has been accepted. */
  void awaitAllAccepted() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    submitWaiting();
    while (!settled()) {
      assertThat(System.nanoTime()).as(figures()).isLessThan(end);
      submitWaiting();
    }
  }

  private synchronized boolean settled() throws InterruptedException {
    TimeUnit.MILLISECONDS.timedWait(this, 20);
    return open.isEmpty() && waiting.isEmpty() && arrived.cardinality() == offered;
  }

  synchronized List<Integer> neverArrived() {
    BitSet missing = new BitSet();
    missing.set(0, offered);
    missing.andNot(arrived);
    return missing.stream().boxed().toList();
  }

  /** What arrived twice although every outcome was known. */
  synchronized List<Integer> doubledWithoutDoubt() {
    BitSet wrong = (BitSet) doubled.clone();
    wrong.andNot(doubted);
    return wrong.stream().boxed().toList();
  }

  synchronized int losses() {
    return losses;
  }

  synchronized String figures() {
    return String.format(
        "%d segments, %d arrived, %d of them twice; %d with unknown outcome, %d refusals;"
            + " %d waiting, %d open; bind lost %d times",
        offered,
        arrived.cardinality(),
        doubled.cardinality(),
        doubted.cardinality(),
        refusals,
        waiting.size(),
        open.cardinality(),
        losses);
  }

  @Override
  public void close() {
    carrier.close();
    scheduler.shutdownNow();
  }

  private final class Phone implements Terminal {
    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant now, Delivery delivery) {
      int number = numberIn(delivery.message().userData().octets());
      synchronized (SoakLoad.this) {
        (arrived.get(number) ? doubled : arrived).set(number);
      }
    }
  }
}
