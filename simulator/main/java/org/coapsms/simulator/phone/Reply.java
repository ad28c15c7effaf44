package org.coapsms.simulator.phone;

import java.util.ArrayList;
import java.util.List;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;

/**
 * Holds what a resource says to a request.
 *
 * @param inBlocks whether a payload beyond the phone's block size goes in blocks without being
 *     asked
 */
record Reply(
    Timing timing, CoapCode code, List<CoapOption> options, Bytes payload, boolean inBlocks) {
  static final int TEXT_PLAIN = 0;

  enum Timing {
    /** On the ACK. */
    AT_ONCE,
    /** As a message of its own, after an Empty ACK. */
    SEPARATE,
    /** Not at all, without an ACK. */
    NEVER
  }

  static final Reply NEVER = new Reply(Timing.NEVER, CoapCode.EMPTY, List.of(), Bytes.EMPTY, false);

  static Reply of(CoapCode code) {
    return new Reply(Timing.AT_ONCE, code, List.of(), Bytes.EMPTY, false);
  }

  /** An answer with a payload for people, such as an error's diagnostic. */
  static Reply of(CoapCode code, String diagnostic) {
    return of(code).with(Bytes.ofUtf8(diagnostic));
  }

  static Reply content(int format, Bytes payload) {
    return of(CoapCode.CONTENT)
        .with(CoapOption.uint(CoapOptionNumber.CONTENT_FORMAT, format))
        .with(payload);
  }

  static Reply text(String text) {
    return content(TEXT_PLAIN, Bytes.ofUtf8(text));
  }

  Reply with(CoapOption option) {
    List<CoapOption> more = new ArrayList<>(options);
    more.add(option);
    return new Reply(timing, code, List.copyOf(more), payload, inBlocks);
  }

  Reply with(Bytes newPayload) {
    return new Reply(timing, code, options, newPayload, inBlocks);
  }

  Reply separate() {
    return new Reply(Timing.SEPARATE, code, options, payload, inBlocks);
  }

  Reply asBlocks() {
    return new Reply(timing, code, options, payload, true);
  }

  boolean isSuccess() {
    return code.codeClass() == 2;
  }
}
