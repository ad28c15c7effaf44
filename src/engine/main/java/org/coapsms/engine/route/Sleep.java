package org.coapsms.engine.route;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Says when devices cannot be reached, day by day. What is sent to them then would only lie at the
 * service centre, its validity running.
 *
 * @param zone whose clock the windows are read on
 * @param listening how long a device listens after it has sent something, also in its sleep
 */
public record Sleep(List<Window> windows, ZoneId zone, Duration listening) {

  /** From one time of day to another, over midnight if the second is the earlier one. */
  public record Window(LocalTime from, LocalTime to) {
    public Window {
      if (from.equals(to)) {
        throw new IllegalArgumentException("a device that always sleeps cannot be reached");
      }
    }

    Duration length() {
      Duration length = Duration.between(from, to);
      return length.isNegative() ? length.plusDays(1) : length;
    }

    boolean covers(LocalTime time) {
      return from.isBefore(to)
          ? !time.isBefore(from) && time.isBefore(to)
          : !time.isBefore(from) || time.isBefore(to);
    }
  }

  public Sleep {
    windows = List.copyOf(windows);
  }

  /** When a device that sleeps at this time can be reached again; empty if it is awake. */
  public Optional<Instant> until(Instant now) {
    ZonedDateTime at = now.atZone(zone);
    // Windows may follow one another without a gap; more turns than windows mean no waking.
    for (int turn = 0; turn <= windows.size(); turn++) {
      LocalTime time = at.toLocalTime();
      Optional<Window> asleep = windows.stream().filter(w -> w.covers(time)).findFirst();
      if (asleep.isEmpty()) {
        return turn == 0 ? Optional.empty() : Optional.of(at.toInstant());
      }
      ZonedDateTime end = at.with(asleep.get().to());
      at = end.isAfter(at) ? end : end.plusDays(1);
    }
    return Optional.of(at.toInstant());
  }

  /** The longest of the windows. */
  public Duration longest() {
    return windows.stream().map(Window::length).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** Whether the windows together leave no time to be reached. */
  public boolean neverEnds() {
    return windows.stream()
            .map(Window::to)
            .allMatch(end -> windows.stream().anyMatch(window -> window.covers(end)))
        && !windows.isEmpty();
  }
}
