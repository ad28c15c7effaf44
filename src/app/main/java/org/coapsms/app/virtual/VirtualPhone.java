package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.coapsms.engine.Subscriber;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.phone.Phone;
import org.coapsms.simulator.phone.PhoneBehaviour;

/** Is a simulated phone with what the checks must know of it. */
final class VirtualPhone {
  private final Subscriber subscriber;
  private final Phone phone;
  private final Duration memory;
  private Instant rebooted = Instant.MIN;

  VirtualPhone(
      Subscriber subscriber,
      MobileNetwork network,
      PhoneBehaviour behaviour,
      RandomGenerator random) {
    this.subscriber = subscriber;
    this.memory = behaviour.coap().dedupLifetime();
    this.phone = new Phone(subscriber.address(), network, behaviour, random);
  }

  Subscriber subscriber() {
    return subscriber;
  }

  Phone phone() {
    return phone;
  }

  boolean deduplicates() {
    return !memory.isZero();
  }

  /** Whether it should have known a request for a copy. */
  boolean remembers(Instant first, Instant now) {
    return deduplicates()
        && !rebootedSince(first)
        && Duration.between(first, now).compareTo(memory) < 0;
  }

  boolean rebootedSince(Instant first) {
    return rebooted.isAfter(first);
  }

  void reboot(Instant now) {
    rebooted = now;
    phone.reboot(now);
  }
}
