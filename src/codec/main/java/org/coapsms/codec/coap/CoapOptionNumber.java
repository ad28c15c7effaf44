package org.coapsms.codec.coap;

import java.util.Map;

/** Lists the registered CoAP options: their numbers, names and formats (IANA, CoRE Parameters). */
public final class CoapOptionNumber {
  public static final int IF_MATCH = 1;
  public static final int URI_HOST = 3;
  public static final int ETAG = 4;
  public static final int IF_NONE_MATCH = 5;
  public static final int OBSERVE = 6;
  public static final int URI_PORT = 7;
  public static final int LOCATION_PATH = 8;
  public static final int OSCORE = 9;
  public static final int URI_PATH = 11;
  public static final int CONTENT_FORMAT = 12;
  public static final int MAX_AGE = 14;
  public static final int URI_QUERY = 15;
  public static final int HOP_LIMIT = 16;
  public static final int ACCEPT = 17;
  public static final int Q_BLOCK1 = 19;
  public static final int LOCATION_QUERY = 20;
  public static final int EDHOC = 21;
  public static final int BLOCK2 = 23;
  public static final int BLOCK1 = 27;
  public static final int SIZE2 = 28;
  public static final int Q_BLOCK2 = 31;
  public static final int PROXY_URI = 35;
  public static final int PROXY_SCHEME = 39;
  public static final int SIZE1 = 60;
  public static final int ECHO = 252;
  public static final int NO_RESPONSE = 258;
  public static final int REQUEST_TAG = 292;

  /** The format of an option's value (RFC 7252 §3.2). */
  public enum Kind {
    EMPTY,
    OPAQUE,
    UINT,
    STRING
  }

  private record Registered(String name, Kind kind) {}

  private static final Map<Integer, Registered> REGISTERED =
      Map.ofEntries(
          option(IF_MATCH, "If-Match", Kind.OPAQUE),
          option(URI_HOST, "Uri-Host", Kind.STRING),
          option(ETAG, "ETag", Kind.OPAQUE),
          option(IF_NONE_MATCH, "If-None-Match", Kind.EMPTY),
          option(OBSERVE, "Observe", Kind.UINT),
          option(URI_PORT, "Uri-Port", Kind.UINT),
          option(LOCATION_PATH, "Location-Path", Kind.STRING),
          option(OSCORE, "OSCORE", Kind.OPAQUE),
          option(URI_PATH, "Uri-Path", Kind.STRING),
          option(CONTENT_FORMAT, "Content-Format", Kind.UINT),
          option(MAX_AGE, "Max-Age", Kind.UINT),
          option(URI_QUERY, "Uri-Query", Kind.STRING),
          option(HOP_LIMIT, "Hop-Limit", Kind.UINT),
          option(ACCEPT, "Accept", Kind.UINT),
          option(Q_BLOCK1, "Q-Block1", Kind.UINT),
          option(LOCATION_QUERY, "Location-Query", Kind.STRING),
          option(EDHOC, "EDHOC", Kind.EMPTY),
          option(BLOCK2, "Block2", Kind.UINT),
          option(BLOCK1, "Block1", Kind.UINT),
          option(SIZE2, "Size2", Kind.UINT),
          option(Q_BLOCK2, "Q-Block2", Kind.UINT),
          option(PROXY_URI, "Proxy-Uri", Kind.STRING),
          option(PROXY_SCHEME, "Proxy-Scheme", Kind.STRING),
          option(SIZE1, "Size1", Kind.UINT),
          option(ECHO, "Echo", Kind.OPAQUE),
          option(NO_RESPONSE, "No-Response", Kind.UINT),
          option(REQUEST_TAG, "Request-Tag", Kind.OPAQUE));

  private CoapOptionNumber() {}

  /** The registered name, or {@code Option-N} for a number that is not registered here. */
  public static String name(int number) {
    Registered registered = REGISTERED.get(number);
    return registered == null ? "Option-" + number : registered.name();
  }

  /** The format of the value; opaque for a number that is not registered here. */
  public static Kind kind(int number) {
    Registered registered = REGISTERED.get(number);
    return registered == null ? Kind.OPAQUE : registered.kind();
  }

  /** Whether this option is in the table, so that a name and a format are known. */
  public static boolean isRegistered(int number) {
    return REGISTERED.containsKey(number);
  }

  // Bits of the number, RFC 7252 §5.4.6:   | ... NoCacheKey (3 bits) | Unsafe | Critical |

  /** Whether an endpoint that does not know the option must refuse the message. */
  public static boolean isCritical(int number) {
    return (number & 0x01) != 0;
  }

  /** Whether a proxy that does not know the option must not forward it. */
  public static boolean isUnsafe(int number) {
    return (number & 0x02) != 0;
  }

  /** Whether the option is safe to forward and no part of the cache key. */
  public static boolean isNoCacheKey(int number) {
    return (number & 0x1E) == 0x1C;
  }

  private static Map.Entry<Integer, Registered> option(int number, String name, Kind kind) {
    return Map.entry(number, new Registered(name, kind));
  }
}
