package org.coapsms.codec.coap;

import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetReader;
import org.coapsms.codec.OctetWriter;

/** Lays a message out in octets and finds its parts again. */
final class CoapFormat {
  //  0                   1                   2                   3
  // |Ver| T |  TKL  |      Code     |          Message ID           |
  // |   Token (TKL octets) ...      |   Options (if any) ...        |
  // |1 1 1 1 1 1 1 1|    Payload (if any) ...                       |   RFC 7252, 3
  //
  // option: | delta 4 | length 4 | delta extended 0-2 | length extended 0-2 | value |   RFC 7252,
  // 3.1
  private static final int VERSION = 1;
  private static final int PAYLOAD_MARKER = 0xFF;
  private static final int ONE_MORE_OCTET = 13;
  private static final int TWO_MORE_OCTETS = 14;
  private static final int RESERVED = 15;
  private static final int ONE_OCTET_BASE = 13;
  private static final int TWO_OCTET_BASE = 269;
  private static final int MAX_NUMBER = 0xFFFF;

  private CoapFormat() {}

  static CoapMessage decode(Bytes octets) throws MalformedCoap {
    OctetReader<MalformedCoap> in = new OctetReader<>(octets, MalformedCoap::new);
    int first = in.u8("the CoAP header");
    int version = first >>> 6;
    if (version != VERSION) {
      throw in.at(0, "CoAP version " + version + ", not 1");
    }
    int tokenLength = first & 0x0F;
    if (tokenLength > CoapMessage.MAX_TOKEN) {
      throw in.at(0, "token length " + tokenLength + " is reserved");
    }
    CoapType type = CoapType.of(first >>> 4);
    CoapCode code = new CoapCode(in.u8("the code"));
    int messageId = in.u16("the Message ID");
    if (code.equals(CoapCode.EMPTY)) {
      if (tokenLength != 0) {
        throw in.at(0, "an Empty message with a token");
      }
      if (in.hasMore()) {
        throw in.here("an Empty message with more than its header");
      }
    }
    Bytes token = in.bytes(tokenLength, "the token");
    List<CoapOption> options = new ArrayList<>();
    Bytes payload = optionsThenPayload(in, options);
    return new CoapMessage(type, code, messageId, token, options, payload);
  }

  private static Bytes optionsThenPayload(OctetReader<MalformedCoap> in, List<CoapOption> options)
      throws MalformedCoap {
    int number = 0;
    while (in.hasMore()) {
      int start = in.position();
      int head = in.u8("an option");
      if (head == PAYLOAD_MARKER) {
        if (!in.hasMore()) {
          throw in.at(start, "a payload marker without payload");
        }
        return in.rest();
      }
      number += extended(in, start, head >>> 4, "option delta");
      if (number > MAX_NUMBER) {
        throw in.at(start, "option number " + number + " is beyond 65535");
      }
      int length = extended(in, start, head & 0x0F, "option length");
      options.add(new CoapOption(number, in.bytes(length, CoapOptionNumber.name(number))));
    }
    return Bytes.EMPTY;
  }

  private static int extended(OctetReader<MalformedCoap> in, int start, int nibble, String what)
      throws MalformedCoap {
    return switch (nibble) {
      case ONE_MORE_OCTET -> ONE_OCTET_BASE + in.u8("the extended " + what);
      case TWO_MORE_OCTETS -> TWO_OCTET_BASE + in.u16("the extended " + what);
      case RESERVED -> throw in.at(start, what + " 15 is reserved");
      default -> nibble;
    };
  }

  static Bytes encode(CoapMessage message) {
    OctetWriter out = new OctetWriter();
    out.u8(VERSION << 6 | message.type().bits() << 4 | message.token().size());
    out.u8(message.code().value()).u16(message.messageId()).bytes(message.token());
    int previous = 0;
    for (CoapOption option : message.options()) {
      encode(out, option.number() - previous, option.value());
      previous = option.number();
    }
    if (!message.payload().isEmpty()) {
      out.u8(PAYLOAD_MARKER).bytes(message.payload());
    }
    return out.toBytes();
  }

  private static void encode(OctetWriter out, int delta, Bytes value) {
    out.u8(nibble(delta) << 4 | nibble(value.size()));
    extension(out, delta);
    extension(out, value.size());
    out.bytes(value);
  }

  private static int nibble(int number) {
    if (number < ONE_OCTET_BASE) {
      return number;
    }
    return number < TWO_OCTET_BASE ? ONE_MORE_OCTET : TWO_MORE_OCTETS;
  }

  private static void extension(OctetWriter out, int number) {
    if (number >= TWO_OCTET_BASE) {
      out.u16(number - TWO_OCTET_BASE);
    } else if (number >= ONE_OCTET_BASE) {
      out.u8(number - ONE_OCTET_BASE);
    }
  }
}
