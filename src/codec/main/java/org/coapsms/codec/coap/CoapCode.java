package org.coapsms.codec.coap;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a method, a response code or the Empty message (RFC 7252 §12.1).
 *
 * @param value the octet: class in the upper three bits, detail in the lower five
 */
public record CoapCode(int value) {
  public static final CoapCode EMPTY = of(0, 0);

  public static final CoapCode GET = of(0, 1);
  public static final CoapCode POST = of(0, 2);
  public static final CoapCode PUT = of(0, 3);
  public static final CoapCode DELETE = of(0, 4);
  public static final CoapCode FETCH = of(0, 5);
  public static final CoapCode PATCH = of(0, 6);
  public static final CoapCode IPATCH = of(0, 7);

  public static final CoapCode CREATED = of(2, 1);
  public static final CoapCode DELETED = of(2, 2);
  public static final CoapCode VALID = of(2, 3);
  public static final CoapCode CHANGED = of(2, 4);
  public static final CoapCode CONTENT = of(2, 5);
  public static final CoapCode CONTINUE = of(2, 31);

  public static final CoapCode BAD_REQUEST = of(4, 0);
  public static final CoapCode UNAUTHORIZED = of(4, 1);
  public static final CoapCode BAD_OPTION = of(4, 2);
  public static final CoapCode FORBIDDEN = of(4, 3);
  public static final CoapCode NOT_FOUND = of(4, 4);
  public static final CoapCode METHOD_NOT_ALLOWED = of(4, 5);
  public static final CoapCode NOT_ACCEPTABLE = of(4, 6);
  public static final CoapCode REQUEST_ENTITY_INCOMPLETE = of(4, 8);
  public static final CoapCode CONFLICT = of(4, 9);
  public static final CoapCode PRECONDITION_FAILED = of(4, 12);
  public static final CoapCode REQUEST_ENTITY_TOO_LARGE = of(4, 13);
  public static final CoapCode UNSUPPORTED_CONTENT_FORMAT = of(4, 15);
  public static final CoapCode UNPROCESSABLE_ENTITY = of(4, 22);
  public static final CoapCode TOO_MANY_REQUESTS = of(4, 29);

  public static final CoapCode INTERNAL_SERVER_ERROR = of(5, 0);
  public static final CoapCode NOT_IMPLEMENTED = of(5, 1);
  public static final CoapCode BAD_GATEWAY = of(5, 2);
  public static final CoapCode SERVICE_UNAVAILABLE = of(5, 3);
  public static final CoapCode GATEWAY_TIMEOUT = of(5, 4);
  public static final CoapCode PROXYING_NOT_SUPPORTED = of(5, 5);
  public static final CoapCode HOP_LIMIT_REACHED = of(5, 8);

  private static final Pattern WRITTEN = Pattern.compile("([0-7])\\.([0-9]{2})");

  private static final Map<CoapCode, String> NAMES =
      Map.ofEntries(
          Map.entry(EMPTY, "Empty"),
          Map.entry(GET, "GET"),
          Map.entry(POST, "POST"),
          Map.entry(PUT, "PUT"),
          Map.entry(DELETE, "DELETE"),
          Map.entry(FETCH, "FETCH"),
          Map.entry(PATCH, "PATCH"),
          Map.entry(IPATCH, "iPATCH"),
          Map.entry(CREATED, "Created"),
          Map.entry(DELETED, "Deleted"),
          Map.entry(VALID, "Valid"),
          Map.entry(CHANGED, "Changed"),
          Map.entry(CONTENT, "Content"),
          Map.entry(CONTINUE, "Continue"),
          Map.entry(BAD_REQUEST, "Bad Request"),
          Map.entry(UNAUTHORIZED, "Unauthorized"),
          Map.entry(BAD_OPTION, "Bad Option"),
          Map.entry(FORBIDDEN, "Forbidden"),
          Map.entry(NOT_FOUND, "Not Found"),
          Map.entry(METHOD_NOT_ALLOWED, "Method Not Allowed"),
          Map.entry(NOT_ACCEPTABLE, "Not Acceptable"),
          Map.entry(REQUEST_ENTITY_INCOMPLETE, "Request Entity Incomplete"),
          Map.entry(CONFLICT, "Conflict"),
          Map.entry(PRECONDITION_FAILED, "Precondition Failed"),
          Map.entry(REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large"),
          Map.entry(UNSUPPORTED_CONTENT_FORMAT, "Unsupported Content-Format"),
          Map.entry(UNPROCESSABLE_ENTITY, "Unprocessable Entity"),
          Map.entry(TOO_MANY_REQUESTS, "Too Many Requests"),
          Map.entry(INTERNAL_SERVER_ERROR, "Internal Server Error"),
          Map.entry(NOT_IMPLEMENTED, "Not Implemented"),
          Map.entry(BAD_GATEWAY, "Bad Gateway"),
          Map.entry(SERVICE_UNAVAILABLE, "Service Unavailable"),
          Map.entry(GATEWAY_TIMEOUT, "Gateway Timeout"),
          Map.entry(PROXYING_NOT_SUPPORTED, "Proxying Not Supported"),
          Map.entry(HOP_LIMIT_REACHED, "Hop Limit Reached"));

  public CoapCode {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException("a code is one octet, not " + value);
    }
  }

  /** The code c.dd of class 0 to 7 and detail 0 to 31. */
  public static CoapCode of(int codeClass, int detail) {
    if (codeClass < 0 || codeClass > 7 || detail < 0 || detail > 31) {
      throw new IllegalArgumentException("no code " + codeClass + "." + detail);
    }
    return new CoapCode(codeClass << 5 | detail);
  }

  /**
   * Reads the written form, such as {@code 2.05}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static CoapCode parse(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a code is written c.dd, not " + written);
    }
    return of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  public int codeClass() {
    return value >>> 5;
  }

  public int detail() {
    return value & 0x1F;
  }

  public boolean isRequest() {
    return codeClass() == 0 && detail() != 0;
  }

  /** Whether the class is 2, 4 or 5; the classes 1, 6 and 7 are neither request nor response. */
  public boolean isResponse() {
    return codeClass() == 2 || codeClass() == 4 || codeClass() == 5;
  }

  /** The registered name, such as {@code GET} or {@code Content}; the written form if none. */
  public String description() {
    return NAMES.getOrDefault(this, toString());
  }

  /** The written form, such as {@code 2.05}. */
  @Override
  public String toString() {
    return codeClass() + (detail() < 10 ? ".0" : ".") + detail();
  }
}
