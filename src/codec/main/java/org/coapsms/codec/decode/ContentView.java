package org.coapsms.codec.decode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.MalformedCoap;
import org.coapsms.codec.tpdu.Concatenation;
import org.coapsms.codec.tpdu.InformationElement;
import org.coapsms.codec.tpdu.MalformedTpdu;
import org.coapsms.codec.tpdu.Ports;
import org.coapsms.codec.tpdu.UserData;
import org.coapsms.codec.tpdu.UserDataHeader;

/** Shows what a short message carries: its header, its text or its octets, CoAP in these. */
final class ContentView {
  private static final int COAP_PORT = 5683;

  private ContentView() {}

  /** Reads user data with its header, as esm_class 0x40 announces it in SMPP. */
  static Reading readHeaderAndPayload(Bytes octets) throws MalformedTpdu {
    UserData userData = UserData.fromHeaderAndPayload(true, octets);
    Walk walk = new Walk(octets);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", Kind.UDH.label());
    show(walk, json, userData.header(), userData.octets(), Optional.empty());
    UserDataHeader header = userData.header();
    boolean plausible = header.concatenation().isPresent() || header.ports().isPresent();
    return new Reading(new Decoded(Kind.UDH, octets, walk.fields(), json), plausible);
  }

  /**
   * Shows a header, if there is one, and all octets behind it.
   *
   * @param payload the octets behind the header, without fill bits
   * @param text what they say, if they are text
   */
  static void show(
      Walk walk,
      Map<String, Object> json,
      UserDataHeader header,
      Bytes payload,
      Optional<String> text) {
    if (!header.isEmpty()) {
      walk.take(header.size(), "user data header", "", inside -> elements(inside, header));
      json.put("udh", json(header));
    } else if (text.isEmpty() && walk.remaining() > payload.size()) {
      walk.take(walk.remaining() - payload.size(), "user data header", "without elements");
    }
    if (text.isPresent()) {
      walk.take(walk.remaining(), "text", text.get());
      json.put("text", text.get());
      return;
    }
    json.put("userData", payload.toHex());
    Optional<CoapMessage> coap = coap(json, header, payload);
    Consumer<Walk> parts = coap.isPresent() ? w -> CoapView.walk(w, coap.get()) : w -> {};
    String name = coap.isPresent() ? "user data: CoAP" : "user data";
    walk.take(payload.size(), name, coap.isPresent() ? "" : payload.toHex(), parts);
  }

  // CoAP is what goes to or comes from its port, and what looks like it where nobody names a port;
  // only the first part of a concatenated message shows its start.
  private static Optional<CoapMessage> coap(
      Map<String, Object> json, UserDataHeader header, Bytes payload) {
    Optional<Ports> ports = header.ports();
    boolean named =
        ports.isPresent()
            && (ports.get().destination() == COAP_PORT || ports.get().source() == COAP_PORT);
    Optional<Concatenation> part = header.concatenation();
    boolean start = part.isEmpty() || part.get().sequence() == 1;
    if (!start || !(named || ports.isEmpty())) {
      return Optional.empty();
    }
    boolean whole = part.isEmpty() || part.get().total() == 1;
    try {
      CoapMessage message = CoapMessage.decode(payload);
      if (!named && !CoapView.isPlausible(message)) {
        return Optional.empty();
      }
      Map<String, Object> coap = CoapView.json(message);
      if (!whole) {
        coap.put("complete", false);
      }
      json.put("coap", coap);
      return Optional.of(message);
    } catch (MalformedCoap malformed) {
      if (named && whole) {
        json.put("coapError", String.valueOf(malformed.getMessage()));
      }
      return Optional.empty();
    }
  }

  private static void elements(Walk walk, UserDataHeader header) {
    walk.take(1, "UDHL", walk.peek(0));
    for (InformationElement element : header.elements()) {
      String name = String.format("element 0x%02x", element.identifier());
      walk.take(2 + element.data().size(), name, shown(element));
    }
  }

  private static String shown(InformationElement element) {
    if (element instanceof Concatenation part) {
      return String.format(
          "part %d of %d, %d-bit reference %d",
          part.sequence(), part.total(), part.bits(), part.reference());
    }
    if (element instanceof Ports ports) {
      return "to port " + ports.destination() + " from port " + ports.source();
    }
    return element.data().toHex();
  }

  private static Map<String, Object> json(UserDataHeader header) {
    Map<String, Object> json = new LinkedHashMap<>();
    header
        .concatenation()
        .ifPresent(
            part -> {
              Map<String, Object> concat = new LinkedHashMap<>();
              concat.put("bits", part.bits());
              concat.put("ref", part.reference());
              concat.put("total", part.total());
              concat.put("seq", part.sequence());
              json.put("concat", concat);
            });
    header
        .ports()
        .ifPresent(
            found -> {
              Map<String, Object> ports = new LinkedHashMap<>();
              ports.put("bits", found.bits());
              ports.put("destination", found.destination());
              ports.put("source", found.source());
              json.put("ports", ports);
            });
    List<Object> elements = new ArrayList<>();
    for (InformationElement element : header.elements()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", element.identifier());
      one.put("data", element.data().toHex());
      elements.add(one);
    }
    json.put("elements", elements);
    json.put("hex", header.encode().toHex());
    return json;
  }
}
