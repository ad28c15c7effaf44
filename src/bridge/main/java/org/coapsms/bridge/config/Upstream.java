package org.coapsms.bridge.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Names the CoAP server that answers what devices ask.
 *
 * @param basePath path segments that come before those of the device's request
 */
public record Upstream(HostPort server, List<String> basePath) {
  private static final int COAP_PORT = 5683;

  public Upstream {
    basePath = List.copyOf(basePath);
  }

  /** Reads {@code coap://host[:port][/base]}; empty if it is anything else. */
  static Optional<Upstream> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean plain =
          "coap".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && uri.getPort() != 0
              && uri.getPort() <= 0xFFFF;
      if (!plain) {
        return Optional.empty();
      }
      String host = uri.getHost().replaceAll("^\\[|]$", "");
      int port = uri.getPort() < 0 ? COAP_PORT : uri.getPort();
      List<String> base =
          Arrays.stream(uri.getPath().split("/", -1))
              .filter(segment -> !segment.isEmpty())
              .toList();
      return Optional.of(new Upstream(new HostPort(host, port), base));
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "coap://" + server + (basePath.isEmpty() ? "" : "/" + String.join("/", basePath));
  }
}
