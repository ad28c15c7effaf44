package org.coapsms.bridge.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.engine.route.Sleep;

/** Reads when devices sleep. */
final class SleepReader {
  /** How long a device is taken to listen after it has sent something. */
  private static final Duration LISTENING = Duration.ofMinutes(1);

  private static final ZoneId UTC = ZoneId.of("UTC");

  private static final Pattern WINDOW =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

  private SleepReader() {}

  /** The sleep; empty if no window is right, which is noted then. */
  static Optional<Sleep> read(Section section) {
    List<Sleep.Window> windows = new ArrayList<>();
    for (String text : section.texts("windows")) {
      Matcher window = WINDOW.matcher(text);
      if (!window.matches()) {
        section.error("windows", "\"" + text + "\" is no window; write \"22:00-06:00\"");
      } else {
        LocalTime from = time(window.group(1), window.group(2));
        LocalTime to = time(window.group(3), window.group(4));
        if (from.equals(to)) {
          section.error("windows", "\"" + text + "\" ends when it begins");
        } else {
          windows.add(new Sleep.Window(from, to));
        }
      }
    }
    if (windows.isEmpty() && !section.isWrong("windows")) {
      section.error("windows", "is missing; write [\"22:00-06:00\"]");
    }
    ZoneId zone = section.text("zone").map(name -> zone(section, name)).orElse(UTC);
    Duration listening = section.duration("listening").orElse(LISTENING);
    section.close();
    return windows.isEmpty() ? Optional.empty() : Optional.of(new Sleep(windows, zone, listening));
  }

  private static ZoneId zone(Section section, String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      section.error("zone", "\"" + name + "\" is no time zone; write UTC or Europe/Berlin");
      return UTC;
    }
  }

  private static LocalTime time(String hour, String minute) {
    return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
  }
}
