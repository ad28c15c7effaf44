package org.coapsms.codec.coap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.Bytes;

/**
 * Holds one CoAP message as it crosses a datagram or a short message. Immutable.
 *
 * @param messageId 0 to 65535
 * @param token 0 to 8 octets
 * @param options in ascending order of their numbers; equal numbers in the order given
 * @param payload empty if there is none: the format knows no payload of zero octets
 */
public record CoapMessage(
    CoapType type,
    CoapCode code,
    int messageId,
    Bytes token,
    List<CoapOption> options,
    Bytes payload) {
  public static final int MAX_TOKEN = 8;

  public CoapMessage {
    if (messageId < 0 || messageId > 0xFFFF) {
      throw new IllegalArgumentException("a Message ID has 16 bits, not " + messageId);
    }
    if (token.size() > MAX_TOKEN) {
      throw new IllegalArgumentException("a token of " + token.size() + " octets");
    }
    if (code.equals(CoapCode.EMPTY)
        && !(token.isEmpty() && options.isEmpty() && payload.isEmpty())) {
      throw new IllegalArgumentException("an Empty message is its header alone");
    }
    options = options.stream().sorted(Comparator.comparingInt(CoapOption::number)).toList();
  }

  /**
   * Reads one whole message.
   *
   * @throws MalformedCoap for a message format error, RFC 7252 §3 and §4.1; a reserved code class
   *     is none here
   */
  public static CoapMessage decode(Bytes octets) throws MalformedCoap {
    return CoapFormat.decode(octets);
  }

  public static CoapMessage request(CoapType type, CoapCode method) {
    return new CoapMessage(type, method, 0, Bytes.EMPTY, List.of(), Bytes.EMPTY);
  }

  /** A response that carries the token of its request. */
  public static CoapMessage response(CoapType type, CoapCode code, Bytes token) {
    return new CoapMessage(type, code, 0, token, List.of(), Bytes.EMPTY);
  }

  public static CoapMessage emptyAck(int messageId) {
    return empty(CoapType.ACK, messageId);
  }

  public static CoapMessage reset(int messageId) {
    return empty(CoapType.RST, messageId);
  }

  /** A CON without content, which its receiver answers with RST: the "CoAP ping". */
  public static CoapMessage ping(int messageId) {
    return empty(CoapType.CON, messageId);
  }

  public Bytes encode() {
    return CoapFormat.encode(this);
  }

  /** Whether the code is 0.00. */
  public boolean isEmpty() {
    return code.equals(CoapCode.EMPTY);
  }

  public boolean isRequest() {
    return code.isRequest();
  }

  public boolean isResponse() {
    return code.isResponse();
  }

  /** The first option with this number. */
  public Optional<CoapOption> option(int number) {
    return options.stream().filter(option -> option.number() == number).findFirst();
  }

  /** All options with this number, in order. */
  public List<CoapOption> options(int number) {
    return options.stream().filter(option -> option.number() == number).toList();
  }

  /** The segments of Uri-Path; empty for the root. */
  public List<String> uriPath() {
    return options(CoapOptionNumber.URI_PATH).stream().map(CoapOption::asString).toList();
  }

  /** The arguments of Uri-Query. */
  public List<String> uriQuery() {
    return options(CoapOptionNumber.URI_QUERY).stream().map(CoapOption::asString).toList();
  }

  public CoapMessage withType(CoapType newType) {
    return new CoapMessage(newType, code, messageId, token, options, payload);
  }

  public CoapMessage withMessageId(int newMessageId) {
    return new CoapMessage(type, code, newMessageId, token, options, payload);
  }

  public CoapMessage withToken(Bytes newToken) {
    return new CoapMessage(type, code, messageId, newToken, options, payload);
  }

  /** The message with these options instead of its own. */
  public CoapMessage withOptions(List<CoapOption> newOptions) {
    return new CoapMessage(type, code, messageId, token, newOptions, payload);
  }

  /** The message with one option more, behind those of the same number. */
  public CoapMessage withOption(CoapOption option) {
    List<CoapOption> more = new ArrayList<>(options);
    more.add(option);
    return withOptions(more);
  }

  /** The message without any option of this number. */
  public CoapMessage withoutOption(int number) {
    return withOptions(options.stream().filter(option -> option.number() != number).toList());
  }

  public CoapMessage withPayload(Bytes newPayload) {
    return new CoapMessage(type, code, messageId, token, options, newPayload);
  }

  /** One line for a trace, such as {@code CON GET mid=0x7d35 token=20 [Uri-Path=test] 0B}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    line.append(type).append(' ').append(code.isRequest() ? code.description() : code);
    line.append(String.format(" mid=0x%04x", messageId));
    if (!isEmpty()) {
      line.append(" token=").append(token).append(' ').append(options);
      line.append(' ').append(payload.size()).append('B');
    }
    return line.toString();
  }

  private static CoapMessage empty(CoapType type, int messageId) {
    return new CoapMessage(type, CoapCode.EMPTY, messageId, Bytes.EMPTY, List.of(), Bytes.EMPTY);
  }
}
