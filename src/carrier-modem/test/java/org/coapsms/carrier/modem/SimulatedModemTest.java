package org.coapsms.carrier.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.runtime.CarrierListener;
import org.coapsms.runtime.WireTrace;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.NetworkLoop;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole carrier with jSSC on real pseudo-terminals, against modems of every dialect. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SimulatedModemTest {
  private static final Address PHONE = Address.international("447700900123");

  /** One of each kind; that all fit is shown in virtual time, which is quicker. */
  private static final List<String> DIALECTS =
      List.of("generic-27005", "quectel-ec25", "huawei-e173", "cinterion-mc75i");

  @TempDir private Path folder;

  private final Phone phone = new Phone();
  private final ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(1);
  private final Map<String, ModemServer> modems = new LinkedHashMap<>();
  private final Map<String, ModemCarrier> carriers = new LinkedHashMap<>();
  private final Map<String, Journal> journals = new LinkedHashMap<>();
  private NetworkLoop loop;
  private int plugged;

  @BeforeEach
  void startNetwork() {
    loop = new NetworkLoop(new MobileNetwork(RadioConditions.ideal(), new Random(1)));
    onNetwork(now -> loop.network().attach(phone));
  }

  @AfterEach
  void stop() {
    carriers.values().forEach(ModemCarrier::close);
    modems.values().forEach(ModemServer::close);
    loop.close();
    watchdog.shutdownNow();
  }

  @Test
  void profilesFitTheirOwnDialectAndTheGenericOneFitsAll() throws Exception {
    for (String dialect : DIALECTS) {
      plug(dialect, dialect, folder.resolve(dialect).toString());
      connect(dialect, dialect);
      plug(dialect + " as generic", dialect, folder.resolve(dialect + "-generic").toString());
      connect(dialect + " as generic", "generic-27005");
    }
    for (String name : carriers.keySet()) {
      assertThat(journal(name).availability()).as(name).isTrue();
    }

    for (String name : carriers.keySet()) {
      carrier(name).submit(submission(name, 1, coap("40 01 12 34 51 ff 00")));
    }
    for (String name : carriers.keySet()) {
      String reference = journal(name).accepted();
      Receipt receipt = journal(name).receipt();
      assertThat(receipt.state()).as(name).isEqualTo(ReceiptState.DELIVERED);
      assertThat(receipt.messageId()).as(name).isEqualTo(reference);
      assertThat(receipt.recipient()).as(name).contains(PHONE);
      assertThat(phone.next().userData().headerAndPayload())
          .as(name)
          .isEqualTo(Bytes.fromHex("06050416331633 40 01 12 34 51 ff 00"));
    }

    for (String name : carriers.keySet()) {
      sendTo(modem(name).number(), coap("60 45 12 34 ff 01"));
      IncomingSms sms = journal(name).sms();
      assertThat(sms.originator()).as(name).isEqualTo(PHONE);
      assertThat(sms.userData().header().ports()).as(name).contains(new Ports(16, 5683, 5683));
      assertThat(sms.userData().octets()).as(name).isEqualTo(Bytes.fromHex("60 45 12 34 ff 01"));
      assertThat(sms.serviceCentreTime()).as(name).isPresent();
    }
    for (String name : carriers.keySet()) {
      assertThat(storageBecomesEmpty(name)).as(name).isTrue();
    }
  }

  @Test
  void sendsTheSegmentsOfALongMessageInOrderAndReceivesThem() throws Exception {
    plug("modem", "generic-27005", folder.resolve("modem").toString());
    connect("modem", "generic-27005");
    assertThat(journal("modem").availability()).isTrue();

    for (int part = 1; part <= 3; part++) {
      carrier("modem").submit(submission("modem", part, segment(part)));
    }

    for (int part = 1; part <= 3; part++) {
      assertThat(phone.next().userData()).isEqualTo(segment(part));
    }
    for (int part = 1; part <= 3; part++) {
      sendTo(modem("modem").number(), segment(part));
      assertThat(journal("modem").sms().userData()).isEqualTo(segment(part));
    }
  }

  @Test
  void findsTheModemAgainAfterItWasUnpluggedAndReadsWhatCameMeanwhile() throws Exception {
    String link = folder.resolve("modem").toString();
    plug("modem", "generic-27005", link);
    connect("modem", "generic-27005");
    assertThat(journal("modem").availability()).isTrue();

    modem("modem").close();
    assertThat(journal("modem").availability()).isFalse();
    carrier("modem").submit(submission("modem", 1, coap("40 01 12 34")));
    assertThat(journal("modem").outcome()).isInstanceOf(SubmissionOutcome.Refused.class);
    plug("modem", "generic-27005", link);
    sendTo(modem("modem").number(), coap("60 45 12 34"));

    assertThat(journal("modem").availability()).isTrue();
    assertThat(journal("modem").sms().userData().octets()).isEqualTo(Bytes.fromHex("60 45 12 34"));
  }

  @Test
  void reachesAModemBehindTcp() throws Exception {
    plug("modem", "generic-27005", "tcp:0");
    String port = modem("modem").link().substring("tcp:".length());
    connect("modem", "generic-27005", "tcp://127.0.0.1:" + port);
    assertThat(journal("modem").availability()).isTrue();

    carrier("modem").submit(submission("modem", 1, coap("40 01 12 34")));

    assertThat(phone.next().userData()).isEqualTo(coap("40 01 12 34"));
    journal("modem").accepted();
    List<String> trace = journal("modem").trace();
    assertThat(trace)
        .containsSubsequence(
            ">> AT+CMGS=25", ">> SMS-SUBMIT to +447700900123 valid 30 min report 25", "<< OK");
  }

  private void plug(String name, String dialect, String link) throws IOException {
    Address number =
        modems.containsKey(name)
            ? modem(name).number()
            : Address.international("49170000" + String.format("%04d", ++plugged));
    modems.put(name, ModemServer.start(loop, ModemProfiles.load(dialect), number, link));
  }

  private void connect(String name, String profile) {
    connect(name, profile, modem(name).link());
  }

  private void connect(String name, String profile, String port) {
    ModemConfig config = ModemConfig.of(new CarrierId(name), port).withProfile(profile);
    ModemCarrier carrier = new ModemCarrier(config, ModemProfiles.load(profile), watchdog);
    carriers.put(name, carrier);
    journals.put(name, new Journal());
    carrier.start(journal(name));
  }

  private Journal journal(String name) {
    return Optional.ofNullable(journals.get(name)).orElseThrow();
  }

  private ModemServer modem(String name) {
    return Optional.ofNullable(modems.get(name)).orElseThrow();
  }

  private ModemCarrier carrier(String name) {
    return Optional.ofNullable(carriers.get(name)).orElseThrow();
  }

  private boolean storageBecomesEmpty(String name) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() - end < 0) {
      boolean empty =
          modem(name).view().join().stored().values().stream().allMatch(count -> count == 0);
      if (empty) {
        return true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return false;
  }

  private void sendTo(Address number, UserData userData) {
    onNetwork(
        now ->
            loop.network()
                .submit(
                    now,
                    ShortMessage.ofOctets(PHONE, number, userData),
                    Duration.ofHours(1),
                    Optional.empty()));
  }

  private void onNetwork(Consumer<Instant> task) {
    loop.call(
            now -> {
              task.accept(now);
              return true;
            })
        .join();
  }

  private static UserData coap(String hex) {
    return UserData.ofOctets(
        new UserDataHeader(List.of(new Ports(16, 5683, 5683))), Bytes.fromHex(hex));
  }

  private static UserData segment(int part) {
    UserDataHeader header =
        new UserDataHeader(
            List.of(new Ports(16, 5683, 5683), new Concatenation(16, 0x1234, 3, part)));
    return UserData.ofOctets(header, Bytes.copyOf(new byte[127]));
  }

  private static Submission submission(String carrier, long id, UserData userData) {
    return new Submission(
        new SubmissionId(id),
        new CarrierId(carrier),
        PHONE,
        DataCoding.OCTETS_8BIT,
        userData,
        Duration.ofMinutes(30),
        true,
        false);
  }

  private static <T> T await(BlockingQueue<T> queue, String what) throws InterruptedException {
    return Optional.ofNullable(queue.poll(60, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("no " + what));
  }

  /** Owns a number and keeps what it gets. */
  private static final class Phone implements Terminal {
    private final BlockingQueue<ShortMessage> received = new LinkedBlockingQueue<>();

    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant now, Delivery delivery) {
      received.add(delivery.message());
    }

    ShortMessage next() throws InterruptedException {
      return await(received, "message at the phone");
    }
  }

  /** Commits everything and keeps what it hears. */
  private static final class Journal implements CarrierListener {
    private final BlockingQueue<SubmissionOutcome> outcomes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();
    private final BlockingQueue<IncomingSms> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> availability = new LinkedBlockingQueue<>();
    private final BlockingQueue<WireTrace> traces = new LinkedBlockingQueue<>();

    boolean availability() throws InterruptedException {
      return await(availability, "change of availability");
    }

    SubmissionOutcome outcome() throws InterruptedException {
      return await(outcomes, "outcome");
    }

    String accepted() throws InterruptedException {
      SubmissionOutcome outcome = outcome();
      assertThat(outcome).isInstanceOf(SubmissionOutcome.Accepted.class);
      return ((SubmissionOutcome.Accepted) outcome).messageId();
    }

    Receipt receipt() throws InterruptedException {
      return await(receipts, "receipt");
    }

    IncomingSms sms() throws InterruptedException {
      return await(messages, "message");
    }

    List<String> trace() {
      List<String> lines = new ArrayList<>();
      for (WireTrace trace : traces) {
        String detail = trace.detail().isEmpty() ? "" : " " + trace.detail();
        String octets = trace.octets() == 0 ? "" : " " + trace.octets();
        lines.add((trace.outbound() ? ">> " : "<< ") + trace.what() + detail + octets);
      }
      return lines;
    }

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
