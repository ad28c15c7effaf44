package org.coapsms.simulator.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ModemProfiles;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.network.Terminal;

/** A modem on a test bench in virtual time: type, wait, look at what it has printed. */
final class Bench {
  /**
   * What smstools 3.1.21 sent for seven octets of CoAP from port 5683 to port 5683, with a request
   * for a report.
   */
  static final String PORTS_PDU = "0071000C914477000910320004FF0E060504163316334001123451FF00";

  static final Address SIM = Address.international("491700000009");
  static final Address PHONE = Address.international("447700900123");

  final List<ShortMessage> received = new ArrayList<>();
  final MobileNetwork network;
  final Modem modem;
  OptionalInt speed = OptionalInt.empty();
  boolean heldBack;
  Optional<Duration> unplugged = Optional.empty();
  private final StringBuilder printed = new StringBuilder();
  Instant now = Instant.parse("2025-11-22T12:00:00Z");

  Bench(String profile) {
    this(ModemProfiles.load(profile));
  }

  Bench(ModemProfile profile) {
    this(profile, ModemOptions.usual());
  }

  Bench(String profile, Optional<String> pin) {
    this(profile, pin.map(ModemOptions.usual()::withPin).orElse(ModemOptions.usual()));
  }

  Bench(String profile, ModemOptions options) {
    this(ModemProfiles.load(profile), options);
  }

  private Bench(ModemProfile profile, ModemOptions options) {
    RadioConditions conditions =
        RadioConditions.defaults()
            .withLatency(Duration.ofSeconds(5))
            .withJitter(0)
            .withLoss(0)
            .withDuplicate(0)
            .withReceiptDelay(Duration.ofSeconds(4));
    network = new MobileNetwork(conditions, new Random(1));
    modem =
        new Modem(
            profile, new SimCard(SIM, options.pin()), options, network, new Line(), trace -> {});
    network.attach(modem);
    network.attach(new Phone());
    modem.lineOpened(now);
  }

  /** Types the characters and returns what the modem prints at once, its echo included. */
  String type(String characters) {
    modem.handleBytes(now, Bytes.copyOf(characters.getBytes(StandardCharsets.ISO_8859_1)));
    return printedSoFar();
  }

  /** Lets time pass and returns what the modem prints meanwhile. */
  String after(Duration time) {
    Instant end = now.plus(time);
    while (network.nextTimeout().filter(next -> !next.isAfter(end)).isPresent()) {
      now = network.nextTimeout().get();
      network.handleTimeout(now);
    }
    now = end;
    return printedSoFar();
  }

  /** Types a command, lets it finish and returns all that was printed, without the echo. */
  String ask(String command) {
    return type(command + "\r").substring(command.length() + 1);
  }

  void phoneSends(String hex) {
    send(PHONE, UserData.ofOctets(UserDataHeader.EMPTY, Bytes.fromHex(hex)));
  }

  void send(Address from, UserData userData) {
    send(from, DataCoding.OCTETS_8BIT, userData);
  }

  void send(Address from, DataCoding dataCoding, UserData userData) {
    network.submit(
        now,
        new ShortMessage(from, SIM, 0, dataCoding, userData),
        Duration.ofHours(1),
        Optional.empty());
  }

  void fails(ModemFault fault) {
    fails(fault, FaultSetting.next(1));
  }

  void fails(ModemFault fault, FaultSetting how) {
    network.faults().switchOn(now, fault.faultName(), how);
  }

  /** What the checker has noted, in order. */
  List<Violation.Kind> violations() {
    return modem.violations().stream().map(Violation::kind).toList();
  }

  /** Types a PDU of seven octets of CoAP at the prompt and waits for the result. */
  String sends(String pdu) {
    String printed = type("AT+CMGS=28\r") + after(Duration.ofMillis(20));
    return printed + type(pdu + "\u001a") + after(Duration.ofMillis(1500));
  }

  private String printedSoFar() {
    String text = printed.toString();
    printed.setLength(0);
    return text;
  }

  /** The far end of the modem's line. */
  private final class Line implements Wire.Outside {
    @Override
    public void write(Bytes octets) {
      printed.append(new String(octets.toArray(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public OptionalInt speed() {
      return speed;
    }

    @Override
    public void holdBack(boolean held) {
      heldBack = held;
    }

    @Override
    public void hangUp(Instant at, Duration time) {
      unplugged = Optional.of(time);
    }
  }

  private final class Phone implements Terminal {
    @Override
    public Address number() {
      return PHONE;
    }

    @Override
    public void arrived(Instant at, Delivery delivery) {
      received.add(delivery.message());
    }
  }
}
