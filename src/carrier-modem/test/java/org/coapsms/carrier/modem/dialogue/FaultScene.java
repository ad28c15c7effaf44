package org.coapsms.carrier.modem.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.engine.message.SubmissionOutcome.Accepted;
import org.coapsms.engine.message.SubmissionOutcome.Refused;
import org.coapsms.engine.message.SubmissionOutcome.Unknown;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.modem.ModemOptions;
import org.coapsms.simulator.modem.VirtualModem;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/**
 * Puts a dialogue and a simulated modem face to face in virtual time, with a phone on the other
 * side of the network, so that what the driver claims can be held against what has happened.
 */
final class FaultScene {
  static final Address SIM = Address.international("491700000009");
  static final Address PHONE = Address.international("447700900123");

  /** What the driver wrote at once, and when. */
  record Written(Instant at, String text) {}

  private static final Duration REOPEN = Duration.ofSeconds(1);
  private static final Duration QUARANTINE = Duration.ofMinutes(1);

  final MobileNetwork network;
  final VirtualModem modem;
  final Dialogue dialogue;
  final List<Receipt> receipts = new ArrayList<>();
  final List<Integer> incoming = new ArrayList<>();
  final List<Written> written = new ArrayList<>();
  final List<DialogueEvent.LineUnusable> givenUp = new ArrayList<>();
  private final List<Integer> speeds;
  private final List<Integer> arrived = new ArrayList<>();
  private final Map<SubmissionId, List<SubmissionOutcome>> outcomes = new LinkedHashMap<>();
  private final Map<SubmissionId, Integer> sent = new LinkedHashMap<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Instant nextOpening = now;
  private boolean open;
  private int speed;
  private int lastPayload;

  FaultScene(ModemProfile profile) {
    this(profile, ModemConfig.of(Scene.CARRIER, "/dev/ttyTest"), ModemOptions.usual());
  }

  FaultScene(ModemProfile profile, ModemConfig config, ModemOptions options) {
    RadioConditions conditions =
        RadioConditions.defaults()
            .withLatency(Duration.ofSeconds(2))
            .withJitter(0)
            .withLoss(0)
            .withDuplicate(0)
            .withReceiptDelay(Duration.ofSeconds(2));
    network = new MobileNetwork(conditions, new Random(1));
    network.attach(new Phone());
    modem = new VirtualModem(network, profile, SIM, options);
    dialogue = new Dialogue(config, profile);
    speeds = profile.serial().bauds();
  }

  /** A modem that follows the specification, started. */
  static FaultScene ready() {
    return new FaultScene(ModemProfiles.load("generic-27005")).runs(Duration.ofSeconds(30));
  }

  FaultScene fails(String fault, FaultSetting how) {
    network.faults().switchOn(now, "modem." + fault, how);
    return this;
  }

  FaultScene failsOnce(String fault) {
    return fails(fault, FaultSetting.next(1));
  }

  FaultScene stopsFailing(String fault) {
    network.faults().switchOff("modem." + fault);
    return this;
  }

  /** Hands over a message that no other is like. */
  SubmissionId submits() {
    return submits(false);
  }

  SubmissionId submits(boolean moreToSend) {
    int payload = ++lastPayload;
    SubmissionId id = new SubmissionId(payload);
    outcomes.put(id, new ArrayList<>());
    sent.put(id, payload);
    dialogue.submit(
        now,
        new Submission(
            id,
            Scene.CARRIER,
            PHONE,
            DataCoding.OCTETS_8BIT,
            UserData.ofOctets(TestData.COAP_PORTS, coap(payload)),
            Duration.ofMinutes(30),
            true,
            moreToSend));
    pump();
    return id;
  }

  /** The phone sends a message to the modem; returns what is in it. */
  int phoneSends() {
    int payload = ++lastPayload;
    network.submit(
        now,
        ShortMessage.ofOctets(PHONE, SIM, UserData.ofOctets(TestData.COAP_PORTS, coap(payload))),
        Duration.ofHours(1),
        Optional.empty());
    pump();
    return payload;
  }

  private static Bytes coap(int payload) {
    return Bytes.fromHex("400112").plus(Bytes.of(payload));
  }

  /** Time passes; the line is opened again whenever it was lost, as the carrier does. */
  FaultScene runs(Duration time) {
    Instant end = now.plus(time);
    pump();
    while (true) {
      Optional<Instant> due =
          Stream.of(network.nextTimeout(), open ? dialogue.nextTimeout() : reopening())
              .flatMap(Optional::stream)
              .min(Instant::compareTo)
              .filter(when -> !when.isAfter(end));
      if (due.isEmpty()) {
        now = end;
        return this;
      }
      now = due.get().isAfter(now) ? due.get() : now;
      if (network.nextTimeout().filter(when -> !when.isAfter(now)).isPresent()) {
        network.handleTimeout(now);
      }
      if (open && dialogue.nextTimeout().filter(when -> !when.isAfter(now)).isPresent()) {
        dialogue.handleTimeout(now);
      }
      pump();
    }
  }

