package org.coapsms.simulator.phone;

import static org.coapsms.codec.coap.CoapCode.DELETE;
import static org.coapsms.codec.coap.CoapCode.GET;
import static org.coapsms.codec.coap.CoapCode.PUT;

import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.jspecify.annotations.Nullable;

/**
 * Offers the resources of the ETSI CoAP plugtest that look at conditions: ETag and If-Match
 * (TD_COAP_CORE_21 and 22) and If-None-Match (TD_COAP_CORE_23).
 */
final class ConditionalResources {
  private Bytes validated = Bytes.ofUtf8("validate me");
  private int version = 1;
  private @Nullable Bytes created;

  List<Resource> all() {
    return List.of(
        Resource.at("/validate", ";title=\"Knows ETag and If-Match\"")
            .on(GET, this::validate)
            .on(PUT, this::updateIfMatching),
        Resource.at("/create1", ";title=\"Is created once\"")
            .on(GET, call -> created == null ? Reply.of(CoapCode.NOT_FOUND) : content(created))
            .on(PUT, this::create)
            .on(DELETE, call -> delete()));
  }

  private Reply validate(Call call) {
    CoapOption etag = new CoapOption(CoapOptionNumber.ETAG, etag());
    return call.values(CoapOptionNumber.ETAG).contains(etag())
        ? Reply.of(CoapCode.VALID).with(etag)
        : content(validated).with(etag);
  }

  private Reply updateIfMatching(Call call) {
    List<Bytes> wanted = call.values(CoapOptionNumber.IF_MATCH);
    // An empty If-Match is true for whatever exists, RFC 7252 5.10.8.1.
    if (!wanted.isEmpty() && !wanted.contains(etag()) && !wanted.contains(Bytes.EMPTY)) {
      return Reply.of(CoapCode.PRECONDITION_FAILED);
    }
    validated = call.body();
    version++;
    return Reply.of(CoapCode.CHANGED).with(new CoapOption(CoapOptionNumber.ETAG, etag()));
  }

  private Reply create(Call call) {
    if (created != null && call.has(CoapOptionNumber.IF_NONE_MATCH)) {
      return Reply.of(CoapCode.PRECONDITION_FAILED);
    }
    CoapCode code = created == null ? CoapCode.CREATED : CoapCode.CHANGED;
    created = call.body();
    return Reply.of(code);
  }

  private Reply delete() {
    created = null;
    return Reply.of(CoapCode.DELETED);
  }

  private Bytes etag() {
    return Bytes.of(version >> 8, version);
  }

  private static Reply content(Bytes payload) {
    return Reply.content(Reply.TEXT_PLAIN, payload);
  }
}
