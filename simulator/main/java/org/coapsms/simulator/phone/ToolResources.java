package org.coapsms.simulator.phone;

import static org.coapsms.codec.coap.CoapCode.DELETE;
import static org.coapsms.codec.coap.CoapCode.GET;
import static org.coapsms.codec.coap.CoapCode.POST;
import static org.coapsms.codec.coap.CoapCode.PUT;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;

/** Offers resources that make a phone answer exactly what a test needs. */
final class ToolResources {
  /** Beyond this a message cannot be cut into 255 segments of 127 octets. */
  private static final int MAX_SIZE = 32_000;

  private ToolResources() {}

  static List<Resource> all() {
    return List.of(
        Resource.at("/echo", ";title=\"Returns the request's payload\"")
            .on(GET, call -> echo(CoapCode.CONTENT, call))
            .on(CoapCode.FETCH, call -> echo(CoapCode.CONTENT, call))
            .on(POST, call -> echo(CoapCode.CHANGED, call))
            .on(PUT, call -> echo(CoapCode.CHANGED, call)),
        Resource.at("/sink", ";title=\"Takes any payload and answers with its Uri-Query\"")
            .on(POST, ToolResources::swallow)
            .on(PUT, ToolResources::swallow),
        Resource.below("/size", ";title=\"/size/N has N octets\"").on(GET, ToolResources::ofSize),
        everyMethod(
            Resource.below("/status", ";title=\"/status/5.00 answers 5.00\""),
            ToolResources::withStatus),
        everyMethod(Resource.at("/silent", ";title=\"Never answers\""), call -> Reply.NEVER));
  }

  private static Resource everyMethod(Resource resource, Function<Call, Reply> handler) {
    return resource.on(GET, handler).on(POST, handler).on(PUT, handler).on(DELETE, handler);
  }

  private static Reply echo(CoapCode code, Call call) {
    Reply reply = Reply.of(code).with(call.body());
    Optional<CoapOption> format = call.request().option(CoapOptionNumber.CONTENT_FORMAT);
    return format.map(reply::with).orElse(reply);
  }

  private static Reply swallow(Call call) {
    return Reply.of(CoapCode.CHANGED, String.join("&", call.request().uriQuery()));
  }

  private static Reply ofSize(Call call) {
    int size;
    try {
      size = Integer.parseInt(String.join("/", call.rest()));
    } catch (NumberFormatException e) {
      return Reply.of(CoapCode.BAD_REQUEST, "/size/N with a number");
    }
    if (size < 0 || size > MAX_SIZE) {
      return Reply.of(CoapCode.BAD_REQUEST, "N from 0 to " + MAX_SIZE);
    }
    byte[] octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) ('0' + i % 10);
    }
    return Reply.content(Reply.TEXT_PLAIN, Bytes.copyOf(octets));
  }

  private static Reply withStatus(Call call) {
    CoapCode code;
    try {
      code = CoapCode.parse(String.join("/", call.rest()));
    } catch (IllegalArgumentException e) {
      return Reply.of(CoapCode.BAD_REQUEST, "/status/c.dd");
    }
    if (!code.isResponse()) {
      return Reply.of(CoapCode.BAD_REQUEST, code + " is no response code");
    }
    return code.codeClass() == 2 ? Reply.of(code) : Reply.of(code, "as asked: " + code);
  }
}
