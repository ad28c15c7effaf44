package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;

/** A carrier and the SMSC that it is bound to. */
final class Fixture implements Closeable {
  static final CarrierId ID = new CarrierId("test");
  static final String NUMBER = "+491701234567";

  /** So long that what a test does not speak of does not happen in it. */
  static final Duration NEVER = Duration.ofMinutes(10);

  final ScriptedSmsc smsc;
  final Heard heard;
  final SmppCarrier carrier;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "test-scheduler");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicLong ids = new AtomicLong();

  private Fixture(
      ScriptedSmsc smsc, UnaryOperator<SmppConfig> changes, BindAttempts attempts, Heard heard) {
    this.smsc = smsc;
    this.heard = heard;
    this.carrier =
        new SmppCarrier(changes.apply(config(smsc.port())), new Random(1), scheduler, attempts);
  }

  static Fixture started(ScriptedSmsc smsc, UnaryOperator<SmppConfig> changes) {
    return started(smsc, changes, new Heard());
  }

  static Fixture started(
      ScriptedSmsc smsc, UnaryOperator<SmppConfig> changes, BindAttempts attempts) {
    return started(new Fixture(smsc, changes, attempts, new Heard()));
  }

  static Fixture started(ScriptedSmsc smsc, UnaryOperator<SmppConfig> changes, Heard heard) {
    return started(new Fixture(smsc, changes, new BindAttempts(), heard));
  }

  private static Fixture started(Fixture fixture) {
    fixture.carrier.start(fixture.heard);
    return fixture;
  }

  static Fixture bound(ScriptedSmsc smsc, UnaryOperator<SmppConfig> changes)
      throws InterruptedException {
    Fixture fixture = started(smsc, changes);
    fixture.heard.awaitAvailable();
    return fixture;
  }

  static Fixture bound(ScriptedSmsc smsc) throws InterruptedException {
    return bound(smsc, config -> config);
  }

  static SmppConfig config(int port) {
    return SmppConfig.of(
            ID,
            new SmppConfig.Endpoint("127.0.0.1", port),
            new SmppConfig.Account("bridge", "secret", "", "10000"))
        .withTimers(timers(NEVER, NEVER, NEVER, NEVER))
        .withReconnect(new SmppConfig.BackOff(Duration.ofMillis(20), Duration.ofMillis(200)));
  }

  static SmppConfig.Timers timers(
      Duration enquireLink, Duration response, Duration bind, Duration write) {
    return new SmppConfig.Timers(enquireLink, response, bind, Duration.ofSeconds(5), write);
  }

  static UnaryOperator<SmppConfig> responseTimeout(Duration response) {
    return config -> config.withTimers(timers(NEVER, response, NEVER, NEVER));
  }

  static UnaryOperator<SmppConfig> enquireLink(Duration interval) {
    return config -> config.withTimers(timers(interval, NEVER, NEVER, NEVER));
  }

  SubmissionId submit(String payload) {
    return submit(NUMBER, payload);
  }

  SubmissionId submit(String number, String payload) {
    return submit(number, UserData.ofOctets(UserDataHeader.EMPTY, Bytes.ofAscii(payload)));
  }

  SubmissionId submit(String number, UserData userData) {
    SubmissionId id = new SubmissionId(ids.incrementAndGet());
    carrier.submit(
        new Submission(
            id,
            ID,
            Address.international(number),
            DataCoding.OCTETS_8BIT,
            userData,
            Duration.ofMinutes(5),
            true,
            false));
    return id;
  }

  /** Waits until the carrier's status starts so. */
  void awaitStatus(String start) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    ScheduledFuture<?> looks =
        scheduler.scheduleWithFixedDelay(
            () -> {
              if (carrier.status().detail().startsWith(start)) {
                reached.countDown();
              }
            },
            0,
            5,
            TimeUnit.MILLISECONDS);
    assertThat(reached.await(10, TimeUnit.SECONDS)).as(carrier.status().detail()).isTrue();
    looks.cancel(false);
  }

  @Override
  public void close() throws IOException {
    // The SMSC first: a test that leaves submissions unanswered shall not wait for them.
    smsc.close();
    carrier.close();
    scheduler.shutdownNow();
  }
}
