package org.coapsms.engine.message;

import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;

/**
 * The network's later word on one segment: an SMPP delivery receipt, an SMS-STATUS-REPORT, or the
 * answer to a query.
 *
 * @param messageId the id by which the carrier accepted the segment
 * @param recipient whom the segment was for, where the network says so
 * @param detail the network's own words, for people
 * @param solicited whether it was asked for; then its time says nothing of the delivery's
 */
public record Receipt(
    CarrierId carrier,
    String messageId,
    Optional<Address> recipient,
    ReceiptState state,
    String detail,
    boolean solicited) {

  /** A receipt that came by itself. */
  public Receipt(
      CarrierId carrier,
      String messageId,
      Optional<Address> recipient,
      ReceiptState state,
      String detail) {
    this(carrier, messageId, recipient, state, detail, false);
  }

  /** The carrier's answer to a query. */
  public static Receipt answering(Query query, ReceiptState state, String detail) {
    return new Receipt(
        query.carrier(), query.messageId(), Optional.of(query.recipient()), state, detail, true);
  }
}
