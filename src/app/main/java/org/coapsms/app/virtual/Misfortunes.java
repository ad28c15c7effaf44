package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.codec.framing.Framing;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.network.RadioConditions;
import org.coapsms.simulator.network.ShortMessage;

/** Draws from a seed what goes wrong in its world besides carriers: network, phones, strangers. */
final class Misfortunes {
  private static final int MOST_REBOOTS = 4;
  private static final int MOST_OUTAGES = 3;
  private static final int MOST_STRANGERS = 4;
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(45);

  /** The network's faults that may be on, and how likely each is where it is rare or frequent. */
  private static final Map<String, List<Double>> NETWORK_FAULTS =
      Map.of(
          "receiptFalse", List.of(0.01, 0.2),
          "receiptContradiction", List.of(0.01, 0.1),
          "receiptDuplicate", List.of(0.02, 0.2),
          "receiptDelay", List.of(0.02, 0.2),
          "reorder", List.of(0.02, 0.2),
          "delay", List.of(0.01, 0.05),
          "undeliverable", List.of(0.01, 0.05));

  private final RandomGenerator random;
  private final Instant begin;
  private final Duration span;

  Misfortunes(RandomGenerator random, Instant begin, Duration span) {
    this.random = random;
    this.begin = begin;
    this.span = span;
  }

  /** The network as it was asked for, but where that was flawless as the seed draws it. */
  static RadioConditions radio(RadioConditions given, RandomGenerator random) {
    double loss = Mischief.level(random, 0.02, 0.1);
    double duplicate = Mischief.level(random, 0.01, 0.05);
    double receiptLoss = Mischief.level(random, 0.02, 0.1);
    return given
        .withLoss(given.loss() == 0 ? loss : given.loss())
        .withDuplicate(given.duplicate() == 0 ? duplicate : given.duplicate())
        .withReceiptLoss(given.receiptLoss() == 0 ? receiptLoss : given.receiptLoss());
  }

  void schedule(MobileNetwork network, List<VirtualPhone> phones, List<VirtualCarrier> carriers) {
    // In order of their names: a map's own order is not the same in every run.
    new TreeMap<>(NETWORK_FAULTS)
        .forEach(
            (name, levels) -> {
              double probability = Mischief.level(random, levels.get(0), levels.get(1));
              if (probability > 0) {
                FaultSetting setting = FaultSetting.withProbability(probability);
                network.faults().switchOn(begin, name, setting);
              }
            });
    for (int i = random.nextInt(MOST_REBOOTS); i > 0; i--) {
      network.at(someTime(), phones.get(random.nextInt(phones.size()))::reboot);
    }
    for (VirtualCarrier carrier : carriers) {
      for (int i = random.nextInt(MOST_OUTAGES); i > 0; i--) {
        Instant from = someTime();
        network.at(from, when -> carrier.down(when, true));
        network.at(
            from.plusMillis(1 + random.nextLong(LONGEST_OUTAGE.toMillis())),
            when -> carrier.down(when, false));
      }
      for (int i = random.nextInt(MOST_STRANGERS); i > 0; i--) {
        ShortMessage message =
            ShortMessage.ofOctets(
                VirtualDirectory.STRANGER,
                carrier.number(),
                UserData.ofOctets(Framing.MARKED.header(Framing.COAP_PORTS), strange()));
        network.at(
            someTime(),
            when ->
                network.submit(when, message, MobileNetwork.DEFAULT_VALIDITY, Optional.empty()));
      }
    }
  }

  /** A proper request, a ping, or just octets. */
  private Bytes strange() {
    return switch (random.nextInt(3)) {
      case 0 ->
          CoapMessage.request(CoapType.CON, CoapCode.GET)
              .withMessageId(random.nextInt(0x10000))
              .encode();
      case 1 -> Bytes.of(0x40, 0, 1, 2);
      default -> {
        byte[] octets = new byte[random.nextInt(100)];
        random.nextBytes(octets);
        yield Bytes.copyOf(octets);
      }
    };
  }

  private Instant someTime() {
    return begin.plusMillis(random.nextLong(span.toMillis()));
  }
}
