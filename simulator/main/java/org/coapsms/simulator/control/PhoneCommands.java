package org.coapsms.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.tpdu.DataCoding;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;
import org.coapsms.simulator.network.ShortMessage;
import org.coapsms.simulator.phone.Phone;
import org.coapsms.simulator.phone.PhoneRequest;

/** Has phones do what the control interface says. Owned by the network's thread. */
final class PhoneCommands {
  private static final int REQUESTS_KEPT = 100;
  private static final int COAP_PORT = 5683;
  private static final List<CoapCode> METHODS =
      List.of(
          CoapCode.GET,
          CoapCode.POST,
          CoapCode.PUT,
          CoapCode.DELETE,
          CoapCode.FETCH,
          CoapCode.PATCH,
          CoapCode.IPATCH);

  private final Map<Phone, ArrayDeque<Map<String, Object>>> requests = new HashMap<>();

  /** What the phone did and got. */
  Object show(Phone phone) {
    return Views.phone(phone, new ArrayList<>(requests.getOrDefault(phone, new ArrayDeque<>())));
  }

  /**
   * Sends one SMS: {@code text}, in the GSM alphabet or else UCS2; or {@code hex}, the octets of an
   * 8-bit message behind the header that {@code udh} (with its length octet) or {@code port} gives.
   */
  Object sms(Phone phone, Instant now, JsonNode json) {
    Body body = new Body(json, Set.of("to", "hex", "text", "udh", "port"));
    Address to = Address.parse(body.requiredText("to"));
    Optional<String> text = body.text("text");
    Optional<Bytes> hex = body.hex("hex");
    if (text.isPresent() == hex.isPresent()) {
      throw Refusal.badRequest("either hex or text");
    }
    ShortMessage message =
        hex.isPresent()
            ? octets(phone, to, header(body), hex.get())
            : text(phone, to, header(body), text.orElse(""));
    if (message.octetsOnAir() > UserData.MAX_OCTETS) {
      throw Refusal.badRequest(
          "does not fit one SMS: " + message.octetsOnAir() + " of at most 140 octets");
    }
    requireOn(phone);
    phone.send(now, message);
    return Map.of("octets", message.octetsOnAir(), "dcs", message.dataCoding().value());
  }

  /** Sends a CoAP request of the phone's own; what left. Its outcome shows with the phone. */
  Object coap(Phone phone, Instant now, JsonNode json) {
    Body body =
        new Body(json, Set.of("to", "method", "path", "payload", "payloadHex", "confirmable"));
    String method = body.text("method").orElse("GET");
    CoapCode code =
        METHODS.stream()
            .filter(known -> known.description().equalsIgnoreCase(method))
            .findFirst()
            .orElseThrow(() -> Refusal.badRequest("method: no method " + method));
    Bytes payload = body.hex("payloadHex").orElse(Bytes.ofUtf8(body.text("payload").orElse("")));
    PhoneRequest request =
        PhoneRequest.of(Address.parse(body.requiredText("to")), code, body.text("path").orElse("/"))
            .withPayload(payload);
    requireOn(phone);
    Map<String, Object> record = new LinkedHashMap<>();
    CoapMessage sent =
        phone.request(
            now,
            body.bool("confirmable").orElse(true) ? request : request.nonConfirmable(),
            (when, outcome, response) -> {
              record.put("ended", when.toString());
              record.put("outcome", outcome.name());
              response.ifPresent(message -> record.put("response", Views.coap(message)));
            });
    Map<String, Object> view = Views.coap(sent);
    record.put("at", now.toString());
    record.put("request", view);
    remember(phone, record);
    return view;
  }

  Object reboot(Phone phone, Instant now) {
    phone.reboot(now);
    return Views.phoneInShort(phone);
  }

  Object power(Phone phone, Instant now, JsonNode json) {
    boolean on =
        new Body(json, Set.of("on"))
            .bool("on")
            .orElseThrow(() -> Refusal.badRequest("on: is missing"));
    if (on && !phone.isOn()) {
      phone.switchOn(now);
    } else if (!on && phone.isOn()) {
      phone.switchOff(now);
    }
    return Views.phoneInShort(phone);
  }

  private void remember(Phone phone, Map<String, Object> record) {
    ArrayDeque<Map<String, Object>> kept = requests.computeIfAbsent(phone, p -> new ArrayDeque<>());
    if (kept.size() == REQUESTS_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(record);
  }

  private static UserDataHeader header(Body body) {
    Optional<Bytes> udh = body.hex("udh");
    Optional<Long> port = body.whole("port");
    if (udh.isPresent() && port.isPresent()) {
      throw Refusal.badRequest("either udh or port");
    }
    try {
      if (udh.isPresent()) {
        return UserDataHeader.decode(udh.get());
      }
      return port.map(p -> UserDataHeader.of(new Ports(16, p.intValue(), COAP_PORT)))
          .orElse(UserDataHeader.EMPTY);
    } catch (MalformedTpdu e) {
      throw Refusal.badRequest("udh: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("port: " + e.getMessage());
    }
  }

  private static ShortMessage octets(Phone phone, Address to, UserDataHeader header, Bytes octets) {
    return ShortMessage.ofOctets(phone.number(), to, UserData.ofOctets(header, octets));
  }

  private static ShortMessage text(Phone phone, Address to, UserDataHeader header, String text) {
    DataCoding coding = DataCoding.GSM7;
    UserData userData;
    try {
      userData = UserData.ofGsm7(header, text);
    } catch (IllegalArgumentException e) {
      coding = DataCoding.UCS2;
      userData = UserData.ofUcs2(header, text);
    }
    return new ShortMessage(phone.number(), to, 0, coding, userData);
  }

  private static void requireOn(Phone phone) {
    if (!phone.isOn()) {
      throw new Refusal(409, phone.number() + " is switched off");
    }
  }
}
