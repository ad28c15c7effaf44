package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.simulator.network.Faults;

/** Does the usual at each occasion, unless a fault strikes. Owned by the network's thread. */
final class Misbehaviour {
  private static final Map<Occasion, List<SmscFault>> BY_OCCASION =
      Arrays.stream(SmscFault.values())
          .collect(
              Collectors.groupingBy(
                  SmscFault::occasion, () -> new EnumMap<>(Occasion.class), Collectors.toList()));

  private final Faults faults;

  Misbehaviour(Faults faults) {
    this.faults = faults;
  }

  void declare() {
    for (SmscFault fault : SmscFault.values()) {
      faults.declare(fault.fault());
    }
  }

  /** Does the usual, or what the first fault that strikes makes of it. */
  void at(
      Occasion occasion,
      Instant now,
      Session session,
      Pdu pdu,
      Consumer<Instant> usually,
      Consumer<Instant> otherwise) {
    if (!strikes(occasion, now, session, pdu, usually, otherwise)) {
      usually.accept(now);
    }
  }

  /** As the other, where nothing is left to be done if not the usual. */
  void at(Occasion occasion, Instant now, Session session, Pdu pdu, Consumer<Instant> usually) {
    at(occasion, now, session, pdu, usually, later -> {});
  }

  /** At one of how many occasions this fault strikes, which counts them. */
  long every(Instant now, SmscFault fault, long usual) {
    return faults.allOff() ? usual : faults.every(now, fault.key(), usual);
  }

  /** Whether a fault has struck and done its work; if not, nothing has been done. */
  boolean strikes(
      Occasion occasion,
      Instant now,
      Session session,
      Pdu pdu,
      Consumer<Instant> usually,
      Consumer<Instant> otherwise) {
    if (faults.allOff()) {
      return false;
    }
    for (SmscFault fault : BY_OCCASION.getOrDefault(occasion, List.of())) {
      Optional<Duration> delay = faults.delays(now, fault.key(), fault.usualDelay());
      if (delay.isPresent()) {
        fault.strike(new Moment(now, delay.get(), session, pdu, usually, otherwise));
        return true;
      }
    }
    return false;
  }
}
