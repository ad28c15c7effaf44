package org.coapsms.simulator.smsc;

import java.time.Instant;
import org.coapsms.codec.Address;
import org.coapsms.codec.smpp.DeliverSm;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.Terminal;

/** Joins a customer's number in the mobile network to the customer's binds. */
final class Account implements Terminal {
  private final SmscAccount description;
  private final Misbehaviour misbehaviour;
  private final Deliveries deliveries;
  private final ReceiptDesk receipts;
  private final Allowance allowance;

  Account(
      SmscAccount description,
      Misbehaviour misbehaviour,
      Deliveries deliveries,
      ReceiptDesk receipts) {
    this.description = description;
    this.misbehaviour = misbehaviour;
    this.deliveries = deliveries;
    this.receipts = receipts;
    this.allowance = new Allowance(description.limits());
  }

  SmscAccount description() {
    return description;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  ReceiptDesk receipts() {
    return receipts;
  }

  Allowance allowance() {
    return allowance;
  }

  boolean accepts(String password) {
    return description.takesAnyone() || description.password().equals(password);
  }

  /** A receipt about a message that was handed in on that session is ready. */
  void receiptLeaves(Instant now, Session session, ShortMessageBody receipt) {
    misbehaviour.at(
        Occasion.RECEIPT,
        now,
        session,
        new DeliverSm(0, receipt),
        later -> deliveries.offer(later, receipt),
        later -> deliveries.offerElsewhere(later, receipt, session));
  }

  @Override
  public Address number() {
    return description.number();
  }

  @Override
  public void arrived(Instant now, Delivery delivery) {
    deliveries.offer(now, MobileOriginated.of(delivery.message()));
  }
}
