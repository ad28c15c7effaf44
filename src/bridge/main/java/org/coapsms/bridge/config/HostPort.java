package org.coapsms.bridge.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where a face listens or a server is.
 *
 * @param host a name or an IP address, IPv6 without its brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
public record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\[\\]:/\\s]+))(?::(\\d{1,5}))?");

  public HostPort {
    if (host.isBlank() || port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("no address: " + host + ":" + port);
    }
  }

  /** Reads {@code host}, {@code host:port} or {@code [IPv6]:port}. */
  static Optional<HostPort> parse(String text, int defaultPort) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = matcher.group(3) == null ? defaultPort : Integer.parseInt(matcher.group(3));
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return port > 0xFFFF ? Optional.empty() : Optional.of(new HostPort(host, port));
  }

  /** Whether only programs on this machine can reach it; no name is looked up to tell. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
