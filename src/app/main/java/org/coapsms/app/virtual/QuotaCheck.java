package org.coapsms.app.virtual;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.coapsms.engine.CarrierId;

/** Counts what each carrier has carried in an hour: never more than its quota, part of I3. */
final class QuotaCheck {
  private record Hour(CarrierId carrier, Instant begin) {}

  private final Checks checks;
  private final VirtualDirectory directory;
  private final Map<Hour, Integer> carried = new HashMap<>();

  QuotaCheck(Checks checks, VirtualDirectory directory) {
    this.checks = checks;
    this.directory = directory;
  }

  /** A segment has left, whether the bridge knows it or not. */
  void left(Instant now, CarrierId carrier) {
    directory
        .hourlyQuota(carrier)
        .ifPresent(
            most -> {
              Hour hour = new Hour(carrier, now.truncatedTo(ChronoUnit.HOURS));
              if (carried.merge(hour, 1, Integer::sum) > most) {
                checks.broken("I3", carrier + " carried more than its quota of " + most);
              }
            });
  }
}
