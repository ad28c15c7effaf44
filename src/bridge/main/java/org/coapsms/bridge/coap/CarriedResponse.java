package org.coapsms.bridge.coap;

import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;

/** Is a response of ours on its way through Californium, with any code that fits an octet. */
final class CarriedResponse extends Response implements TransparentEndpoint.Carrying {
  private final CoapMessage content;

  CarriedResponse(CoapMessage content) {
    super(known(content.code()));
    this.content = content;
  }

  @Override
  public CoapMessage content() {
    return content;
  }

  @Override
  public int getRawCode() {
    return content.code().value();
  }

  /** Californium wants one of its own; where it has none for us, any of the same class will do. */
  private static ResponseCode known(CoapCode code) {
    for (ResponseCode known : ResponseCode.values()) {
      if (known.value == code.value()) {
        return known;
      }
    }
    return switch (code.codeClass()) {
      case 4 -> ResponseCode.BAD_REQUEST;
      case 5 -> ResponseCode.INTERNAL_SERVER_ERROR;
      default -> ResponseCode.CONTENT;
    };
  }
}
