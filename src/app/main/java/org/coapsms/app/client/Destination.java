package org.coapsms.app.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;

/**
 * Says where a request is sent and which options name its resource there.
 *
 * @param host a name or an IP address, IPv6 without its brackets
 */
record Destination(String host, int port, List<CoapOption> options) {
  private static final int COAP_PORT = 5683;
  private static final int MAX_PROXY_URI = 1034;
  private static final int MAX_URI_OPTION = 255;

  /**
   * Reads what the user named: a device's address goes to the proxy as it is (RFC 7252, 5.7.2), a
   * {@code coap:} address straight to its server (6.4).
   *
   * @param via {@code coap://host[:port]} of the proxy
   * @throws IllegalArgumentException if one of them is no such address, saying why
   */
  static Destination of(String address, String via) {
    URI uri = uri(address);
    return switch (scheme(uri, address)) {
      case "coap" -> direct(uri, address);
      case "coap+sms", "tel" -> throughProxy(uri, via);
      default ->
          throw new IllegalArgumentException(
              "'" + address + "' is neither coap+sms://+NUMBER/path nor coap://host/path");
    };
  }

  private static Destination throughProxy(URI uri, String via) {
    URI proxy = uri(via);
    if (!scheme(proxy, via).equals("coap") || proxy.getHost() == null) {
      throw new IllegalArgumentException("'" + via + "' is no proxy; write coap://host[:port]");
    }
    CoapOption option = CoapOption.string(CoapOptionNumber.PROXY_URI, uri.toASCIIString());
    if (option.value().size() > MAX_PROXY_URI) {
      throw new IllegalArgumentException("the address has more than 1034 octets");
    }
    return new Destination(host(proxy), port(proxy), List.of(option));
  }

  private static Destination direct(URI uri, String address) {
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("'" + address + "' names no host");
    }
    List<CoapOption> options = new ArrayList<>();
    String host = host(uri);
    if (!host.contains(":") && !host.matches("[0-9.]+")) {
      options.add(CoapOption.string(CoapOptionNumber.URI_HOST, host.toLowerCase(Locale.ROOT)));
    }
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    if (!path.isEmpty() && !path.equals("/")) {
      split(path.substring(1), "/", CoapOptionNumber.URI_PATH, options);
    }
    Optional.ofNullable(uri.getRawQuery())
        .ifPresent(query -> split(query, "&", CoapOptionNumber.URI_QUERY, options));
    return new Destination(host, port(uri), List.copyOf(options));
  }

  private static void split(String text, String at, int number, List<CoapOption> options) {
    for (String part : text.split(at, -1)) {
      // Only forms know '+' as a space; here it starts a phone number.
      String decoded = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
      CoapOption option = CoapOption.string(number, decoded);
      if (option.value().size() > MAX_URI_OPTION) {
        throw new IllegalArgumentException("a part of the path or query has more than 255 octets");
      }
      options.add(option);
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is no address: " + e.getReason(), e);
    }
  }

  private static String scheme(URI uri, String text) {
    if (uri.getScheme() == null) {
      throw new IllegalArgumentException(
          "'" + text + "' has no scheme; write coap+sms://+NUMBER/path or coap://host/path");
    }
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static String host(URI uri) {
    return String.valueOf(uri.getHost()).replaceAll("^\\[|]$", "");
  }

  private static int port(URI uri) {
    if (uri.getPort() == 0 || uri.getPort() > 0xFFFF) {
      throw new IllegalArgumentException("there is no port " + uri.getPort());
    }
    return uri.getPort() < 0 ? COAP_PORT : uri.getPort();
  }
}
