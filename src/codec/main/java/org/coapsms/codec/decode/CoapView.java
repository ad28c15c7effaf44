package org.coapsms.codec.decode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.MalformedCoap;

/** Shows a CoAP message, alone or inside a short message. */
final class CoapView {
  private CoapView() {}

  static Reading read(Bytes octets) throws MalformedCoap {
    CoapMessage message = CoapMessage.decode(octets);
    Walk walk = new Walk(octets);
    walk(walk, message);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", Kind.COAP.label());
    json.put("coap", json(message));
    return new Reading(new Decoded(Kind.COAP, octets, walk.fields(), json), isPlausible(message));
  }

  /** Codes and options of which someone has heard: chance rarely makes a whole message of these. */
  static boolean isPlausible(CoapMessage message) {
    boolean knownCode = !message.code().description().equals(message.code().toString());
    return knownCode
        && message.options().stream()
            .allMatch(option -> CoapOptionNumber.isRegistered(option.number()));
  }

  static void walk(Walk walk, CoapMessage message) {
    walk.take(1, "version, type, TKL", "1, " + message.type() + ", " + message.token().size());
    walk.take(1, "code", message.code() + " " + message.code().description());
    walk.take(
        2, "message id", String.format("%d (0x%04x)", message.messageId(), message.messageId()));
    if (!message.token().isEmpty()) {
      walk.take(message.token().size(), "token", message.token());
    }
    for (CoapOption option : message.options()) {
      int extended = extended(walk.peek(0) >>> 4) + extended(walk.peek(0) & 0x0F);
      String name = "option " + option.number() + " " + CoapOptionNumber.name(option.number());
      walk.take(1 + extended + option.value().size(), name, shown(option));
    }
    if (!message.payload().isEmpty()) {
      walk.take(1, "payload marker", "0xff");
      walk.take(message.payload().size(), "payload", shown(message.payload()));
    }
  }

  static Map<String, Object> json(CoapMessage message) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", message.type().name());
    json.put("code", message.code().toString());
    json.put("codeName", message.code().description());
    json.put("mid", message.messageId());
    json.put("token", message.token().toHex());
    List<Object> options = new ArrayList<>();
    for (CoapOption option : message.options()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("number", option.number());
      one.put("name", CoapOptionNumber.name(option.number()));
      one.put("value", value(option));
      options.add(one);
    }
    json.put("options", options);
    json.put("payload", message.payload().toHex());
    text(message.payload()).ifPresent(text -> json.put("payloadText", text));
    return json;
  }

  private static Object value(CoapOption option) {
    return switch (CoapOptionNumber.kind(option.number())) {
      case STRING -> option.asString();
      case UINT -> option.asUint();
      case OPAQUE, EMPTY -> option.value().toHex();
    };
  }

  private static String shown(CoapOption option) {
    return switch (option.number()) {
      case CoapOptionNumber.BLOCK1,
          CoapOptionNumber.BLOCK2,
          CoapOptionNumber.Q_BLOCK1,
          CoapOptionNumber.Q_BLOCK2 ->
          block(option.asUint());
      default -> value(option).toString();
    };
  }

  // | NUM ... | M 1 | SZX 3 |   RFC 7959, 2.2
  private static String block(long value) {
    return (value >>> 4)
        + ((value & 0x08) != 0 ? ", more follow, " : ", the last, ")
        + (16 << (value & 0x07))
        + " octets each";
  }

  private static String shown(Bytes payload) {
    return text(payload).map(text -> '"' + text + '"').orElse(payload.toHex());
  }

  /** The octets as text, if they are UTF-8 without control characters but for white space. */
  static Optional<String> text(Bytes octets) {
    if (octets.isEmpty()) {
      return Optional.empty();
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.toArray())).toString();
      boolean printable =
          text.chars().noneMatch(c -> Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0);
      return printable ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int extended(int nibble) {
    return switch (nibble) {
      case 13 -> 1;
      case 14 -> 2;
      default -> 0;
    };
  }
}
