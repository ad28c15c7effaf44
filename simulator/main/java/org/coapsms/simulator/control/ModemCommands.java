package org.coapsms.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.coapsms.simulator.modem.ModemServer;
import org.coapsms.simulator.modem.Violation;

/** Does to modems what the control interface says. Thread-safe. */
final class ModemCommands {
  private final Supplier<List<ModemServer>> modems;

  ModemCommands(Supplier<List<ModemServer>> modems) {
    this.modems = modems;
  }

  CompletableFuture<List<Object>> list() {
    return ControlInterface.all(
        modems.get().stream().map(ModemServer::view).toList(), Views::modem);
  }

  CompletableFuture<?> show(String number) {
    return modem(number).view().thenApply(Views::modem);
  }

  CompletableFuture<?> violations(String number) {
    return modem(number)
        .violations()
        .thenApply(violations -> violations.stream().map(ModemCommands::violation).toList());
  }

  CompletableFuture<?> reboot(String number) {
    ModemServer modem = modem(number);
    modem.reboot();
    return modem.view().thenApply(Views::modem);
  }

  /** {@code inserted}: whether the SIM is in. */
  CompletableFuture<?> sim(String number, JsonNode json) {
    boolean in =
        new Body(json, Set.of("inserted"))
            .bool("inserted")
            .orElseThrow(() -> Refusal.badRequest("inserted: is missing"));
    return modem(number).insertSim(in).thenCompose(done -> show(number));
  }

  /** {@code status} of the registration, as {@code +CREG} tells it. */
  CompletableFuture<?> registration(String number, JsonNode json) {
    long status =
        new Body(json, Set.of("status"))
            .whole("status")
            .orElseThrow(() -> Refusal.badRequest("status: is missing"));
    if (status < 0 || status > 5) {
      throw Refusal.badRequest("status: from 0 to 5");
    }
    return modem(number).registerAs((int) status).thenCompose(done -> show(number));
  }

  /** {@code in}: whether the line is plugged in; {@code link}: where, if not where it was. */
  CompletableFuture<?> plug(String number, JsonNode json) {
    Body body = new Body(json, Set.of("in", "link"));
    ModemServer modem = modem(number);
    boolean in = body.bool("in").orElseThrow(() -> Refusal.badRequest("in: is missing"));
    CompletableFuture<?> done =
        in ? modem.plugInto(body.text("link").orElseGet(modem::link)) : modem.unplug();
    return done.handle(
            (plugged, failure) -> {
              if (failure != null) {
                throw new Refusal(409, "cannot plug in: " + failure.getMessage());
              }
              return number;
            })
        .thenCompose(this::show);
  }

  private ModemServer modem(String number) {
    String digits = number.startsWith("+") ? number.substring(1) : number;
    return modems.get().stream()
        .filter(candidate -> candidate.number().value().equals(digits))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("no modem " + number));
  }

  private static Map<String, Object> violation(Violation violation) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("at", violation.at().toString());
    view.put("kind", violation.kind().name());
    view.put("what", violation.kind().what());
    view.put("detail", violation.detail());
    return view;
  }
}
