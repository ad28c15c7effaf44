package org.coapsms.app.virtual;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Lives through many histories, several at a time, and adds up what came of them. */
public final class VirtualSimulation {
  private VirtualSimulation() {}

  /**
   * What came of all histories.
   *
   * @param smsUntilArrived how many had left, on average, when the device first executed a request
   * @param p50 the median time to an answer
   * @param historyHash the same for the same seeds and conditions, whatever the threads did
   */
  public record Summary(
      long seeds,
      long exchanges,
      long successes,
      long shortMessages,
      double smsUntilArrived,
      long extraExecutions,
      Duration p50,
      Duration p99,
      List<Violation> violations,
      String historyHash) {

    public double smsPerExchange() {
      return (double) shortMessages / exchanges;
    }

    public double successRate() {
      return (double) successes / exchanges;
    }
  }

  /** Lives through the histories of the seeds from the first to the last. */
  public static Summary run(
      long first, long last, VirtualConditions conditions, Supplier<VirtualRun.Planted> planted) {
    return run(first, last, Long.MAX_VALUE, conditions, planted);
  }

  /** The same, but each history only up to an event. */
  public static Summary run(
      long first,
      long last,
      long until,
      VirtualConditions conditions,
      Supplier<VirtualRun.Planted> planted) {
    return ofEach(first, last, seed -> new VirtualRun(seed, conditions, planted.get()).run(until));
  }

  /** Lives through histories one after the other until a promise is broken. */
  public static Optional<Violation> firstViolation(
      long first, long last, VirtualConditions conditions, Supplier<VirtualRun.Planted> planted) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(seed -> new VirtualRun(seed, conditions, planted.get()).run(Long.MAX_VALUE))
        .flatMap(report -> report.violations().stream())
        .findFirst();
  }

  /** Lives through any kind of history for the seeds from the first to the last. */
  static Summary ofEach(long first, long last, LongFunction<VirtualReport> history) {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<VirtualReport>> futures =
          LongStream.rangeClosed(first, last)
              .mapToObj(seed -> workers.submit(() -> history.apply(seed)))
              .toList();
      List<VirtualReport> reports = new ArrayList<>();
      for (Future<VirtualReport> future : futures) {
        reports.add(future.get());
      }
      return summary(reports);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a history broke off: " + e.getCause(), e);
    } finally {
      workers.shutdownNow();
    }
  }

  private static Summary summary(List<VirtualReport> reports) {
    List<Duration> times =
        reports.stream().flatMap(r -> r.timesToAnswer().stream()).sorted().toList();
    return new Summary(
        reports.size(),
        reports.stream().mapToLong(VirtualReport::exchanges).sum(),
        reports.stream().mapToLong(VirtualReport::successes).sum(),
        reports.stream().mapToLong(VirtualReport::shortMessages).sum(),
        smsUntilArrived(reports),
        reports.stream().mapToLong(VirtualReport::extraExecutions).sum(),
        quantile(times, 0.5),
        quantile(times, 0.99),
        reports.stream().flatMap(r -> r.violations().stream()).toList(),
        hash(reports));
  }

  private static double smsUntilArrived(List<VirtualReport> reports) {
    long arrivals = reports.stream().mapToLong(VirtualReport::arrivals).sum();
    long sms = reports.stream().mapToLong(VirtualReport::shortMessagesUntilArrived).sum();
    return arrivals == 0 ? 0 : (double) sms / arrivals;
  }

  private static Duration quantile(List<Duration> sorted, double q) {
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * q)));
  }

  private static String hash(List<VirtualReport> reports) {
    try {
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      for (VirtualReport report : reports) {
        all.update(BigInteger.valueOf(report.seed()).toByteArray());
        all.update(report.hash().getBytes(StandardCharsets.US_ASCII));
      }
      return HexFormat.of().formatHex(all.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
