package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.function.Consumer;

/** Has something happen later, in the network's time. */
@FunctionalInterface
interface Schedule {
  void at(Instant when, Consumer<Instant> action);
}
