package org.coapsms.simulator.phone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.coapsms.codec.coap.CoapCode;

/** Answers the methods of one path, or of all paths below one. */
final class Resource {
  private final String path;
  private final String attributes;
  private final boolean withChildren;
  private final Map<CoapCode, Function<Call, Reply>> methods = new LinkedHashMap<>();

  private Resource(String path, String attributes, boolean withChildren) {
    this.path = path;
    this.attributes = attributes;
    this.withChildren = withChildren;
  }

  /**
   * Answers exactly this path.
   *
   * @param attributes of its link in {@code /.well-known/core}, from their semicolon on
   */
  static Resource at(String path, String attributes) {
    return new Resource(path, attributes, false);
  }

  /** Answers this path and what lies below it. */
  static Resource below(String path, String attributes) {
    return new Resource(path, attributes, true);
  }

  Resource on(CoapCode method, Function<Call, Reply> handler) {
    methods.put(method, handler);
    return this;
  }

  String path() {
    return path;
  }

  boolean hasChildren() {
    return withChildren;
  }

  String link() {
    return "<" + path + ">" + attributes;
  }

  Optional<Function<Call, Reply>> method(CoapCode method) {
    return Optional.ofNullable(methods.get(method));
  }
}
