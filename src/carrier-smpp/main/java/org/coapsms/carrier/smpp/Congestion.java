package org.coapsms.carrier.smpp;

import java.util.OptionalInt;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.TlvTag;

/**
 * Decides how many submissions may be in flight by what the SMSC says of its load in
 * congestion_state, SMPP 5.0 §4.8.4.18: below 80 a little more each time, 80 to 89 as it is, from
 * 90 on half. Not thread-safe; the reader's own.
 */
final class Congestion {
  static final int CONGESTED = 90;
  private static final int OPTIMUM = 80;
  private static final int TLV_HEADER = 4;

  private final int most;
  private int places;
  private int answersSince;

  /** Starts without congestion, with as many places as there are. */
  Congestion(int most) {
    this.most = most;
    this.places = most;
  }

  /** How many may be in flight after an answer that said this. */
  int after(int level) {
    answersSince++;
    // Only the answers to what was sent under the last decision judge it.
    if (answersSince >= places && level < OPTIMUM && places < most) {
      places++;
      answersSince = 0;
    } else if (level >= CONGESTED && (answersSince >= places || places == most)) {
      places = Math.max(1, places / 2);
      answersSince = 0;
    }
    return places;
  }

  /** What a submit_sm_resp says of it. Reads what can be read, like all there. */
  static OptionalInt level(Bytes body) {
    int at = 0;
    // A refusal may have no message_id before it, not even an empty one.
    boolean alone = body.size() > TLV_HEADER && u16(body, 0) == TlvTag.CONGESTION_STATE;
    if (!alone) {
      while (at < body.size() && body.at(at) != 0) {
        at++;
      }
      at++;
    }
    // | tag | length | value ... |
    while (at + TLV_HEADER < body.size()) {
      int tag = u16(body, at);
      if (tag == TlvTag.CONGESTION_STATE) {
        return OptionalInt.of(body.at(at + TLV_HEADER));
      }
      at += TLV_HEADER + u16(body, at + 2);
    }
    return OptionalInt.empty();
  }

  private static int u16(Bytes octets, int at) {
    return octets.at(at) << 8 | octets.at(at + 1);
  }
}
