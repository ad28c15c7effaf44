package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.IncomingSms;
import org.coapsms.engine.message.Receipt;
import org.coapsms.engine.message.Submission;
import org.coapsms.engine.message.SubmissionId;
import org.coapsms.engine.message.SubmissionOutcome;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.runtime.CarrierStatus;
import org.coapsms.simulator.modem.ModemOptions;
import org.coapsms.simulator.modem.Violation;
import org.coapsms.simulator.modem.VirtualModem;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/** The driver at one end of a line, a simulated modem at the other, and time that costs nothing. */
final class Pair {
  static final Address PHONE = Address.international("447700900123");
  private static final Address SIM = Address.international("491700000009");
  private static final CarrierId CARRIER = new CarrierId("sim-1");

  /** So long may a modem take for anything; the slowest outcome is known after three minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Dialogue dialogue;
  final List<SubmissionOutcome> outcomes = new ArrayList<>();
  final List<Receipt> receipts = new ArrayList<>();
  final List<IncomingSms> messages = new ArrayList<>();
  final List<ShortMessage> atPhone = new ArrayList<>();
  String profile = "";
  private final List<String> lines = new ArrayList<>();
  private final MobileNetwork network =
      new MobileNetwork(
          RadioConditions.ideal().withReceiptDelay(Duration.ofSeconds(20)), new Random(1));
  private final VirtualModem modem;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private long submissions;

  /** Switches the modem on and opens its line. */
  Pair(Dialogue dialogue, ModemProfile dialect) {
    this.dialogue = dialogue;
    this.modem = new VirtualModem(network, dialect, SIM, ModemOptions.usual());
    network.attach(new Phone());
    modem.reboot(now);
    modem.open(now, 115_200);
    dialogue.handleOpened(now);
    settle();
  }

  /** Runs until something holds; false if it does not within a modem's longest time. */
  boolean until(BooleanSupplier holds) {
    Instant end = now.plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (!step(end)) {
        return false;
      }
    }
    return true;
  }

  void runs(Duration time) {
    Instant end = now.plus(time);
    while (step(end)) {
      // One thing after the other.
    }
    now = end;
  }

  boolean becomesReady() {
    return until(() -> status().available());
  }

  CarrierStatus status() {
    return dialogue.status();
  }

  /** Submits a part, and runs until its outcome is known. */
  SubmissionOutcome sends(UserData userData, boolean moreToSend) {
    int before = outcomes.size();
    dialogue.submit(
        now,
        new Submission(
            new SubmissionId(++submissions),
            CARRIER,
            PHONE,
            DataCoding.OCTETS_8BIT,
            userData,
            Duration.ofMinutes(30),
            true,
            moreToSend));
    settle();
    if (!until(() -> outcomes.size() > before)) {
      throw new AssertionError("no outcome: " + this);
    }
    return outcomes.get(before);
  }

  /** Lets the phone write to the modem; what comes of it, if anything does. */
  Optional<IncomingSms> phoneSends(UserData userData) {
    int before = messages.size();
    network.submit(
        now, ShortMessage.ofOctets(PHONE, SIM, userData), Duration.ofHours(1), Optional.empty());
    boolean came = until(() -> messages.size() > before);
    return came ? Optional.of(messages.get(before)) : Optional.empty();
  }

  int stored() {
    return modem.stored();
  }

  List<Violation> violations() {
    return modem.violations();
  }

  private boolean step(Instant end) {
    Optional<Instant> due =
        earlier(dialogue.nextTimeout(), network.nextTimeout()).filter(at -> !at.isAfter(end));
    if (due.isEmpty()) {
      return false;
    }
    now = due.get().isAfter(now) ? due.get() : now;
    network.handleTimeout(now);
    settle();
    if (dialogue.nextTimeout().filter(at -> !at.isAfter(now)).isPresent()) {
      dialogue.handleTimeout(now);
      settle();
    }
    return true;
  }

  /** Carries octets both ways until both are silent, and commits what has come. */
  private void settle() {
    boolean more = true;
    while (more) {
      more = false;
      for (Optional<Bytes> out = dialogue.pollOutput();
          out.isPresent();
          out = dialogue.pollOutput()) {
        modem.handleBytes(now, out.get());
        more = true;
      }
      for (Optional<Bytes> in = modem.pollOutput(); in.isPresent(); in = modem.pollOutput()) {
        dialogue.handleBytes(now, in.get());
        more = true;
      }
      for (Optional<DialogueEvent> event = dialogue.pollEvent();
          event.isPresent();
          event = dialogue.pollEvent()) {
        take(event.get());
        more = true;
      }
    }
  }

  private void take(DialogueEvent event) {
    if (event instanceof DialogueEvent.SubmissionEnded ended) {
      outcomes.add(ended.outcome());
    } else if (event instanceof DialogueEvent.ReceiptArrived arrived) {
      receipts.add(arrived.receipt());
      dialogue.handleCommitted(now, arrived.handle(), true);
    } else if (event instanceof DialogueEvent.SmsArrived arrived) {
      messages.add(arrived.sms());
      dialogue.handleCommitted(now, arrived.handle(), true);
    } else if (event instanceof DialogueEvent.Recognised recognised) {
      profile = recognised.profile().id();
      dialogue = dialogue.speaking(recognised.profile());
      dialogue.handleOpened(now);
    } else if (event instanceof DialogueEvent.Traced traced) {
      lines.add((traced.trace().outbound() ? ">> " : "<< ") + traced.trace().what());
    }
  }

  private static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
    return a.isPresent() && (b.isEmpty() || a.get().isBefore(b.get())) ? a : b;
  }

  /** What stood at the end, and what was said last, for a person who looks at a failure. */
  @Override
  public String toString() {
    List<String> last = lines.subList(Math.max(0, lines.size() - 40), lines.size());
    return status() + "\n" + String.join("\n", last);
  }

  private final class Phone implements Terminal {
    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant at, Delivery delivery) {
      atPhone.add(delivery.message());
    }
  }
}
