package org.coapsms.app.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;

/** Words an answer for people. */
final class AnswerText {
  private AnswerText() {}

  /** A line such as {@code 4.04 Not Found: no such thing}. */
  static String failure(CoapMessage response) {
    String diagnostic = printable(response.payload());
    return status(response) + (diagnostic.isEmpty() ? "" : ": " + diagnostic);
  }

  /** A line such as {@code 2.01 Created /location1/location2}, for an answer without payload. */
  static String success(CoapMessage response) {
    List<CoapOption> location = response.options(CoapOptionNumber.LOCATION_PATH);
    List<CoapOption> query = response.options(CoapOptionNumber.LOCATION_QUERY);
    StringBuilder line = new StringBuilder(status(response));
    if (!location.isEmpty() || !query.isEmpty()) {
      line.append(location.stream().map(CoapOption::asString).collect(joined(" /", "/")));
    }
    if (!query.isEmpty()) {
      line.append(query.stream().map(CoapOption::asString).collect(joined("?", "&")));
    }
    return line.toString();
  }

  /** Whether the payload is a text that lacks the end of its last line; octets are left alone. */
  static boolean needsLineEnd(CoapMessage response) {
    Bytes payload = response.payload();
    return isText(payload) && payload.at(payload.size() - 1) != '\n';
  }

  private static String status(CoapMessage response) {
    return (response.code() + " " + response.code().description()).strip();
  }

  private static String printable(Bytes payload) {
    return isText(payload)
        ? payload.toUtf8().strip().replaceAll("\\p{Cntrl}", " ")
        : "0x" + payload.toHex();
  }

  private static boolean isText(Bytes payload) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(payload.toArray()))
          .chars()
          .allMatch(c -> !Character.isISOControl(c) || Character.isWhitespace(c));
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Collector<CharSequence, ?, String> joined(String before, String between) {
    return Collectors.joining(between, before, "");
  }
}
