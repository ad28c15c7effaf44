package org.coapsms.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.coapsms.simulator.network.FaultSetting;
import org.coapsms.simulator.network.Faults;

/** Switches faults as the control interface says. Owned by the network's thread. */
final class FaultCommands {
  private final Faults faults;

  FaultCommands(Faults faults) {
    this.faults = faults;
  }

  Object list(Instant now) {
    return faults.list(now).stream().map(Views::fault).toList();
  }

  /**
   * Switches a fault on: {@code probability} (else 1), for {@code count} strikes and {@code
   * seconds}, both unlimited if missing; {@code delaySeconds} for faults that delay; {@code every}
   * for those that count; {@code modem} spares all modems but the one with that number.
   */
  Object switchOn(Instant now, String name, JsonNode json) {
    requireKnown(name);
    Body body =
        new Body(json, Set.of("probability", "count", "seconds", "delaySeconds", "every", "modem"));
    FaultSetting setting;
    try {
      setting =
          new FaultSetting(
              body.number("probability").orElse(1.0),
              body.whole("count"),
              duration(body, "seconds"),
              duration(body, "delaySeconds"),
              body.text("modem").map(FaultCommands::digits),
              body.whole("every"));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
    faults.switchOn(now, name, setting);
    return show(now, name);
  }

  Object switchOff(Instant now, String name) {
    requireKnown(name);
    faults.switchOff(name);
    return show(now, name);
  }

  Object show(Instant now, String name) {
    requireKnown(name);
    return faults.list(now).stream()
        .filter(status -> status.fault().name().equals(name))
        .map(Views::fault)
        .findFirst()
        .orElseThrow();
  }

  private static String digits(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }

  private void requireKnown(String name) {
    if (!faults.isKnown(name)) {
      throw Refusal.notFound("no fault " + name + "; GET /faults lists them");
    }
  }

  private static Optional<Duration> duration(Body body, String key) {
    Optional<Double> seconds = body.number(key);
    if (seconds.isPresent() && !(seconds.get() < 1e9)) {
      throw Refusal.badRequest(key + ": too many");
    }
    return seconds.map(s -> Duration.ofMillis(Math.round(s * 1000)));
  }
}
