package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.EventKind;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Outputs;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.SubscriberState;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.Pool;
import org.coapsms.engine.route.Quota;
import org.coapsms.engine.route.Route;

/**
 * Knows which carriers can be used, how much they have to do and which of them a subscriber gets.
 * Not thread-safe.
 */
public final class Carriers {
  private final Ledger ledger;
  private final Outputs outputs;
  private final Map<CarrierId, CarrierQueue> queues = new LinkedHashMap<>();

  public Carriers(Ledger ledger, Outputs outputs, Directory directory) {
    this.ledger = ledger;
    this.outputs = outputs;
    directory.carriers().values().stream()
        .sorted(Comparator.comparing(terms -> terms.id().name()))
        .forEach(terms -> queues.put(terms.id(), new CarrierQueue(terms)));
  }

  /** Whether a carrier is connected and its quota not used up. */
  public boolean usable(Instant now, CarrierId carrier) {
    CarrierQueue queue = queues.get(carrier);
    return queue != null && queue.usable(now);
  }

  /** Whether so much waits for a carrier already that no request should be added. */
  public boolean full(CarrierId carrier) {
    return queue(carrier).full();
  }

  /** The rate at which a carrier is fed at present, in segments a second; empty: no limit. */
  public Optional<Double> rate(CarrierId carrier) {
    return Optional.ofNullable(queues.get(carrier)).flatMap(queue -> queue.pacing().rate());
  }

  /**
   * The carrier that a subscriber gets: from the first pool of its route in which one can be used,
   * else from the first pool, to wait there.
   */
  public CarrierId choose(Instant now, Subscriber to, Route route) {
    CarrierId chosen = usableFor(now, to, route).orElseGet(() -> waitingPlace(to, route));
    if (route.pools().stream().anyMatch(pool -> pool.choice() == Pool.Choice.LEAST_LOADED)) {
      keep(to, chosen);
    }
    return chosen;
  }

  /** The carrier that a subscriber would get now if one can be used. */
  public Optional<CarrierId> usableFor(Instant now, Subscriber to, Route route) {
    Optional<CarrierId> before = state(to).flatMap(SubscriberState::carrier);
    return route.pools().stream()
        .flatMap(
            pool -> pool.choose(to, c -> usable(now, c), before, c -> queue(c).load()).stream())
        .findFirst();
  }

  CarrierQueue queue(CarrierId carrier) {
    return queues.computeIfAbsent(
        carrier,
        id -> new CarrierQueue(new CarrierTerms(id, Optional.empty(), 1, Optional.empty())));
  }

  Collection<CarrierQueue> queues() {
    return queues.values();
  }

  /** Takes in how busy a carrier's network says it is, from 0 to 100. */
  void congestion(Instant now, CarrierId carrier, int level) {
    Pacing pacing = queue(carrier).pacing();
    Optional<Double> before = pacing.rate();
    pacing.congested(now, level);
    if (!pacing.rate().equals(before)) {
      noteSlowed(carrier);
    }
  }

  /** A carrier refused something because it is busy. */
  void throttled(Instant now, CarrierId carrier) {
    queue(carrier).pacing().throttled(now);
    noteSlowed(carrier);
  }

  /**
   * Until when a carrier's quota does not allow so many more segments; not after now if it does.
   */
  Instant closedFor(Instant now, CarrierId carrier, int segments) {
    Quota quota = queue(carrier).terms().quota();
    return quota.unlimited()
        ? now
        : usage(carrier).until(now, quota, Math.min(segments, quota.least()));
  }

  /** A segment was handed over; whether it was the last that the quota allows for now. */
  boolean used(Instant now, CarrierId carrier) {
    if (queue(carrier).terms().quota().unlimited()) {
      return false;
    }
    ledger.put(usage(carrier).oneMore(now));
    return closeIfSpent(now, carrier);
  }

  /** A segment that was handed over then was refused, and has cost nothing. */
  void givenBack(Instant then, CarrierId carrier) {
    if (!queue(carrier).terms().quota().unlimited()) {
      ledger.put(usage(carrier).oneLess(then));
      queue(carrier).closedUntil(Instant.MIN);
    }
  }

  void recover(Instant now) {
    queues.keySet().forEach(carrier -> closeIfSpent(now, carrier));
  }

  private boolean closeIfSpent(Instant now, CarrierId carrier) {
    Instant until = closedFor(now, carrier, 1);
    if (!until.isAfter(now)) {
      return false;
    }
    queue(carrier).closedUntil(until);
    outputs.note(EventKind.CARRIER_EXHAUSTED, carrier + " has used its quota up until " + until);
    return true;
  }

  private CarrierUsage usage(CarrierId carrier) {
    return ledger
        .find(CarrierUsage.key(carrier), CarrierUsage.class)
        .orElseGet(() -> CarrierUsage.none(carrier));
  }

  private CarrierId waitingPlace(Subscriber to, Route route) {
    Optional<CarrierId> before = state(to).flatMap(SubscriberState::carrier);
    return route.pools().get(0).choose(to, any -> true, before, c -> queue(c).load()).orElseThrow();
  }

  private void keep(Subscriber subscriber, CarrierId carrier) {
    state(subscriber)
        .filter(state -> !state.carrier().equals(Optional.of(carrier)))
        .ifPresent(state -> ledger.put(state.through(carrier)));
  }

  private Optional<SubscriberState> state(Subscriber subscriber) {
    return ledger.find(SubscriberState.key(subscriber), SubscriberState.class);
  }

  private void noteSlowed(CarrierId carrier) {
    outputs.note(
        EventKind.CARRIER_SLOWED, carrier + " to " + rate(carrier).orElse(0.0) + " a second");
  }
}
