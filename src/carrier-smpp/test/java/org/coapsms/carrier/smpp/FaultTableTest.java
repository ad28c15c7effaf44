package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.Faults;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.smsc.SmscAccount;
import org.coapsms.simulator.smsc.SmscConfig;
import org.coapsms.simulator.smsc.SmscServer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of what the bridge makes of each fault to what it does make of it. */
class FaultTableTest {
  private static final Path PAGE = Path.of("../../docs/simulator.md");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `(smsc\\.\\w+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
  private static final Address NOBODY = Address.international("491709999999");
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** What a busy machine may add to any time. */
  private static final Duration SLACK = Duration.ofSeconds(4);

  /** When the bind works again, at the latest; timers are a second here, waits next to nothing. */
  private static final Map<String, Duration> HEALTHY =
      Map.of(
          "at once",
          Duration.ZERO,
          "its delay",
          SECOND,
          "reconnect.min",
          Duration.ZERO,
          "reconnect.max",
          Duration.ZERO,
          "bindTimeout",
          SECOND,
          "responseTimeout",
          SECOND,
          "2 × enquireLink",
          SECOND.multipliedBy(2));

  /** Faults that strike otherwise than once and with their own delay. */
  private static final Map<String, FaultSetting> SETTINGS =
      Map.of(
          "smsc.lateResponse", FaultSetting.next(1).delaying(Duration.ofMillis(1500)),
          "smsc.reorderResponse", FaultSetting.next(1).delaying(Duration.ofMillis(100)),
          "smsc.twoPdusInOnePacket", FaultSetting.next(1).delaying(Duration.ofMillis(100)),
          "smsc.pauseInPdu", FaultSetting.next(1).delaying(Duration.ofMillis(300)),
          // Behind the bind, the submission is the second PDU.
          "smsc.closeAfterPdus", FaultSetting.next(1).atEvery(2));

  /** What strikes only when the carrier unbinds. */
  private static final Set<String> AT_CLOSE = Set.of("smsc.unbindNoResponse", "smsc.unbindClose");

  private record Row(String fault, String submission, String bind, String healthy, String told) {
    Row(MatchResult cells) {
      this(
          cells.group(1),
          cells.group(2).strip(),
          cells.group(3).strip(),
          cells.group(4).strip(),
          cells.group(5).strip());
    }

    boolean isOfTheBind() {
      return submission.equals("–");
    }
  }

  private static List<Row> rows() throws IOException {
    return ROW.matcher(Files.readString(PAGE)).results().map(Row::new).toList();
  }

  @Test
  void namesEveryFault() throws Exception {
    try (World world = new World(Duration.ZERO)) {
      assertThat(rows())
          .extracting(Row::fault)
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(world.faults());
    }
  }

  @TestFactory
  Stream<DynamicTest> doesWhatTheTableSays() throws Exception {
    return rows().stream().map(row -> DynamicTest.dynamicTest(row.fault(), () -> strike(row)));
  }

  private static void strike(Row row) throws Exception {
    // Slow where submissions must wait for places to become a group.
    boolean slow = row.fault().startsWith("smsc.multi");
    try (World world = new World(slow ? SECOND.dividedBy(4) : Duration.ZERO)) {
      if (!row.isOfTheBind()) {
        world.bind();
      }
      world.switchOn(row.fault());
      long begin = System.nanoTime();
      if (row.isOfTheBind()) {
        world.carrier.start(world.heard);
      } else {
        world.submit(1);
        assertThat(world.outcomeOf(1, row.submission())).isEqualTo(row.submission());
      }
      String told = world.untilHealthy(row);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);

      if (row.fault().startsWith("smsc.query")) {
        world.ask();
      } else if (row.fault().startsWith("smsc.multi")) {
        world.submitGroup();
      } else if (AT_CLOSE.contains(row.fault())) {
        world.carrier.close();
      }
      world.awaitStruck(row.fault());
      assertThat(told).startsWith(row.told().replace("`", ""));
      Duration latest = Optional.ofNullable(HEALTHY.get(row.healthy())).orElseThrow();
      assertThat(took).isLessThan(latest.plus(SLACK));
    }
  }

  /** A carrier of its own with a centre of its own. */
  private static final class World implements AutoCloseable {
    private final NetworkLoop loop =
        new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));
    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);
    private final SmscServer smsc;
    private final Heard heard = new Heard();
    private final SmppCarrier carrier;
    private final List<String> reasons = new ArrayList<>();
    private String accepted = "";

    World(Duration latency) throws IOException {
      SmscAccount account = SmscAccount.of("bridge", "secret", "10000");
      smsc = new SmscServer(loop, SmscConfig.of(account).withResponseLatency(latency));
      SmppConfig config =
          Fixture.config(smsc.port())
              .withTimers(Fixture.timers(SECOND, SECOND, SECOND, SECOND))
              .withReconnect(new SmppConfig.BackOff(Duration.ofMillis(20), Duration.ofMillis(100)))
              .withSending(CommandsTest.sending(new SmppConfig.Commands(false, true, true)));
      carrier = new SmppCarrier(config, new Random(1), scheduler);
    }

    List<String> faults() throws Exception {
      return loop.call(now -> loop.network().faults().list(now)).get().stream()
          .map(status -> status.fault().name())
          .filter(name -> name.startsWith("smsc."))
          .toList();
    }

    void bind() throws InterruptedException {
      carrier.start(heard);
      heard.awaitAvailable();
    }

    void switchOn(String fault) throws Exception {
      FaultSetting setting = SETTINGS.getOrDefault(fault, FaultSetting.next(1));
      boolean unused =
          loop.call(
                  now -> {
                    loop.network().faults().switchOn(now, fault, setting);
                    return true;
                  })
              .get();
    }

    /**
     * Waits until the fault has struck: a table of faults that do nothing would be easy to keep.
     */
    void awaitStruck(String fault) throws InterruptedException {
      CountDownLatch struck = new CountDownLatch(1);
      ScheduledFuture<?> looks =
          scheduler.scheduleWithFixedDelay(
              () -> loop.run(now -> countDown(struck, loop.network().faults().list(now), fault)),
              0,
              5,
              TimeUnit.MILLISECONDS);
      assertThat(struck.await(10, TimeUnit.SECONDS)).as("%s has struck", fault).isTrue();
      looks.cancel(false);
    }

    private static void countDown(CountDownLatch struck, List<Faults.Status> faults, String fault) {
      if (faults.stream().anyMatch(s -> s.fault().name().equals(fault) && s.strikes() > 0)) {
        struck.countDown();
      }
    }

    void ask() {
      carrier.query(new Query(Fixture.ID, accepted, NOBODY));
    }

    /** As many as there are places leave one by one, and what waits behind them together. */
    void submitGroup() throws InterruptedException {
      int many = 3 * SmppConfig.DEFAULT_WINDOW;
      for (int i = 0; i < many; i++) {
        submit(100 + i, Address.international("4917099990" + i));
      }
      for (int i = 0; i < many; i++) {
        assertThat(words(Heard.next(heard.outcomes).outcome())).isEqualTo("accepted");
      }
    }

    void submit(int id) {
      submit(id, NOBODY);
    }

    private void submit(int id, Address to) {
      carrier.submit(
          new Submission(
              new SubmissionId(id),
              Fixture.ID,
              to,
              DataCoding.OCTETS_8BIT,
              UserData.ofOctets(UserDataHeader.EMPTY, Bytes.ofAscii("x")),
              Duration.ofMinutes(5),
              true,
              false));
    }

    /**
     * What became of it; what an outcome that was unknown turned out to be, if that is expected.
     */
    String outcomeOf(int id, String expected) throws InterruptedException {
      String first = words(heard.outcome(new SubmissionId(id)));
      return first.equals("unknown") && expected.contains(", then ")
          ? first + ", then " + words(heard.outcome(new SubmissionId(id)))
          : first;
    }

    private String words(SubmissionOutcome outcome) {
      if (outcome instanceof Refused refused) {
        reasons.add(refused.reason());
        return "refused, " + refused.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      }
      if (outcome instanceof Unknown unknown) {
        reasons.add(unknown.reason());
        return "unknown";
      }
      accepted = ((Accepted) outcome).messageId();
      return "accepted";
    }

    /** What is told when the bind, lost or not, carries the next submission. */
    String untilHealthy(Row row) throws InterruptedException {
      Optional<String> lost = Optional.empty();
      boolean losesIt = row.bind().equals("lost");
      if (losesIt) {
        lost = Optional.of(heard.awaitUnavailable());
      }
      if (losesIt || row.isOfTheBind()) {
        Heard.Availability next = Heard.next(heard.availability);
        assertThat(next.available()).as(next.detail()).isTrue();
      }
      int id = 2;
      submit(id);
      String next = outcomeOf(id, "accepted");
      while (row.healthy().equals("its delay") && !next.equals("accepted")) {
        submit(++id);
        next = outcomeOf(id, "accepted");
      }
      assertThat(next).isEqualTo("accepted");
      assertThat(heard.availability).isEmpty();
      return lost.or(() -> reasons.stream().findFirst()).orElse("–");
    }

    @Override
    public void close() {
      long begin = System.nanoTime();
      carrier.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SECOND.plus(SLACK));
      scheduler.shutdownNow();
      smsc.close();
      loop.close();
    }
  }
}
