package org.coapsms.engine.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;

/**
 * Finds the submission that a receipt speaks of, and parks receipts that overtake their
 * submission's answer. Not thread-safe.
 */
public class ReceiptBook {
  /** How long a receipt waits for its submission's answer. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  /** How many receipts may wait; beyond that a new one is forgotten. */
  public static final int MOST_PARKED = 10_000;

  /** A submission that was accepted under an id. */
  public record Candidate(SubmissionId id, Subscriber to, boolean open) {}

  private record Name(CarrierId carrier, String messageId) {}

  private final Ledger ledger;
  private final Outputs outputs;
  private final Map<Name, List<SubmissionId>> byName = new HashMap<>();
  private final Map<Name, List<ParkedReceipt>> parked = new HashMap<>();
  private int parkedCount;

  public ReceiptBook(Ledger ledger, Outputs outputs) {
    this.ledger = ledger;
    this.outputs = outputs;
  }

  protected void recover(ParkedReceipt receipt) {
    parked.computeIfAbsent(name(receipt.receipt()), n -> new ArrayList<>()).add(receipt);
    parkedCount++;
  }

  /** Remembers under which id a carrier accepted a submission. */
  protected void accepted(CarrierId carrier, String messageId, SubmissionId id) {
    if (!messageId.isEmpty()) {
      byName.computeIfAbsent(new Name(carrier, messageId), n -> new ArrayList<>()).add(id);
    }
  }

  protected void forget(CarrierId carrier, String messageId, SubmissionId id) {
    byName.computeIfPresent(
        new Name(carrier, messageId),
        (name, ids) -> {
          ids.remove(id);
          return ids.isEmpty() ? null : ids;
        });
  }

  /** The submissions that may be meant, oldest first. */
  protected List<SubmissionId> named(Receipt receipt) {
    return List.copyOf(byName.getOrDefault(name(receipt), List.of()));
  }

  /**
   * The one submission that a receipt speaks of. A carrier may use an id twice (SMPP ids that are
   * constant, the 8-bit reference of a modem): then the recipient decides, then the only one still
   * without a final word, and if that leaves more than one, nothing is known.
   */
  protected Optional<SubmissionId> match(Receipt receipt, List<Candidate> candidates) {
    List<Candidate> left =
        narrow(candidates, c -> receipt.recipient().map(r -> sameNumber(r, c.to())).orElse(true));
    if (receipt.recipient().isPresent() && left.isEmpty()) {
      return Optional.empty();
    }
    if (left.size() > 1) {
      List<Candidate> open = narrow(left, Candidate::open);
      left = open.isEmpty() ? left.subList(left.size() - 1, left.size()) : open;
    }
    if (left.size() > 1) {
      outputs.note(
          EventKind.RECEIPT_AMBIGUOUS,
          receipt.carrier() + " id " + receipt.messageId() + " names " + left.size());
      return Optional.empty();
    }
    return left.stream().findFirst().map(Candidate::id);
  }

  /** Keeps a receipt that nothing is known of yet. */
  protected void park(Instant now, Receipt receipt) {
    if (parkedCount >= MOST_PARKED) {
      outputs.note(EventKind.RECEIPT_FORGOTTEN, receipt.carrier() + ": too many are parked");
      return;
    }
    ParkedReceipt entry = new ParkedReceipt(receipt, now, now.plus(PATIENCE));
    if (ledger.find(entry.key(), ParkedReceipt.class).isEmpty()) {
      recover(entry);
      ledger.put(entry);
      outputs.note(EventKind.RECEIPT_PARKED, receipt.carrier() + " id " + receipt.messageId());
    }
  }

  /** The receipts that waited for this id, in the order in which they came. */
  protected List<Receipt> unpark(CarrierId carrier, String messageId) {
    List<ParkedReceipt> waiting = parked.remove(new Name(carrier, messageId));
    if (waiting == null) {
      return List.of();
    }
    parkedCount -= waiting.size();
    waiting.forEach(entry -> ledger.remove(entry.key()));
    return waiting.stream().map(ParkedReceipt::receipt).toList();
  }

  protected void expire(ParkedReceipt receipt) {
    parked.computeIfPresent(
        name(receipt.receipt()),
        (name, waiting) -> {
          if (waiting.remove(receipt)) {
            parkedCount--;
          }
          return waiting.isEmpty() ? null : waiting;
        });
    ledger.remove(receipt.key());
    outputs.note(
        EventKind.RECEIPT_FORGOTTEN,
        receipt.receipt().carrier() + " id " + receipt.receipt().messageId());
  }

  private static Name name(Receipt receipt) {
    return new Name(receipt.carrier(), receipt.messageId());
  }

  private static List<Candidate> narrow(List<Candidate> all, Predicate<Candidate> by) {
    return all.stream().filter(by).toList();
  }

  /** Networks report a recipient as they see it: national, or with another prefix. */
  private static boolean sameNumber(Address reported, Subscriber to) {
    String digits =
        reported.value().startsWith("+") ? reported.value().substring(1) : reported.value();
    String tail = digits.startsWith("00") ? digits.substring(2) : digits.replaceFirst("^0", "");
    return !tail.isEmpty() && to.digits().endsWith(tail);
  }
}
