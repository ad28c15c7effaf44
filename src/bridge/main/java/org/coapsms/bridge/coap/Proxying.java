package org.coapsms.bridge.coap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Subscriber;

/**
 * Decides what a client's request means to a proxy: a request for a device, with the options that
 * may go there (RFC 7252 §5.7), or an answer of the bridge's own.
 */
final class Proxying {
  /** Options that are unsafe to forward unless they are understood, and are. */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          CoapOptionNumber.URI_HOST,
          CoapOptionNumber.OBSERVE,
          CoapOptionNumber.URI_PORT,
          CoapOptionNumber.URI_PATH,
          CoapOptionNumber.MAX_AGE,
          CoapOptionNumber.URI_QUERY,
          CoapOptionNumber.BLOCK2,
          CoapOptionNumber.BLOCK1,
          CoapOptionNumber.PROXY_URI,
          CoapOptionNumber.PROXY_SCHEME,
          CoapOptionNumber.NO_RESPONSE);

  /** Options that end here. An observation would go on costing after its client has left. */
  private static final Set<Integer> FOR_US =
      Set.of(
          CoapOptionNumber.URI_HOST,
          CoapOptionNumber.URI_PORT,
          CoapOptionNumber.PROXY_URI,
          CoapOptionNumber.PROXY_SCHEME,
          CoapOptionNumber.OBSERVE);

  private static final Set<Integer> AT_MOST_ONCE =
      Set.of(
          CoapOptionNumber.URI_HOST,
          CoapOptionNumber.URI_PORT,
          CoapOptionNumber.PROXY_URI,
          CoapOptionNumber.PROXY_SCHEME);

  private static final int MAX_HOP_LIMIT = 255;

  /** How RFC 8768 §4 wants a proxy to name itself, so that a loop can be found. */
  private static final String OWN_NAME = "coapsms";

  /** What becomes of a request. */
  sealed interface Verdict {}

  /**
   * It goes to a device.
   *
   * @param forward whether the client knows that it uses a proxy
   */
  record ToDevice(Subscriber to, CoapMessage request, boolean forward) implements Verdict {}

  /** It is answered here. */
  record Answered(CoapMessage response) implements Verdict {}

  private record Target(Subscriber to, CoapMessage request, boolean forward) {}

  /** Says that a request gets this answer instead of being forwarded. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient CoapMessage response;

    Refusal(CoapCode code, String why) {
      super(why, null, false, false);
      this.response = diagnostic(code, why);
    }
  }

  private Proxying() {}

  static Verdict judge(CoapMessage request) {
    try {
      requireOnce(request);
      Optional<Target> target = target(request);
      if (target.isEmpty()) {
        return new Answered(OwnResources.answer(request));
      }
      Target found = target.get();
      List<CoapOption> options = forwarded(found.request());
      return new ToDevice(found.to(), found.request().withOptions(options), found.forward());
    } catch (Refusal refusal) {
      return new Answered(refusal.response);
    }
  }

  /** A response without more than a text for people, RFC 7252 §5.5.2. */
  static CoapMessage diagnostic(CoapCode code, String text) {
    return CoapMessage.response(CoapType.ACK, code, Bytes.EMPTY).withPayload(Bytes.ofUtf8(text));
  }

  /** Whether a proxy that does not understand the option must not pass it on. */
  static boolean mayNotPass(CoapOption option) {
    return CoapOptionNumber.isUnsafe(option.number()) && !UNDERSTOOD.contains(option.number());
  }

  private static void requireOnce(CoapMessage request) throws Refusal {
    for (int number : AT_MOST_ONCE) {
      if (request.options(number).size() > 1) {
        throw new Refusal(
            CoapCode.BAD_OPTION, CoapOptionNumber.name(number) + " is given more than once");
      }
    }
  }

  private static Optional<Target> target(CoapMessage request) throws Refusal {
    try {
      Optional<CoapOption> proxyUri = request.option(CoapOptionNumber.PROXY_URI);
      if (proxyUri.isPresent()) {
        return Optional.of(named(request, SmsUri.parse(proxyUri.get().asString())));
      }
      Optional<CoapOption> proxyScheme = request.option(CoapOptionNumber.PROXY_SCHEME);
      if (proxyScheme.isPresent()) {
        return Optional.of(composed(request, proxyScheme.get().asString()));
      }
    } catch (SmsUri.Unusable unusable) {
      throw new Refusal(
          unusable.otherScheme() ? CoapCode.PROXYING_NOT_SUPPORTED : CoapCode.BAD_REQUEST,
          String.valueOf(unusable.getMessage()));
    }
    return reverse(request);
  }

  /** Proxy-Uri stands alone: Uri-Host, -Port, -Path and -Query mean nothing beside it (§5.10.2). */
  private static Target named(CoapMessage request, SmsUri uri) {
    List<CoapOption> options = new ArrayList<>();
    for (CoapOption option : request.options()) {
      if (option.number() != CoapOptionNumber.URI_PATH
          && option.number() != CoapOptionNumber.URI_QUERY) {
        options.add(option);
      }
    }
    uri.path().forEach(s -> options.add(CoapOption.string(CoapOptionNumber.URI_PATH, s)));
    uri.query().forEach(s -> options.add(CoapOption.string(CoapOptionNumber.URI_QUERY, s)));
    return new Target(uri.to(), request.withOptions(options), true);
  }

  private static Target composed(CoapMessage request, String scheme) throws SmsUri.Unusable {
    SmsUri.scheme(scheme);
    Optional<CoapOption> port = request.option(CoapOptionNumber.URI_PORT);
    if (port.isPresent()) {
      SmsUri.requireCoapPort(port.get().asUint());
    }
    String host = request.option(CoapOptionNumber.URI_HOST).map(CoapOption::asString).orElse("");
    return new Target(SmsUri.host(host), request, true);
  }

  private static Optional<Target> reverse(CoapMessage request) {
    List<CoapOption> path = request.options(CoapOptionNumber.URI_PATH);
    return path.stream()
        .findFirst()
        .flatMap(first -> SmsUri.number(first.asString()))
        .map(
            number -> {
              List<CoapOption> rest =
                  new ArrayList<>(request.withoutOption(CoapOptionNumber.URI_PATH).options());
              rest.addAll(path.subList(1, path.size()));
              return new Target(number, request.withOptions(rest), false);
            });
  }

  private static List<CoapOption> forwarded(CoapMessage request) throws Refusal {
    List<CoapOption> options = new ArrayList<>();
    for (CoapOption option : request.options()) {
      if (mayNotPass(option)) {
        throw new Refusal(
            CoapCode.BAD_OPTION,
            "this proxy does not understand " + CoapOptionNumber.name(option.number()));
      }
      if (option.number() == CoapOptionNumber.HOP_LIMIT) {
        options.add(oneHopLess(option));
      } else if (!FOR_US.contains(option.number())) {
        options.add(option);
      }
    }
    return options;
  }

  private static CoapOption oneHopLess(CoapOption option) throws Refusal {
    long hops = option.asUint();
    if (hops < 1 || hops > MAX_HOP_LIMIT) {
      throw new Refusal(CoapCode.BAD_REQUEST, "Hop-Limit is 1 to 255, RFC 8768");
    }
    if (hops == 1) {
      throw new Refusal(CoapCode.HOP_LIMIT_REACHED, OWN_NAME);
    }
    return CoapOption.uint(CoapOptionNumber.HOP_LIMIT, hops - 1);
  }
}
