package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;
import org.coapsms.engine.Answer;
import org.coapsms.engine.Input;
import org.coapsms.engine.RequestId;
import org.coapsms.engine.Subscriber;
import org.jspecify.annotations.Nullable;

/** Is one request of one IP client, and what the client has seen of it. */
final class VirtualClient {
  /** What goes before a request's number in its Uri-Query. */
  static final String MARK = "n=";

  private final int number;
  private final Subscriber device;
  private final CoapMessage request;
  private final Instant asked;
  private boolean accepted;
  private @Nullable Instant answeredAt;
  private @Nullable Answer answer;
  private int shortMessages;
  private int shortMessagesUntilArrived;

  VirtualClient(int number, Subscriber device, CoapMessage request, Instant asked) {
    this.number = number;
    this.device = device;
    this.request = request;
    this.asked = asked;
  }

  /** A GET of one segment, or a PUT that takes so many. */
  static CoapMessage request(int number, CoapType type, CoapCode method, int segments) {
    String path = method.equals(CoapCode.GET) ? "query" : "sink";
    CoapMessage message =
        CoapMessage.request(type, method)
            .withOption(CoapOption.string(CoapOptionNumber.URI_PATH, path))
            .withOption(CoapOption.string(CoapOptionNumber.URI_QUERY, MARK + number));
    // Well inside the last segment, whatever the token's length.
    int octets = segments == 1 ? 0 : (segments - 1) * 127;
    byte[] payload = new byte[octets];
    for (int i = 0; i < octets; i++) {
      payload[i] = (byte) (i + number);
    }
    return message.withPayload(Bytes.copyOf(payload));
  }

  int number() {
    return number;
  }

  Subscriber device() {
    return device;
  }

  CoapMessage request() {
    return request;
  }

  Instant asked() {
    return asked;
  }

  RequestId id() {
    return new RequestId("c" + number);
  }

  Input.ClientRequest input() {
    return new Input.ClientRequest(id(), "client/" + number, device, request, Optional.empty());
  }

  boolean isAccepted() {
    return accepted;
  }

  void accepted() {
    accepted = true;
  }

  Optional<Answer> answer() {
    return Optional.ofNullable(answer);
  }

  /** Whether this is the first answer; a copy of it is known by its token. */
  boolean answered(Instant now, Answer given) {
    if (answer != null) {
      return false;
    }
    answer = given;
    answeredAt = now;
    return true;
  }

  boolean succeeded() {
    return answer instanceof Answer.Response;
  }

  Duration timeToAnswer() {
    return answeredAt == null ? Duration.ZERO : Duration.between(asked, answeredAt);
  }

  void shortMessageLeft() {
    shortMessages++;
  }

  /** The device executed the request; only the first time counts. */
  void arrived() {
    if (shortMessagesUntilArrived == 0) {
      shortMessagesUntilArrived = shortMessages;
    }
  }

  /** How many short messages had left when the device first executed the request; 0 if never. */
  int shortMessagesUntilArrived() {
    return shortMessagesUntilArrived;
  }

  /** How many short messages left towards the device for this request. */
  int shortMessages() {
    return shortMessages;
  }
}
