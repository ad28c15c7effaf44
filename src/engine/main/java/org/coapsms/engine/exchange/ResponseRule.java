package org.coapsms.engine.exchange;

import java.util.Optional;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Subscriber;

/**
 * Decides which exchange a response belongs to: the one of this subscriber whose token it has, and
 * one of whose Message IDs too if it rides on an ACK (RFC 7252 §5.3.2). The carrier does not
 * matter.
 */
public class ResponseRule {
  protected Optional<ClientExchange> exchange(
      ExchangeIndex index, Subscriber from, CoapMessage response) {
    return index
        .byToken(from, response.token())
        .filter(
            exchange ->
                response.type() != CoapType.ACK || exchange.hasMessageId(response.messageId()));
  }
}
