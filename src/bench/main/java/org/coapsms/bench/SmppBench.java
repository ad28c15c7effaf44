package org.coapsms.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.Terminal;
import org.coapsms.simulator.smsc.SmscAccount;
import org.coapsms.simulator.smsc.SmscConfig;
import org.coapsms.simulator.smsc.SmscServer;

/**
 * Measures how fast segments are submitted over one bind to a simulated SMSC, by our carrier and by
 * ch-smpp in turn. Everything runs in this process, on real sockets.
 */
final class SmppBench {
  static final String SYSTEM_ID = "bench";
  static final String PASSWORD = "secret";
  static final Address PHONE = Address.international("491700000001");
  static final String NUMBER = "10000";

  /** A full segment: 7 octets of header, 133 of payload. */
  static final UserData SEGMENT =
      UserData.ofOctets(UserDataHeader.of(new Ports(16, 5683, 5683)), Bytes.copyOf(new byte[133]));

  private static final List<Integer> WINDOWS = List.of(1, 10, 100, 500);
  private static final List<Duration> LATENCIES = List.of(Duration.ZERO, Duration.ofMillis(20));

  private final Duration warmUp;
  private final Duration time;

  SmppBench(Duration warmUp, Duration time) {
    this.warmUp = warmUp;
    this.time = time;
  }

  /** Submits as fast as answers let it. */
  interface Load extends AutoCloseable {
    /** Keeps submitting for so long, then awaits the last answers; gives the number accepted. */
    long run(Duration time) throws Exception;

    @Override
    void close();
  }

  private interface Peer {
    Load bind(int port, int window) throws Exception;
  }

  /**
   * One measurement.
   *
   * @param shareOfWindowByLatency the rate beside window / latency; NaN without latency
   */
  record Run(
      String esme,
      int window,
      long latencyMillis,
      long submissionsPerSecond,
      double shareOfWindowByLatency,
      double esmeCpuMicroseconds,
      double smscCpuMicroseconds) {

    private Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("esme", esme);
      fields.put("window", window);
      fields.put("latencyMillis", latencyMillis);
      fields.put("submissionsPerSecond", submissionsPerSecond);
      if (latencyMillis > 0) {
        fields.put("shareOfWindowByLatency", shareOfWindowByLatency);
      }
      fields.put("esmeCpuMicrosecondsPerSubmission", esmeCpuMicroseconds);
      fields.put("smscCpuMicrosecondsPerSubmission", smscCpuMicroseconds);
      return fields;
    }

    private String line() {
      String share =
          latencyMillis > 0 ? String.format("%.1f %%", shareOfWindowByLatency * 100) : "-";
      return String.format(
          "%-8s %6d %7d ms %10d/s %10s %9.1f us %9.1f us",
          esme,
          window,
          latencyMillis,
          submissionsPerSecond,
          share,
          esmeCpuMicroseconds,
          smscCpuMicroseconds);
    }
  }

  /** Measures all, which takes minutes, and prints one JSON object or a table. */
  void run(PrintWriter out, boolean json) throws Exception {
    Map<String, Peer> peers = new LinkedHashMap<>();
    peers.put("coapsms", CarrierLoad::new);
    peers.put("ch-smpp", ChSmppLoad::new);
    List<Run> runs = new ArrayList<>();
    if (!json) {
      out.println("esme     window    latency        rate   of limit     esme CPU     smsc CPU");
    }
    for (Duration latency : LATENCIES) {
      for (int window : WINDOWS) {
        for (Map.Entry<String, Peer> peer : peers.entrySet()) {
          Run run = measure(peer.getKey(), peer.getValue(), window, latency);
          runs.add(run);
          if (!json) {
            out.println(run.line());
            out.flush();
          }
        }
      }
    }
    if (json) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("bench", "smpp");
      figures.put("secondsEach", time.toMillis() / 1000.0);
      figures.put("runs", runs.stream().map(Run::fields).toList());
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
      out.flush();
    }
  }

  private Run measure(String name, Peer peer, int window, Duration latency) throws Exception {
    MobileNetwork network = new MobileNetwork(RadioConditions.ideal(), new Random(1), 0);
    NetworkLoop loop = new NetworkLoop(network);
    loop.run(now -> network.attach(new Sink()));
    SmscConfig config =
        SmscConfig.of(SmscAccount.of(SYSTEM_ID, PASSWORD, NUMBER)).withResponseLatency(latency);
    try (loop;
        SmscServer smsc = new SmscServer(loop, config);
        Load load = peer.bind(smsc.port(), window)) {
      load.run(warmUp);
      ThreadTimes times = new ThreadTimes();
      times.start();
      long begin = System.nanoTime();
      long accepted = load.run(time);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double rate = accepted / seconds;
      Map<String, Long> cpu = times.byPart();
      long smscCpu = cpu.getOrDefault("network", 0L);
      long esmeCpu = cpu.values().stream().mapToLong(Long::longValue).sum() - smscCpu;
      return new Run(
          name,
          window,
          latency.toMillis(),
          Math.round(rate),
          rounded(rate * latency.toNanos() / 1e9 / window, 1000),
          rounded(esmeCpu / 1e3 / accepted, 10),
          rounded(smscCpu / 1e3 / accepted, 10));
    }
  }

  private static double rounded(double value, int steps) {
    return (double) Math.round(value * steps) / steps;
  }

  /** A phone that takes everything and does nothing. */
  private static final class Sink implements Terminal {
    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant now, Delivery delivery) {}
  }
}
