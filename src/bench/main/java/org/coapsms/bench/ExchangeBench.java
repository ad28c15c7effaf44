package org.coapsms.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.coapsms.bridge.Bridge;
import org.coapsms.bridge.config.BridgeConfig;
import org.coapsms.bridge.config.ConfigReader;
import org.coapsms.bridge.config.ConfigRejected;
import org.coapsms.bridge.config.Surroundings;
import org.coapsms.runtime.CarrierStatus;
import org.coapsms.runtime.EngineWatcher;
import org.coapsms.simulator.SimulatedNetwork;
import org.coapsms.simulator.SimulationConfig;

/**
 * Measures whole exchanges: UDP client, bridge, SMPP bind, simulated SMSC and phones without
 * latency, and back. Everything runs in this process, on real sockets.
 */
final class ExchangeBench {
  private static final long FIRST_DEVICE = 491_700_000_001L;
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private final int devices;
  private final int window;
  private final Duration time;

  ExchangeBench(int devices, int window, Duration time) {
    this.devices = devices;
    this.window = window;
    this.time = time;
  }

  /** Measures and prints one JSON object. */
  void run(PrintWriter out) throws IOException, ConfigRejected {
    SimulationConfig network =
        SimulationConfig.builder()
            .smsc("0,bench:secret,10000")
            .phones(devices)
            .latency("0s")
            .jitter(0)
            .receiptDelay("0s")
            .build();
    try (SimulatedNetwork simulated = SimulatedNetwork.start(network);
        Bridge bridge = Bridge.start(config(simulated.smscs().get(0).port()), EngineWatcher.NONE)) {
      awaitBound(bridge);
      try (ExchangeLoad load = new ExchangeLoad(bridge.coapAddress(), numbers())) {
        load.run(WARM_UP);
        ThreadTimes times = new ThreadTimes();
        times.start();
        long begin = System.nanoTime();
        long completed = load.run(time);
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.println(
            new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(figures(load, times, completed, seconds)));
        out.flush();
      }
    }
  }

  private Map<String, Object> figures(
      ExchangeLoad load, ThreadTimes times, long completed, double seconds) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("bench", "exchanges");
    figures.put("devices", devices);
    figures.put("window", window);
    figures.put("exchanges", completed);
    figures.put("failures", load.failures());
    figures.put("exchangesPerSecond", Math.round(completed / seconds));
    Map<String, Object> cpu = new LinkedHashMap<>();
    times.byPart().forEach((part, nanos) -> cpu.put(part, Math.round(nanos / 1e3 / completed)));
    figures.put("cpuMicrosecondsPerExchange", cpu);
    List<Long> sorted = load.latencies().stream().sorted().toList();
    figures.put("latencyMillisP50", millis(sorted, 0.5));
    figures.put("latencyMillisP99", millis(sorted, 0.99));
    return figures;
  }

  private static double millis(List<Long> sorted, double quantile) {
    long nanos = sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * quantile));
    return Math.round(nanos / 1e4) / 100.0;
  }

  private List<String> numbers() {
    return IntStream.range(0, devices).mapToObj(i -> "+" + (FIRST_DEVICE + i)).toList();
  }

  private BridgeConfig config(int smscPort) throws ConfigRejected {
    return ConfigReader.read(
            """
            listen: {coap: "127.0.0.1:0"}
            carriers:
              - id: smsc
                smpp: {host: 127.0.0.1, port: %d, systemId: bench, password: secret, number: "10000", window: %d}
            routes:
              - {prefix: "+49170", carriers: [smsc]}
            """
                .formatted(smscPort, window),
            Surroundings.of(Path.of(".")))
        .orReject();
  }

  private static void awaitBound(Bridge bridge) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!bridge.carriers().values().stream().allMatch(CarrierStatus::available)) {
      if (System.nanoTime() > end) {
        throw new IOException("the bridge does not bind: " + bridge.carriers());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
