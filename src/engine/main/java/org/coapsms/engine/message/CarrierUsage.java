package org.coapsms.engine.message;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Entry;
import org.coapsms.engine.EntryKey;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.Quota;

/**
 * Counts what a carrier with a quota was given. A SIM does not forget when its bridge restarts.
 *
 * @param at when it was last given something
 * @param hour how many segments in that hour of UTC
 * @param day how many in that day
 * @param month how many in that month
 */
public record CarrierUsage(CarrierId carrier, Instant at, int hour, int day, int month)
    implements Entry {

  static EntryKey key(CarrierId carrier) {
    return new EntryKey(EntryKey.Kind.CARRIER_USAGE, carrier.name());
  }

  static CarrierUsage none(CarrierId carrier) {
    return new CarrierUsage(carrier, Instant.EPOCH, 0, 0, 0);
  }

  @Override
  public EntryKey key() {
    return key(carrier);
  }

  @Override
  public Optional<Subscriber> conversation() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> due() {
    return Optional.empty();
  }

  CarrierUsage oneMore(Instant now) {
    CarrierUsage current = at(now);
    return new CarrierUsage(
        carrier, now, current.hour() + 1, current.day() + 1, current.month() + 1);
  }

  /** What was refused has cost nothing, as long as it was given in the hour that still counts. */
  CarrierUsage oneLess(Instant given) {
    return start(ChronoUnit.HOURS, given).equals(start(ChronoUnit.HOURS, at)) && hour > 0
        ? new CarrierUsage(carrier, at, hour - 1, day - 1, month - 1)
        : this;
  }

  /** When it may be given so many; now if it may at once. */
  Instant until(Instant now, Quota quota, int wanted) {
    CarrierUsage current = at(now);
    Instant until = now;
    if (quota.hour().filter(most -> most - current.hour() < wanted).isPresent()) {
      until = end(ChronoUnit.HOURS, now);
    }
    if (quota.day().filter(most -> most - current.day() < wanted).isPresent()) {
      until = end(ChronoUnit.DAYS, now);
    }
    if (quota.month().filter(most -> most - current.month() < wanted).isPresent()) {
      until = end(ChronoUnit.MONTHS, now);
    }
    return until;
  }

  private CarrierUsage at(Instant now) {
    return new CarrierUsage(
        carrier,
        at,
        same(ChronoUnit.HOURS, now) ? hour : 0,
        same(ChronoUnit.DAYS, now) ? day : 0,
        same(ChronoUnit.MONTHS, now) ? month : 0);
  }

  private boolean same(ChronoUnit period, Instant now) {
    return start(period, at).equals(start(period, now));
  }

  private static Instant end(ChronoUnit period, Instant now) {
    return LocalDateTime.ofInstant(start(period, now), ZoneOffset.UTC)
        .plus(1, period)
        .toInstant(ZoneOffset.UTC);
  }

  private static Instant start(ChronoUnit period, Instant time) {
    LocalDateTime at = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    LocalDateTime start =
        period == ChronoUnit.MONTHS
            ? at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1)
            : at.truncatedTo(period);
    return start.toInstant(ZoneOffset.UTC);
  }
}
