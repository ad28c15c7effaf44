package org.coapsms.simulator.network;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;

/** Lists what the network itself can do wrong, and damages messages where a fault says so. */
final class NetworkFaults {
  static final String LOSS = "loss";
  static final String DUPLICATE = "duplicate";
  static final String REORDER = "reorder";
  static final String DELAY = "delay";
  static final String TRUNCATE = "truncate";
  static final String BIT_FLIP = "bitFlip";
  static final String STRIP_UDH = "stripUdh";
  static final String UNDELIVERABLE = "undeliverable";
  static final String BUSY = "busy";
  static final String RECEIPT_LOSS = "receiptLoss";
  static final String RECEIPT_DELAY = "receiptDelay";
  static final String RECEIPT_DUPLICATE = "receiptDuplicate";
  static final String RECEIPT_FALSE = "receiptFalse";
  static final String RECEIPT_CONTRADICTION = "receiptContradiction";

  /** How late a message or report is when the fault that delays it does not say. */
  static final Duration USUAL_DELAY = Duration.ofMinutes(10);

  /** When a busy phone is tried again, unless the fault says. */
  static final Duration USUAL_BUSY = Duration.ofMinutes(2);

  private static final List<Fault> ALL =
      List.of(
          new Fault(LOSS, "an SMS vanishes silently"),
          new Fault(DUPLICATE, "an SMS arrives twice"),
          new Fault(
              REORDER, "an SMS takes three more median latencies, so that others overtake it"),
          new Fault(DELAY, "an SMS arrives later (delay, else 10 minutes)"),
          new Fault(TRUNCATE, "an SMS loses the second half of its payload"),
          new Fault(BIT_FLIP, "one bit of an SMS's payload is wrong"),
          new Fault(STRIP_UDH, "an SMS loses its user data header"),
          new Fault(UNDELIVERABLE, "an SMS is refused for good on its way"),
          new Fault(
              BUSY, "a phone is busy, and the SMS is tried again later (delay, else 2 minutes)"),
          new Fault(RECEIPT_LOSS, "a report vanishes"),
          new Fault(RECEIPT_DELAY, "a report comes later (delay, else 10 minutes)"),
          new Fault(RECEIPT_DUPLICATE, "a report comes twice"),
          new Fault(RECEIPT_FALSE, "an SMS vanishes and is reported as delivered"),
          new Fault(RECEIPT_CONTRADICTION, "a delivered SMS is first reported as undeliverable"));

  private NetworkFaults() {}

  static void declareIn(Faults faults) {
    ALL.forEach(faults::declare);
  }

  static ShortMessage truncated(ShortMessage message) {
    UserData data = message.userData();
    int septets = data.septets() / 2;
    int octets = data.septets() == 0 ? data.octets().size() / 2 : (septets * 7 + 7) / 8;
    return with(message, data.header(), data.octets().slice(0, octets), septets);
  }

  static ShortMessage withFlippedBit(ShortMessage message, RandomGenerator random) {
    Bytes octets = message.userData().octets();
    if (octets.isEmpty()) {
      return message;
    }
    byte[] changed = octets.toArray();
    int bit = random.nextInt(changed.length * 8);
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    UserData data = message.userData();
    return with(message, data.header(), Bytes.copyOf(changed), data.septets());
  }

  static ShortMessage withoutHeader(ShortMessage message) {
    UserData data = message.userData();
    return with(message, UserDataHeader.EMPTY, data.octets(), data.septets());
  }

  private static ShortMessage with(
      ShortMessage message, UserDataHeader header, Bytes octets, int septets) {
    return new ShortMessage(
        message.from(),
        message.to(),
        message.protocolId(),
        message.dataCoding(),
        new UserData(header, octets, septets));
  }
}
