package org.coapsms.simulator.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accompanies one short message from its submission to its fate. */
final class Carriage {
  final long id;
  final ShortMessage message;
  final Instant submitted;
  final Instant validUntil;
  final @Nullable ReportListener reports;
  boolean lost;
  int failures;
  @Nullable Fate fate;
  private List<Instant> delivered = List.of();
  private @Nullable Instant reported;

  Carriage(
      long id,
      ShortMessage message,
      Instant submitted,
      Instant validUntil,
      @Nullable ReportListener reports) {
    this.id = id;
    this.message = message;
    this.submitted = submitted;
    this.validUntil = validUntil;
    this.reports = reports;
  }

  /** Notes the arrival of a copy; whether it was the first. */
  boolean arrived(Instant now) {
    boolean first = delivered.isEmpty();
    delivered = first ? List.of(now) : List.of(delivered.get(0), now);
    return first;
  }

  boolean hasArrived() {
    return !delivered.isEmpty();
  }

  void reported(Instant now) {
    reported = now;
  }

  Carried story() {
    return new Carried(
        id,
        message,
        submitted,
        delivered,
        lost,
        Optional.ofNullable(fate),
        Optional.ofNullable(reported));
  }
}
