package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.smsc.SmscAccount;
import org.coapsms.simulator.smsc.SmscConfig;
import org.coapsms.simulator.smsc.SmscServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sends 200 segments a second while the SMSC dies at random times and stays down for a third of the
 * time, one minute in three. {@code mvn -Psoak}; {@code -Dsoak.minutes} is 30 unless said
 * otherwise.
 */
@Tag("soak")
@Timeout(value = 1, unit = TimeUnit.DAYS)
class SoakTest {
  private static final int PER_SECOND = 200;
  private static final int LIVES = 10;
  private static final int CUTS = 2;
  private static final long MEGABYTE = 1 << 20;

  /** What the heap may vary by from one look to another, all garbage being collected. */
  private static final long HEAP_SLACK = 16 * MEGABYTE;

  /** Reader and writer of a bind, and those of the simulated SMSC, come and go. */
  private static final int THREAD_SLACK = 6;

  /** Something that happens to the SMSC. */
  @FunctionalInterface
  private interface Happening {
    void happens() throws IOException;
  }

  private final Queue<Exception> broken = new ConcurrentLinkedQueue<>();
  private final Random random = new Random(1);
  private final Duration whole =
      Duration.ofMillis((long) (Double.parseDouble(minutes()) * Duration.ofMinutes(1).toMillis()));
  private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1);
  private volatile Optional<SmscServer> smsc = Optional.empty();
  private final NetworkLoop loop =
      new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1), 0));

  private static String minutes() {
    return System.getProperty("soak.minutes", "30");
  }

  @Test
  void losesNothingAndDoublesOnlyWhatNobodyKnew() throws Exception {
    int port = up(0);
    List<Long> heaps = new ArrayList<>();
    List<Integer> threads = new ArrayList<>();
    try (SoakLoad load = new SoakLoad(loop, port)) {
      long begin = System.nanoTime();
      scheduleDeaths(port);
      long nanosEach = Duration.ofSeconds(1).toNanos() / PER_SECOND;
      long total = whole.toNanos() / nanosEach;
      for (long i = 0; i < total; i++) {
        LockSupport.parkNanos(begin + i * nanosEach - System.nanoTime());
        load.offer();
        if (i > 0 && i % (total / 10) == 0) {
          heaps.add(heapAfterCollection());
          threads.add(ManagementFactory.getThreadMXBean().getThreadCount());
        }
      }
      load.awaitAllAccepted();

      System.getLogger("soak")
          .log(
              System.Logger.Level.INFO,
              "soak: {0}; heap {1} MB, threads {2}",
              load.figures(),
              heaps.stream().map(heap -> heap / MEGABYTE).toList(),
              threads);
      assertThat(load.neverArrived()).isEmpty();
      assertThat(load.doubledWithoutDoubt()).isEmpty();
      assertThat(load.losses())
          .as("times that the bind was lost")
          .isGreaterThanOrEqualTo(LIVES / 2);
      assertThat(broken).isEmpty();
      assertThat(heaps.get(heaps.size() - 1)).isLessThan(heaps.get(1) + HEAP_SLACK);
      assertThat(threads.get(threads.size() - 1)).isLessThan(threads.get(0) + THREAD_SLACK);
    } finally {
      clock.shutdownNow();
      smsc.ifPresent(SmscServer::close);
      loop.close();
    }
  }

  /**
   * In each of its lives the SMSC cuts every connection twice, at random times, and then dies at
   * another, for a third of the life.
   */
  private void scheduleDeaths(int port) {
    long life = whole.toMillis() / LIVES;
    for (int i = 0; i < LIVES; i++) {
      for (int cut = 0; cut < CUTS; cut++) {
        at(i * life + random.nextLong(life), () -> smsc.ifPresent(SmscServer::dropConnections));
      }
      long death = i * life + random.nextLong(life / 3);
      at(death, () -> smsc.ifPresent(SmscServer::close));
      at(
          death + life / 3,
          () -> {
            int unused = up(port);
          });
    }
  }

  /** Something that must work; what goes wrong in it fails the test in the end. */
  private void at(long millis, Happening happening) {
    ScheduledFuture<?> unused =
        clock.schedule(
            () -> {
              try {
                happening.happens();
              } catch (IOException | RuntimeException e) {
                broken.add(e);
              }
            },
            millis,
            TimeUnit.MILLISECONDS);
  }

  private int up(int port) throws IOException {
    SmscServer born =
        new SmscServer(
            loop,
            SmscConfig.of(SmscAccount.of("bridge", "secret", "10000"))
                .withPort(port)
                .withResponseLatency(Duration.ofMillis(20)));
    smsc = Optional.of(born);
    return born.port();
  }

  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
