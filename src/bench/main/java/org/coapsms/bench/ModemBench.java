package org.coapsms.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.modem.ModemOptions;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.Terminal;

/**
 * Measures how fast messages leave through one simulated modem that takes as long as real ones do,
 * by our carrier and by other programs in turn, and what it costs to watch many modems that have
 * nothing to do.
 */
final class ModemBench {
  static final String PROFILE = "generic-27005";
  static final Address PHONE = Address.international("447700900123");

  /** A full segment: 7 octets of header, 133 of payload. */
  static final UserData SEGMENT =
      UserData.ofOctets(UserDataHeader.of(new Ports(16, 5683, 5683)), Bytes.copyOf(new byte[133]));

  /** Besides the profile's 1.5 s from Ctrl-Z to the result. */
  private static final ModemOptions REALISTIC =
      ModemOptions.usual().withAnswerDelay(Duration.ofMillis(30)).withJitter(0.3);

  /** Messages that are sent first and not counted: until then our compiler is still at work. */
  private static final int WARM_UP = 5;

  private static final long FIRST_SIM = 491_780_000_001L;
  private static final int PATIENCE_MINUTES = 10;

  private final int messages;
  private final int idleModems;
  private final Duration idleTime;

  ModemBench(int messages, int idleModems, Duration idleTime) {
    this.messages = messages;
    this.idleModems = idleModems;
    this.idleTime = idleTime;
  }

  /** A program that sends through a modem. */
  interface Peer extends AutoCloseable {
    /** Processor time since it began, in nanoseconds. */
    long cpu();

    @Override
    void close();
  }

  /** Starts a peer that sends so many segments to {@link #PHONE}. */
  interface Start {
    Peer start(Path folder, String link, int messages) throws Exception;
  }

  /** How one program did; measured from the arrival of the last uncounted message to the last. */
  record Run(String program, double messagesPerMinute, double cpuMillisPerMessage) {
    private Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("program", program);
      fields.put("messagesPerMinute", messagesPerMinute);
      fields.put("cpuMillisecondsPerMessage", cpuMillisPerMessage);
      return fields;
    }

    private String line() {
      return String.format(
          "%-10s %10.1f/min %10.2f ms CPU", program, messagesPerMinute, cpuMillisPerMessage);
    }
  }

  /** What it costs to watch modems, in percent of one core for all of them together. */
  record Idle(int modems, double driverPercent, double simulatorPercent) {
    private Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("modems", modems);
      fields.put("driverPercentOfOneCore", driverPercent);
      fields.put("simulatorPercentOfOneCore", simulatorPercent);
      return fields;
    }
  }

  /** Measures all, which takes minutes, and prints one JSON object or a table. */
  void run(PrintWriter out, boolean json) throws Exception {
    Map<String, Start> programs = new LinkedHashMap<>();
    programs.put("coapsms", ModemLoad::new);
    if (OtherPrograms.isInstalled(OtherPrograms.SMSTOOLS)) {
      programs.put("smstools", OtherPrograms::smstools);
    }
    if (OtherPrograms.isInstalled(OtherPrograms.GAMMU_SMSD)) {
      programs.put("gammu-smsd", OtherPrograms::gammuSmsd);
    }
    List<Run> runs = new ArrayList<>();
    for (Map.Entry<String, Start> program : programs.entrySet()) {
      Run run = measure(program.getKey(), program.getValue());
      runs.add(run);
      if (!json) {
        out.println(run.line());
        out.flush();
      }
    }
    Idle idle = idle();
    if (json) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("bench", "modem");
      figures.put("messages", messages);
      figures.put("runs", runs.stream().map(Run::fields).toList());
      figures.put("idle", idle.fields());
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
    } else {
      out.println(
          String.format(
              "%d modems idle: %.1f %% of one core for all, the simulator's %.1f %% apart",
              idle.modems(), idle.driverPercent(), idle.simulatorPercent()));
    }
    out.flush();
  }

  private Run measure(String name, Start program) throws Exception {
    Path folder = Files.createTempDirectory("coapsms-bench");
    Arrivals arrivals = new Arrivals(WARM_UP, messages);
    NetworkLoop loop = network(arrivals);
    try (loop;
        ModemServer modem = modem(loop, 0, folder);
        Peer peer = program.start(folder, modem.link(), WARM_UP + messages)) {
      arrivals.warm.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
      long cpuBefore = peer.cpu();
      if (!arrivals.all.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(name + " has sent too few; see " + folder);
      }
      long cpu = peer.cpu() - cpuBefore;
      double minutes = (arrivals.end - arrivals.begin) / 60e9;
      return new Run(
          name,
          Math.round(messages / minutes * 10) / 10.0,
          Math.round(cpu / 1e4 / messages) / 100.0);
    } finally {
      delete(folder);
    }
  }

  private Idle idle() throws Exception {
    Path folder = Files.createTempDirectory("coapsms-bench");
    NetworkLoop loop = network(new Arrivals(0, 0));
    List<AutoCloseable> opened = new ArrayList<>();
    opened.add(loop);
    try {
      List<ModemLoad> carriers = new ArrayList<>();
      for (int i = 0; i < idleModems; i++) {
        ModemServer modem = modem(loop, i, folder);
        opened.add(modem);
        ModemLoad carrier = new ModemLoad(folder, modem.link(), 0);
        opened.add(carrier);
        carriers.add(carrier);
      }
      for (ModemLoad carrier : carriers) {
        carrier.awaitAvailable();
      }
      ThreadTimes times = new ThreadTimes();
      times.start();
      long begin = System.nanoTime();
      new CountDownLatch(1).await(idleTime.toMillis(), TimeUnit.MILLISECONDS);
      double elapsed = System.nanoTime() - begin;
      Map<String, Long> cpu = times.byPart();
      return new Idle(
          idleModems,
          percent(cpu.getOrDefault("bridge", 0L), elapsed),
          percent(cpu.getOrDefault("network", 0L), elapsed));
    } finally {
      for (int i = opened.size() - 1; i >= 0; i--) {
        opened.get(i).close();
      }
      delete(folder);
    }
  }

  private static double percent(long cpu, double elapsed) {
    return Math.round(cpu / elapsed * 1000) / 10.0;
  }

  private static NetworkLoop network(Terminal phone) {
    NetworkLoop loop =
        new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1), 0));
    loop.run(now -> loop.network().attach(phone));
    return loop;
  }

  private static ModemServer modem(NetworkLoop loop, int index, Path folder) throws IOException {
    return ModemServer.start(
        loop,
        ModemProfiles.load(PROFILE),
        Address.international(Long.toString(FIRST_SIM + index)),
        folder.resolve("modem" + index).toString(),
        REALISTIC,
        trace -> {});
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** The phone: notes when the counting begins and ends. */
  private static final class Arrivals implements Terminal {
    private final CountDownLatch warm;
    private final CountDownLatch all;
    // Written by the network's thread before the latches open.
    private long begin;
    private long end;

    Arrivals(int uncounted, int counted) {
      warm = new CountDownLatch(uncounted);
      all = new CountDownLatch(uncounted + counted);
    }

    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant now, Delivery delivery) {
      end = System.nanoTime();
      begin = warm.getCount() > 0 ? end : begin;
      warm.countDown();
      all.countDown();
    }
  }

  /**
   * What a program has used up to now, with its children; nothing where the system does not say.
   */
  static long cpuOf(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(handle -> handle.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .mapToLong(Duration::toNanos)
        .sum();
  }
}
