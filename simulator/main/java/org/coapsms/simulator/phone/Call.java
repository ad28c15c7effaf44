package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;

/**
 * Hands a request to a resource.
 *
 * @param request as it came, but with the whole body if that came in blocks
 * @param rest what the path has behind the resource's own
 */
record Call(Instant now, Peer peer, CoapMessage request, List<String> rest) {
  Bytes body() {
    return request.payload();
  }

  boolean has(int option) {
    return request.option(option).isPresent();
  }

  OptionalLong uint(int option) {
    return request
        .option(option)
        .map(o -> OptionalLong.of(o.asUint()))
        .orElse(OptionalLong.empty());
  }

  List<Bytes> values(int option) {
    return request.options(option).stream().map(CoapOption::value).toList();
  }
}
