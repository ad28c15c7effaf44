package org.coapsms.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.coapsms.codec.Bytes;

/** Reads the JSON object of a request; every mistake becomes a 400 that names the key. */
final class Body {
  private final JsonNode object;

  /**
   * Takes a request's object.
   *
   * @param known all keys that it may have
   */
  Body(JsonNode object, Set<String> known) {
    if (!object.isObject()) {
      throw Refusal.badRequest("a JSON object expected");
    }
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw Refusal.badRequest(
                    name + ": unknown key; there are " + String.join(", ", new TreeSet<>(known)));
              }
            });
    this.object = object;
  }

  Optional<String> text(String key) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw Refusal.badRequest(key + ": a text expected");
    }
    return Optional.of(value.asText());
  }

  String requiredText(String key) {
    return text(key).orElseThrow(() -> Refusal.badRequest(key + ": is missing"));
  }

  Optional<Bytes> hex(String key) {
    try {
      return text(key).map(Bytes::fromHex);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(key + ": no hexadecimal octets");
    }
  }

  Optional<Double> number(String key) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isNumber()) {
      throw Refusal.badRequest(key + ": a number expected");
    }
    return Optional.of(value.doubleValue());
  }

  Optional<Long> whole(String key) {
    JsonNode value = object.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isIntegralNumber()) {
      throw Refusal.badRequest(key + ": a whole number expected");
    }
    return number(key).map(Double::longValue);
  }

  Optional<Boolean> bool(String key) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw Refusal.badRequest(key + ": true or false expected");
    }
    return Optional.of(value.booleanValue());
  }
}
