package org.coapsms.simulator.phone;

import static org.coapsms.codec.coap.CoapCode.DELETE;
import static org.coapsms.codec.coap.CoapCode.GET;
import static org.coapsms.codec.coap.CoapCode.POST;
import static org.coapsms.codec.coap.CoapCode.PUT;

import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;

/**
 * Offers the simple resources of the ETSI CoAP plugtest, each with what its test purposes
 * TD_COAP_CORE_01 to 20 expect of a server.
 */
final class PlugtestResources {
  private static final int APPLICATION_XML = 41;

  private PlugtestResources() {}

  static List<Resource> all() {
    return List.of(
        Resource.at("/test", ";title=\"Default test resource\"")
            .on(GET, call -> Reply.text(description(call.request())))
            .on(POST, call -> created())
            .on(PUT, PlugtestResources::put)
            .on(DELETE, call -> Reply.of(CoapCode.DELETED)),
        Resource.at("/separate", ";title=\"Answers in a message of its own\"")
            .on(GET, call -> Reply.text(description(call.request())).separate())
            .on(POST, call -> Reply.of(CoapCode.CHANGED).with(call.body()).separate())
            .on(PUT, call -> Reply.of(CoapCode.CHANGED).separate())
            .on(DELETE, call -> Reply.of(CoapCode.DELETED).separate()),
        Resource.at("/seg1/seg2/seg3", ";title=\"A path of several segments\"")
            .on(GET, call -> Reply.text(description(call.request()))),
        Resource.at("/query", ";title=\"Shows its Uri-Query options\"")
            .on(GET, call -> Reply.text(String.join("&", call.request().uriQuery()))),
        Resource.at("/location-query", ";title=\"Creates with Location-Query\"")
            .on(
                POST,
                call ->
                    Reply.of(CoapCode.CREATED)
                        .with(CoapOption.string(CoapOptionNumber.LOCATION_QUERY, "first=1"))
                        .with(CoapOption.string(CoapOptionNumber.LOCATION_QUERY, "second=2"))),
        Resource.at("/multi-format", ";title=\"Text or XML\";ct=\"0 41\"")
            .on(GET, PlugtestResources::inTheFormatAskedFor));
  }

  private static Reply created() {
    // TD_COAP_CORE_18: created at a path of three segments.
    return Reply.of(CoapCode.CREATED)
        .with(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "location1"))
        .with(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "location2"))
        .with(CoapOption.string(CoapOptionNumber.LOCATION_PATH, "location3"));
  }

  private static Reply put(Call call) {
    return call.has(CoapOptionNumber.IF_NONE_MATCH)
        ? Reply.of(CoapCode.PRECONDITION_FAILED)
        : Reply.of(CoapCode.CHANGED);
  }

  private static Reply inTheFormatAskedFor(Call call) {
    long accept = call.uint(CoapOptionNumber.ACCEPT).orElse(Reply.TEXT_PLAIN);
    if (accept == Reply.TEXT_PLAIN) {
      return Reply.text("status: ok");
    }
    return accept == APPLICATION_XML
        ? Reply.content(APPLICATION_XML, Bytes.ofUtf8("<status>ok</status>"))
        : Reply.of(CoapCode.NOT_ACCEPTABLE, "text/plain or application/xml");
  }

  private static String description(CoapMessage request) {
    return "Type: "
        + request.type().bits()
        + " ("
        + request.type()
        + ")\nCode: "
        + request.code().value()
        + " ("
        + request.code().description()
        + ")\nMID: "
        + request.messageId()
        + "\nToken: "
        + request.token();
  }
}
