package org.coapsms.simulator.smsc;

import java.time.Instant;
import org.coapsms.codec.Address;
import org.coapsms.simulator.network.Delivery;
import org.coapsms.simulator.network.Terminal;

/** Joins a customer's number in the mobile network to the customer's binds. */
final class Account implements Terminal {
  private final SmscAccount description;
  private final Deliveries deliveries;

  Account(SmscAccount description, Deliveries deliveries) {
    this.description = description;
    this.deliveries = deliveries;
  }

  SmscAccount description() {
    return description;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  boolean accepts(String password) {
    return description.takesAnyone() || description.password().equals(password);
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