  /** When the driver wrote this. */
  List<Instant> timesOf(String text) {
    return written.stream().filter(w -> w.text().equals(text)).map(Written::at).toList();
  }

  /** Whether the driver wrote a Ctrl-Z. */
  boolean hasSentAnything() {
    return written.stream().anyMatch(w -> w.text().contains("\u001a"));
  }

  private Optional<Instant> reopening() {
    return Optional.of(nextOpening);
  }

  private void pump() {
    if (open && modem.unpluggedUntil().isPresent()) {
      lose("Input/output error", REOPEN);
    }
    if (!open && !now.isBefore(nextOpening)) {
      open = modem.open(now, speeds.get(speed % speeds.size()));
      if (open) {
        dialogue.handleOpened(now);
      } else {
        nextOpening = now.plus(REOPEN);
      }
    }
    boolean more = true;
    while (more) {
      more = moveOctets();
      tellEvents();
    }
  }

  private boolean moveOctets() {
    boolean moved = false;
    for (Optional<Bytes> octets = dialogue.pollOutput();
        octets.isPresent();
        octets = dialogue.pollOutput()) {
      String text = new String(octets.get().toArray(), StandardCharsets.US_ASCII);
      written.add(new Written(now, text));
      modem.handleBytes(now, octets.get());
      moved = true;
    }
    for (Optional<Bytes> octets = modem.pollOutput();
        octets.isPresent();
        octets = modem.pollOutput()) {
      if (open) {
        dialogue.handleBytes(now, octets.get());
      }
      moved = true;
    }
    return moved;
  }

  private void tellEvents() {
    Optional<DialogueEvent> next = dialogue.pollEvent();
    while (next.isPresent()) {
      DialogueEvent event = next.get();
      if (event instanceof DialogueEvent.SubmissionEnded ended) {
        Optional.ofNullable(outcomes.get(ended.id())).orElseThrow().add(ended.outcome());
      } else if (event instanceof DialogueEvent.SmsArrived sms) {
        incoming.add(sms.sms().userData().octets().at(3));
        dialogue.handleCommitted(now, sms.handle(), true);
      } else if (event instanceof DialogueEvent.ReceiptArrived receipt) {
        receipts.add(receipt.receipt());
        dialogue.handleCommitted(now, receipt.handle(), true);
      } else if (event instanceof DialogueEvent.LineUnusable unusable) {
        givenUp.add(unusable);
        boolean patient = unusable.remedy() == DialogueEvent.Remedy.QUARANTINE;
        speed += unusable.remedy() == DialogueEvent.Remedy.ANOTHER_PORT ? 1 : 0;
        lose(unusable.reason(), patient ? QUARANTINE : REOPEN);
      }
      next = dialogue.pollEvent();
    }
  }

  private void lose(String reason, Duration pause) {
    if (open) {
      open = false;
      dialogue.handleClosed(now, reason);
      modem.close(now);
      nextOpening = now.plus(pause);
    }
  }

  /** All that was said of a submission. */
  List<SubmissionOutcome> told(SubmissionId id) {
    return Optional.ofNullable(outcomes.get(id)).orElseThrow();
  }

  /** The last word on a submission. */
  SubmissionOutcome outcome(SubmissionId id) {
    List<SubmissionOutcome> all = told(id);
    assertThat(all).as("an outcome of " + id).isNotEmpty();
    return all.get(all.size() - 1);
  }

  /** How often the phone has got a message. */
  long received(SubmissionId id) {
    Integer payload = Optional.ofNullable(sent.get(id)).orElseThrow();
    return arrived.stream().filter(payload::equals).count();
  }

  /** Whether what the driver has said of a message is what has happened to it. */
  FaultScene tellsTheTruthOf(SubmissionId id) {
    List<SubmissionOutcome> all = told(id);
    assertThat(all).as("outcomes of " + id).isNotEmpty();
    if (all.size() > 1) {
      assertThat(all).hasSize(2);
      assertThat(all.get(0)).isInstanceOf(Unknown.class);
      assertThat(all.get(1)).isInstanceOf(Accepted.class);
    }
    if (outcome(id) instanceof Accepted) {
      assertThat(received(id)).as("copies of %s, which is %s", id, all).isEqualTo(1);
    } else if (outcome(id) instanceof Refused) {
      assertThat(received(id)).as("copies of %s, which is %s", id, all).isZero();
    } else {
      assertThat(received(id)).as("copies of %s, which is %s", id, all).isLessThanOrEqualTo(1);
    }
    return this;
  }

  Instant now() {
    return now;
  }

  private final class Phone implements Terminal {
    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant at, Delivery delivery) {
      arrived.add(delivery.message().userData().octets().at(3));
    }
  }
}
