package org.coapsms.simulator.phone;

import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Address;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;

/**
 * Describes a request that a phone is to make of its own accord.
 *
 * @param to the number that a bridge answers
 * @param options the path, the query and whatever else, in any order
 */
public record PhoneRequest(
    Address to, CoapCode method, List<CoapOption> options, Bytes payload, boolean confirmable) {
  public PhoneRequest {
    options = List.copyOf(options);
    if (!method.isRequest()) {
      throw new IllegalArgumentException(method + " is no method");
    }
  }

  /** A confirmable request without payload to a path such as {@code /a/b?c=d}. */
  public static PhoneRequest of(Address to, CoapCode method, String path) {
    return new PhoneRequest(to, method, optionsOf(path), Bytes.EMPTY, true);
  }

  public PhoneRequest withPayload(Bytes newPayload) {
    return new PhoneRequest(to, method, options, newPayload, confirmable);
  }

  public PhoneRequest nonConfirmable() {
    return new PhoneRequest(to, method, options, payload, false);
  }

  public PhoneRequest with(CoapOption option) {
    List<CoapOption> more = new ArrayList<>(options);
    more.add(option);
    return new PhoneRequest(to, method, more, payload, confirmable);
  }

  private static List<CoapOption> optionsOf(String path) {
    List<CoapOption> options = new ArrayList<>();
    int question = path.indexOf('?');
    String plain = question < 0 ? path : path.substring(0, question);
    for (String segment : plain.split("/", -1)) {
      if (!segment.isEmpty()) {
        options.add(CoapOption.string(CoapOptionNumber.URI_PATH, segment));
      }
    }
    if (question >= 0) {
      for (String argument : path.substring(question + 1).split("&", -1)) {
        options.add(CoapOption.string(CoapOptionNumber.URI_QUERY, argument));
      }
    }
    return options;
  }
}
