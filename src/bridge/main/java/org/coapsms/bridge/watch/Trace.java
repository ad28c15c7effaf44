package org.coapsms.bridge.watch;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import org.coapsms.engine.Noted;
import org.coapsms.runtime.EngineWatcher;
import org.coapsms.runtime.StoreUnavailable;
import org.coapsms.runtime.WireTrace;

/**
 * Writes one aligned line for each unit of wire traffic and each thing the engine noticed: time,
 * direction, where, what, detail, octets. Thread-safe if the place it writes to is.
 */
public final class Trace implements EngineWatcher {
  private final Consumer<String> lines;
  private final NumberDisplay numbers;
  private final DateTimeFormatter time;

  /**
   * Makes a trace.
   *
   * @param lines takes each line; called from many threads
   * @param zone the zone of the times shown
   */
  public Trace(Consumer<String> lines, NumberDisplay numbers, ZoneId zone) {
    this.lines = lines;
    this.numbers = numbers;
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  @Override
  public void noted(Instant at, Noted noted) {
    String what = noted.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String whom = noted.subscriber().map(subscriber -> subscriber + " ").orElse("");
    line(at, "--", "engine", what, whom + noted.detail(), 0);
  }

  @Override
  public void trace(Instant at, WireTrace wire) {
    String direction = wire.outbound() ? ">>" : "<<";
    line(at, direction, wire.carrier().name(), wire.what(), wire.detail(), wire.octets());
  }

  @Override
  public void storeFailed(Instant at, StoreUnavailable why) {
    line(at, "!!", "store", "commit failed", String.valueOf(why.getMessage()), 0);
  }

  @Override
  public void engineFailed(Instant at, RuntimeException why) {
    line(at, "!!", "engine", "broke, started anew", why.toString(), 0);
  }

  private void line(
      Instant at, String direction, String where, String what, String detail, int octets) {
    String size = octets == 0 ? "" : " " + octets + "B";
    lines.accept(
        String.format(
                Locale.ROOT,
                "%s %s %-10s %-24s %s%s",
                time.format(at),
                direction,
                where,
                numbers.of(what),
                numbers.of(detail),
                size)
            .stripTrailing());
  }
}
