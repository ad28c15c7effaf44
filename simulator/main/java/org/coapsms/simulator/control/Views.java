package org.coapsms.simulator.control;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coapsms.codec.Address;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.tpdu.Alphabet;
import org.coapsms.simulator.modem.ModemView;
import org.coapsms.simulator.network.Carried;
import org.coapsms.simulator.network.Faults;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.phone.Phone;
import org.coapsms.simulator.phone.Received;

/** Says how things look in JSON; keys keep the order in which they are put here. */
final class Views {
  private Views() {}

  static Map<String, Object> message(Carried carried) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", carried.id());
    view.putAll(message(carried.message()));
    view.put("submitted", carried.submitted().toString());
    view.put("delivered", carried.delivered().stream().map(Instant::toString).toList());
    view.put("lost", carried.lost());
    view.put("duplicate", carried.duplicated());
    carried.fate().ifPresent(fate -> view.put("fate", fate.name()));
    carried.reported().ifPresent(at -> view.put("reported", at.toString()));
    return view;
  }

  static Map<String, Object> received(Received received) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("at", received.at().toString());
    view.putAll(message(received.message()));
    return view;
  }

  private static Map<String, Object> message(ShortMessage message) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("from", number(message.from()));
    view.put("to", number(message.to()));
    view.put("pid", message.protocolId());
    view.put("dcs", message.dataCoding().value());
    view.put("udh", message.userData().header().encode().toHex());
    view.put("hex", message.userData().octets().toHex());
    if (message.dataCoding().alphabet() != Alphabet.OCTETS) {
      view.put("text", message.userData().text(message.dataCoding()));
    }
    return view;
  }

  static Map<String, Object> phoneInShort(Phone phone) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("number", number(phone.number()));
    view.put("on", phone.isOn());
    view.put("executions", phone.executions().values().stream().mapToInt(n -> n).sum());
    return view;
  }

  static Map<String, Object> phone(Phone phone, List<Map<String, Object>> requests) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("number", number(phone.number()));
    view.put("on", phone.isOn());
    view.put("partialSets", phone.partialSets());
    view.put("observers", phone.observers());
    view.put(
        "executions",
        phone.executions().entrySet().stream()
            .map(
                entry ->
                    Map.of(
                        "resource", entry.getKey().resource(),
                        "method", entry.getKey().method().description(),
                        "count", entry.getValue()))
            .toList());
    view.put("requests", requests);
    view.put("inbox", phone.inbox().stream().map(Views::received).toList());
    return view;
  }

  static Map<String, Object> modem(ModemView modem) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("link", modem.link());
    view.put("number", number(modem.number()));
    view.put("profile", modem.profile());
    view.put("open", modem.open());
    view.put("registered", modem.registered());
    view.put("stored", modem.stored());
    return view;
  }

  static Map<String, Object> fault(Faults.Status status) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", status.fault().name());
    view.put("what", status.fault().what());
    view.put("on", status.setting().isPresent());
    status
        .setting()
        .ifPresent(
            setting -> {
              view.put("probability", setting.probability());
              setting.count().ifPresent(count -> view.put("count", count));
              setting.lasting().ifPresent(time -> view.put("seconds", seconds(time)));
              setting.delay().ifPresent(time -> view.put("delaySeconds", seconds(time)));
              setting.every().ifPresent(occasions -> view.put("every", occasions));
              setting.only().ifPresent(number -> view.put("modem", "+" + number));
            });
    view.put("strikes", status.strikes());
    return view;
  }

  static Map<String, Object> coap(CoapMessage message) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("type", message.type().name());
    view.put("code", message.code().toString());
    view.put("mid", message.messageId());
    view.put("token", message.token().toHex());
    view.put("options", message.options().stream().map(Object::toString).toList());
    view.put("payload", message.payload().toUtf8());
    view.put("hex", message.encode().toHex());
    return view;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  /** Without the quotes that an alphanumeric address has in a log. */
  private static String number(Address address) {
    return address.isAlphanumeric() ? address.value() : address.toString();
  }
}
