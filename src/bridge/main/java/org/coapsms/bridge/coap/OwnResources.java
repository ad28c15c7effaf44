package org.coapsms.bridge.coap;

import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;

/** Answers requests that name no device: the bridge is a small origin server, too. */
final class OwnResources {
  private static final int TEXT_PLAIN = 0;
  private static final int LINK_FORMAT = 40;

  private static final List<String> WELL_KNOWN_CORE = List.of(".well-known", "core");

  private static final String LINKS = "</>;rt=\"coapsms\";title=\"CoAP to devices by SMS\";ct=0";

  private static final String USAGE =
      "Devices are at /+NUMBER/path, or by Proxy-Uri at coap+sms://+NUMBER/path\n";

  private OwnResources() {}

  static CoapMessage answer(CoapMessage request) {
    Optional<CoapOption> unknown =
        request.options().stream()
            .filter(option -> CoapOptionNumber.isCritical(option.number()))
            .filter(option -> !CoapOptionNumber.isRegistered(option.number()))
            .findFirst();
    if (unknown.isPresent()) {
      return Proxying.diagnostic(
          CoapCode.BAD_OPTION,
          CoapOptionNumber.name(unknown.get().number()) + " is not understood");
    }
    List<String> path = request.uriPath();
    if (path.equals(WELL_KNOWN_CORE)) {
      return text(request, LINK_FORMAT, LINKS);
    }
    if (path.isEmpty() || path.equals(List.of(""))) {
      return text(request, TEXT_PLAIN, USAGE);
    }
    return Proxying.diagnostic(
        CoapCode.NOT_FOUND, "the first part of the path is no phone number; " + USAGE.strip());
  }

  private static CoapMessage text(CoapMessage request, int format, String text) {
    if (!request.code().equals(CoapCode.GET)) {
      return Proxying.diagnostic(CoapCode.METHOD_NOT_ALLOWED, "only GET is of use here");
    }
    Optional<CoapOption> accept = request.option(CoapOptionNumber.ACCEPT);
    if (accept.filter(wanted -> wanted.asUint() != format).isPresent()) {
      return Proxying.diagnostic(CoapCode.NOT_ACCEPTABLE, "there is Content-Format " + format);
    }
    return CoapMessage.response(CoapType.ACK, CoapCode.CONTENT, Bytes.EMPTY)
        .withOption(CoapOption.uint(CoapOptionNumber.CONTENT_FORMAT, format))
        .withPayload(Bytes.ofUtf8(text));
  }
}
