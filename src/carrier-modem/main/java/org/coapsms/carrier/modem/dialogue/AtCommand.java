package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.util.Optional;

/**
 * One command and how its answer looks.
 *
 * @param text what to write, without the CR
 * @param reply how the lines of its answer begin, such as {@code +CMGR:}; empty when only the final
 *     result matters
 * @param pdu what to write at the prompt, in hexadecimal without Ctrl-Z; empty for a command
 *     without prompt
 * @param resultMayMiss whether this modem ends the answer without a final result
 * @param promptLimit how long the prompt may take
 * @param limit how long the final result may take, from the command or from Ctrl-Z; empty: as long
 *     as the modem's ordinary commands
 */
record AtCommand(
    String text,
    String reply,
    String pdu,
    boolean resultMayMiss,
    Duration promptLimit,
    Optional<Duration> limit) {

  /** For commands that reach the SIM or the network; slow SIMs were seen to take 20 s. */
  static final Duration SLOW = Duration.ofSeconds(30);

  /** A command of which only the final result matters. */
  static AtCommand plain(String text) {
    return new AtCommand(text, "", "", false, Duration.ZERO, Optional.empty());
  }

  /** A question whose answer begins as the command does: {@code AT+CPMS?} by {@code +CPMS:}. */
  static AtCommand query(String text) {
    int end = 2;
    while (end < text.length() && "=?".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return new AtCommand(
        text, text.substring(2, end) + ":", "", false, Duration.ZERO, Optional.empty());
  }

  /** A command that hands over a TPDU at the prompt. */
  static AtCommand transfer(
      String text, String reply, String pdu, Duration promptLimit, Duration limit) {
    return new AtCommand(text, reply, pdu, false, promptLimit, Optional.of(limit));
  }

  AtCommand within(Duration newLimit) {
    return new AtCommand(text, reply, pdu, resultMayMiss, promptLimit, Optional.of(newLimit));
  }

  /** The same command on a modem that ends its answer without a final result. */
  AtCommand withoutResult() {
    return new AtCommand(text, reply, pdu, true, promptLimit, limit);
  }

  boolean hasPdu() {
    return !pdu.isEmpty();
  }

  boolean expectsReply() {
    return !reply.isEmpty();
  }

  /** The text as it may be shown: a PIN stays secret. */
  String shown() {
    return text.startsWith("AT+CPIN=") ? "AT+CPIN=****" : text;
  }
}
