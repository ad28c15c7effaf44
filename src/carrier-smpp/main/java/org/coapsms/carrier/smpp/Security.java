package org.coapsms.carrier.smpp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says who may listen on the way to the SMSC.
 *
 * @param tls encrypts the link; absent: everything goes as it is, the password too
 * @param allowPlaintext consents to that on the way to another machine, where something else
 *     protects the line
 */
public record Security(Optional<Tls> tls, boolean allowPlaintext) {
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|.+\\.localhost|ip6-localhost|127(\\.\\d{1,3}){3}|\\[?(0*:)+0*1]?|\\[?::1]?");

  /** No TLS, and clear text on this machine only. */
  public static final Security DEFAULT = new Security(Optional.empty(), false);

  public static Security of(Tls tls) {
    return new Security(Optional.of(tls), false);
  }

  /** For people; empty where there is nothing to say. */
  String words(SmppConfig.Endpoint endpoint) {
    if (tls.isPresent()) {
      return " over TLS";
    }
    return isThisMachine(endpoint.host()) ? "" : " in clear text";
  }

  List<SmppConfig.Problem> problems(SmppConfig.Endpoint endpoint) {
    if (tls.isPresent()) {
      return tls.get().problems();
    }
    if (allowPlaintext || endpoint.host().isBlank() || isThisMachine(endpoint.host())) {
      return List.of();
    }
    return List.of(
        new SmppConfig.Problem(
            "tls",
            "is missing: the password and all messages would go to "
                + endpoint.host()
                + " in clear text; if something else protects the line, say allowPlaintext: true"));
  }

  /** Judged by how it is written, without asking for the address of a name. */
  private static boolean isThisMachine(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
