package org.coapsms.carrier.modem.dialogue;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.coapsms.codec.at.AtLine;

/**
 * One command and how its answer looks.
 *
 * @param text what to write, without the CR
 * @param reply how the lines of its answer begin, such as {@code +CMGR:}; empty when only the final
 *     result matters
 * @param loose what else may belong to the answer
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
    Loose loose,
    String pdu,
    boolean resultMayMiss,
    Duration promptLimit,
    Optional<Duration> limit) {

  /** Says which lines belong to an answer although they do not begin as it does. */
  enum Loose {
    NOTHING,
    /** A bare number, as most modems answer {@code AT+CGSN}. */
    NUMBER,
    /** Anything but a result, and what modems say by themselves. */
    TEXT;

    private static final Pattern DIGITS = Pattern.compile("\\d{10,20}");
    private static final String UNSOLICITED = "+^*%#$_";

    boolean takes(String line) {
      return switch (this) {
        case NOTHING -> false;
        case NUMBER -> DIGITS.matcher(line).matches();
        case TEXT ->
            UNSOLICITED.indexOf(line.charAt(0)) < 0 && AtLine.parse(line) instanceof AtLine.Other;
      };
    }
  }

  /** For commands that reach the SIM or the network; slow SIMs were seen to take 20 s. */
  static final Duration SLOW = Duration.ofSeconds(30);

  /** A command of which only the final result matters. */
  static AtCommand plain(String text) {
    return new AtCommand(text, "", Loose.NOTHING, "", false, Duration.ZERO, Optional.empty());
  }

  /** A question whose answer begins as the command does: {@code AT+CPMS?} by {@code +CPMS:}. */
  static AtCommand query(String text) {
    int end = 2;
    while (end < text.length() && "=?".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return new AtCommand(
        text,
        text.substring(2, end) + ":",
        Loose.NOTHING,
        "",
        false,
        Duration.ZERO,
        Optional.empty());
  }

  /** A question for a serial number: most modems print it without its name. */
  static AtCommand number(String text) {
    return new AtCommand(
        text, text.substring(2) + ":", Loose.NUMBER, "", false, Duration.ZERO, Optional.empty());
  }

  /** A question that is answered by some lines of text, as {@code AT+CGMI}. */
  static AtCommand text(String text) {
    return new AtCommand(
        text, text.substring(2) + ":", Loose.TEXT, "", false, Duration.ZERO, Optional.empty());
  }

  /** A command that hands over a TPDU at the prompt. */
  static AtCommand transfer(
      String text, String reply, String pdu, Duration promptLimit, Duration limit) {
    return new AtCommand(text, reply, Loose.NOTHING, pdu, false, promptLimit, Optional.of(limit));
  }

  AtCommand within(Duration newLimit) {
    return new AtCommand(
        text, reply, loose, pdu, resultMayMiss, promptLimit, Optional.of(newLimit));
  }

  /** The same command on a modem that ends its answer without a final result. */
  AtCommand withoutResult() {
    return new AtCommand(text, reply, loose, pdu, true, promptLimit, limit);
  }

  boolean hasPdu() {
    return !pdu.isEmpty();
  }

  boolean expectsReply() {
    return !reply.isEmpty();
  }

  /** Whether a line belongs to the answer. */
  boolean isAnsweredBy(String line) {
    return expectsReply() && (line.startsWith(reply) || loose.takes(line));
  }

  /** The text as it may be shown: a PIN stays secret. */
  String shown() {
    return text.startsWith("AT+CPIN=") ? "AT+CPIN=****" : text;
  }
}
