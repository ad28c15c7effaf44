package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Address;
import org.coapsms.simulator.network.Faults;

/** Asks whether a fault strikes one modem now. Not thread-safe; owned by the network's thread. */
record Mischief(Faults faults, Address modem) {
  boolean strikes(Instant now, ModemFault fault) {
    return lasting(now, fault).isPresent();
  }

  /** How long it lasts, if it strikes. */
  Optional<Duration> lasting(Instant now, ModemFault fault) {
    return faults.allOff()
        ? Optional.empty()
        : faults.delays(now, fault.faultName(), fault.usualDelay(), modem);
  }

  /** Strikes only after so long a silence as the fault's delay says. */
  boolean strikesAfter(Duration silence, Instant now, ModemFault fault) {
    return !faults.allOff()
        && faults
            .setting(now, fault.faultName(), modem)
            .filter(s -> s.delay().orElse(fault.usualDelay()).compareTo(silence) <= 0)
            .isPresent()
        && strikes(now, fault);
  }
}
