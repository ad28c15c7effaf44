package org.coapsms.bridge.coap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.coapsms.engine.Subscriber;

/**
 * Names a resource of a device by phone number: {@code coap+sms://+491701234567/path?query}, also
 * without '+', or {@code tel:+491701234567}. No name is ever looked up for it.
 *
 * @param path the decoded segments, none for the root
 * @param query the decoded arguments
 */
record SmsUri(Subscriber to, List<String> path, List<String> query) {
  static final String SCHEME = "coap+sms";

  private static final String TEL = "tel";
  private static final int COAP_PORT = 5683;
  private static final int MAX_OPTION = 255;
  private static final Pattern NUMBER = Pattern.compile("(?:\\+|%2[Bb])?([1-9][0-9]{2,14})");
  private static final Pattern VISUAL_SEPARATORS = Pattern.compile("[-.()]");

  /** Says why a text names no device. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean otherScheme;

    private Unusable(String what, boolean otherScheme) {
      super(what, null, false, false);
      this.otherScheme = otherScheme;
    }

    /** Whether it may well be a good address, but of a kind that this proxy does not serve. */
    boolean otherScheme() {
      return otherScheme;
    }
  }

  static SmsUri parse(String uri) throws Unusable {
    int colon = uri.indexOf(':');
    if (colon < 1) {
      throw malformed("Proxy-Uri is no absolute URI");
    }
    String rest = uri.substring(colon + 1);
    return switch (scheme(uri.substring(0, colon))) {
      case TEL -> new SmsUri(tel(rest), List.of(), List.of());
      default -> hierarchical(rest);
    };
  }

  /** The scheme in lower case, if this proxy serves it. */
  static String scheme(String text) throws Unusable {
    String scheme = text.toLowerCase(Locale.ROOT);
    if (!scheme.equals(SCHEME) && !scheme.equals(TEL)) {
      throw new Unusable("only coap+sms: and tel: are proxied here, not " + text + ":", true);
    }
    return scheme;
  }

  /** The number that a host or a path segment is, with or without '+'. */
  static Optional<Subscriber> number(String text) {
    var matcher = NUMBER.matcher(text);
    return matcher.matches() ? Optional.of(new Subscriber(matcher.group(1))) : Optional.empty();
  }

  static Subscriber host(String text) throws Unusable {
    return number(text)
        .orElseThrow(() -> malformed("the host is no international phone number: " + text));
  }

  /** Devices are reached at the CoAP port of their short messages only. */
  static void requireCoapPort(long port) throws Unusable {
    if (port != COAP_PORT) {
      throw new Unusable("only port " + COAP_PORT + " of a device can be reached", true);
    }
  }

  private static Subscriber tel(String number) throws Unusable {
    return host(VISUAL_SEPARATORS.matcher(number).replaceAll(""));
  }

  private static SmsUri hierarchical(String rest) throws Unusable {
    if (!rest.startsWith("//") || rest.indexOf('#') >= 0) {
      throw malformed("write coap+sms://+NUMBER/path?query");
    }
    String address = rest.substring(2);
    int question = address.indexOf('?');
    String beforeQuery = question < 0 ? address : address.substring(0, question);
    int slash = beforeQuery.indexOf('/');
    String authority = slash < 0 ? beforeQuery : beforeQuery.substring(0, slash);
    String path = slash < 0 ? "" : beforeQuery.substring(slash + 1);
    Optional<String> query =
        question < 0 ? Optional.empty() : Optional.of(address.substring(question + 1));
    return new SmsUri(
        authority(authority),
        path.isEmpty() ? List.of() : decoded(path.split("/", -1)),
        query.isEmpty() ? List.of() : decoded(query.get().split("&", -1)));
  }

  private static Subscriber authority(String authority) throws Unusable {
    int colon = authority.indexOf(':');
    if (colon >= 0) {
      String port = authority.substring(colon + 1);
      if (!port.matches("\\d{0,5}")) {
        throw malformed("the port is no number: " + port);
      }
      // RFC 3986 §3.2.3: an empty port is the default one.
      requireCoapPort(port.isEmpty() ? COAP_PORT : Integer.parseInt(port));
    }
    return host(colon < 0 ? authority : authority.substring(0, colon));
  }

  private static List<String> decoded(String[] parts) throws Unusable {
    String[] decoded = new String[parts.length];
    for (int i = 0; i < parts.length; i++) {
      decoded[i] = decoded(parts[i]);
    }
    return Arrays.asList(decoded);
  }

  private static String decoded(String part) throws Unusable {
    byte[] octets = part.getBytes(StandardCharsets.UTF_8);
    byte[] plain = new byte[octets.length];
    int length = 0;
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] != '%') {
        plain[length++] = octets[i];
        continue;
      }
      int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
      int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw malformed("'%' without two hexadecimal digits");
      }
      plain[length++] = (byte) (high << 4 | low);
      i += 2;
    }
    if (length > MAX_OPTION) {
      throw malformed("a part of the URI is longer than " + MAX_OPTION + " octets");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(plain, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("the URI is not UTF-8");
    }
  }

  private static Unusable malformed(String what) {
    return new Unusable(what, false);
  }
}
