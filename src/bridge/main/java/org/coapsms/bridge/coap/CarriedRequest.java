package org.coapsms.bridge.coap;

import java.net.InetSocketAddress;
import org.coapsms.codec.coap.CoapMessage;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.elements.AddressEndpointContext;

/** Is a request of ours on its way through Californium, confirmable, with any method. */
final class CarriedRequest extends Request implements TransparentEndpoint.Carrying {
  private final CoapMessage content;

  CarriedRequest(CoapMessage content, InetSocketAddress to) {
    // Any method will do here: the octet on the wire comes from the content.
    super(CoAP.Code.GET, CoAP.Type.CON);
    this.content = content;
    setDestinationContext(new AddressEndpointContext(to));
  }

  @Override
  public CoapMessage content() {
    return content;
  }

  @Override
  public int getRawCode() {
    return content.code().value();
  }
}
