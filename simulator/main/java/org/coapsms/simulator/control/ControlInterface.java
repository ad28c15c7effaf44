package org.coapsms.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.coapsms.simulator.network.MobileNetwork;
import org.coapsms.simulator.phone.Phone;

/**
 * Knows what can be asked of a simulated network.
 *
 * <pre>
 *   GET    /state                    what is connected
 *   GET    /messages                 what was carried, oldest first
 *   GET    /faults                   all faults; PUT and DELETE /faults/{name} switch one
 *   GET    /modems                   all modems
 *   GET    /modems/{number}          one modem
 *   GET    /modems/{number}/violations    what its client typed against the grammar
 *   POST   /modems/{number}/reboot
 *   PUT    /modems/{number}/sim           {"inserted"}
 *   PUT    /modems/{number}/registration  {"status"}
 *   PUT    /modems/{number}/plug          {"in", "link"}
 *   GET    /phones                   all phones
 *   GET    /phones/{number}          one phone: executions, requests, inbox
 *   POST   /phones/{number}/sms      {"to", "text"} or {"to", "hex", "udh" or "port"}
 *   POST   /phones/{number}/coap     {"to", "method", "path", "payload", "confirmable"}
 *   POST   /phones/{number}/reboot
 *   PUT    /phones/{number}/power    {"on"}
 * </pre>
 */
final class ControlInterface {
  private static final List<String> PLACES =
      List.of(
          "/state",
          "/messages",
          "/faults",
          "/faults/{name}",
          "/modems",
          "/modems/{number}",
          "/modems/{number}/violations",
          "/modems/{number}/reboot",
          "/modems/{number}/sim",
          "/modems/{number}/registration",
          "/modems/{number}/plug",
          "/phones",
          "/phones/{number}",
          "/phones/{number}/sms",
          "/phones/{number}/coap",
          "/phones/{number}/reboot",
          "/phones/{number}/power");

  private final Controlled network;
  private final PhoneCommands phones = new PhoneCommands();
  private final FaultCommands faults;
  private final ModemCommands modems;

  ControlInterface(Controlled network) {
    this.network = network;
    this.faults = new FaultCommands(network.loop().network().faults());
    this.modems = new ModemCommands(network.modems());
  }

  /** What to answer, as a tree of maps, lists and values; or a failure with a {@link Refusal}. */
  CompletableFuture<?> request(String method, List<String> path, JsonNode body) {
    String place = place(path);
    String argument = path.size() > 1 ? path.get(1) : "";
    return switch (method + " " + place) {
      case "GET /state" -> state();
      case "GET /messages" -> inNetwork(now -> messages());
      case "GET /faults" -> inNetwork(faults::list);
      case "GET /faults/{name}" -> inNetwork(now -> faults.show(now, argument));
      case "PUT /faults/{name}" -> inNetwork(now -> faults.switchOn(now, argument, body));
      case "DELETE /faults/{name}" -> inNetwork(now -> faults.switchOff(now, argument));
      case "GET /modems" -> modems.list();
      case "GET /modems/{number}" -> modems.show(argument);
      case "GET /modems/{number}/violations" -> modems.violations(argument);
      case "POST /modems/{number}/reboot" -> modems.reboot(argument);
      case "PUT /modems/{number}/sim" -> modems.sim(argument, body);
      case "PUT /modems/{number}/registration" -> modems.registration(argument, body);
      case "PUT /modems/{number}/plug" -> modems.plug(argument, body);
      case "GET /phones" ->
          inNetwork(now -> network.phones().stream().map(Views::phoneInShort).toList());
      case "GET /phones/{number}" -> onPhone(argument, (phone, now) -> phones.show(phone));
      case "POST /phones/{number}/sms" ->
          onPhone(argument, (phone, now) -> phones.sms(phone, now, body));
      case "POST /phones/{number}/coap" ->
          onPhone(argument, (phone, now) -> phones.coap(phone, now, body));
      case "POST /phones/{number}/reboot" -> onPhone(argument, phones::reboot);
      case "PUT /phones/{number}/power" ->
          onPhone(argument, (phone, now) -> phones.power(phone, now, body));
      default -> throw unknown(method, place, path);
    };
  }

  private static String place(List<String> path) {
    if (path.size() < 2) {
      return "/" + String.join("", path);
    }
    String argument = path.get(0).equals("faults") ? "{name}" : "{number}";
    List<String> rest = path.subList(2, path.size());
    return "/"
        + path.get(0)
        + "/"
        + argument
        + (rest.isEmpty() ? "" : "/" + String.join("/", rest));
  }

  private static Refusal unknown(String method, String place, List<String> path) {
    return PLACES.contains(place)
        ? new Refusal(405, method + " is not for " + place)
        : Refusal.notFound("nothing at /" + String.join("/", path) + "; there are " + PLACES);
  }

  private CompletableFuture<Object> state() {
    CompletableFuture<?> smscs = all(network.smscs().get(), state -> state);
    return smscs
        .thenCombine(modems.list(), List::of)
        .thenCompose(both -> inNetwork(now -> state(now, both)));
  }

  private Object state(Instant now, List<?> smscsAndModems) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("now", now.toString());
    view.put("smscs", smscsAndModems.get(0));
    view.put("modems", smscsAndModems.get(1));
    view.put("phones", network.phones().stream().map(Views::phoneInShort).toList());
    view.put(
        "faults",
        mobileNetwork().faults().list(now).stream()
            .filter(status -> status.setting().isPresent())
            .map(Views::fault)
            .toList());
    return view;
  }

  private Object messages() {
    return mobileNetwork().history().stream().map(Views::message).toList();
  }

  private CompletableFuture<Object> onPhone(
      String number, BiFunction<Phone, Instant, Object> command) {
    String digits = number.startsWith("+") ? number.substring(1) : number;
    return inNetwork(
        now -> {
          Phone phone =
              network.phones().stream()
                  .filter(candidate -> candidate.number().value().equals(digits))
                  .findFirst()
                  .orElseThrow(() -> Refusal.notFound("no phone " + number));
          return command.apply(phone, now);
        });
  }

  private CompletableFuture<Object> inNetwork(Function<Instant, Object> work) {
    return network.loop().call(work);
  }

  private MobileNetwork mobileNetwork() {
    return network.loop().network();
  }

  static <T> CompletableFuture<List<Object>> all(
      List<CompletableFuture<T>> parts, Function<T, Object> view) {
    CompletableFuture<?>[] array = parts.toArray(new CompletableFuture<?>[0]);
    return CompletableFuture.allOf(array)
        .thenApply(done -> parts.stream().map(part -> view.apply(part.join())).toList());
  }
}
