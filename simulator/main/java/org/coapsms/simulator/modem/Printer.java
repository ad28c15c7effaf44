package org.coapsms.simulator.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Prints echo, answers, results and unsolicited lines as ITU-T V.250 §5.7 and the TE's settings
 * want them, or as faults spoil them. Not thread-safe; owned by the network's thread.
 */
final class Printer {
  /** What a Huawei stick says all day. */
  private static final String NOISE = "^RSSI:14";

  private static final List<String> MISLEADING = List.of("OK-TEL 1", "ERROR COUNT: 0");

  /** How one command line is echoed. */
  private enum Echo {
    RIGHT,
    NONE,
    GARBLED,
    TWICE
  }

  private final LineSettings settings;
  private final Mischief mischief;
  private final Surroundings surroundings;

  private final StringBuilder echoed = new StringBuilder();
  private Echo echo = Echo.RIGHT;
  private boolean insideEcho;

  /** What {@link ModemFault#LAG_ONE} keeps back. */
  private final StringBuilder lagging = new StringBuilder();

  private boolean lags;
  private boolean answerHadLines;
  private String afterResult = "";

  Printer(LineSettings settings, Mischief mischief, Surroundings surroundings) {
    this.settings = settings;
    this.mischief = mischief;
    this.surroundings = surroundings;
  }

  /** What a printer needs from outside. */
  interface Surroundings {
    /** Puts characters on the line, each after a pause of its own. */
    void write(Instant now, String characters, Duration pause);

    void trace(Instant now, String line);
  }

  void restart() {
    insideEcho = false;
    lagging.setLength(0);
    lags = false;
    afterResult = "";
  }

  /** Echoes a character of a command line, if the TE wants that. */
  void echo(Instant now, char c) {
    if (!insideEcho) {
      insideEcho = true;
      echoed.setLength(0);
      echo = nextEcho(now);
    }
    if (settings.echo && echo != Echo.NONE) {
      echoed.append(c);
      print(now, String.valueOf(echo == Echo.GARBLED && c > ' ' ? (char) (c ^ 0x15) : c));
    }
    if (c == settings.carriageReturn || c == settings.lineFeed) {
      insideEcho = false;
      if (echo == Echo.TWICE) {
        print(now, echoed.toString());
      }
    }
  }

  private Echo nextEcho(Instant now) {
    if (!settings.echo) {
      return Echo.RIGHT;
    }
    if (mischief.strikes(now, ModemFault.ECHO_OFF)) {
      return Echo.NONE;
    }
    if (mischief.strikes(now, ModemFault.ECHO_GARBLED)) {
      return Echo.GARBLED;
    }
    return mischief.strikes(now, ModemFault.ECHO_TWICE) ? Echo.TWICE : Echo.RIGHT;
  }

  /** A command line is complete, and its answer follows. */
  void beginAnswer(Instant now) {
    answerHadLines = false;
    print(now, lagging.toString());
    lagging.setLength(0);
    lags = mischief.strikes(now, ModemFault.LAG_ONE);
    if (mischief.strikes(now, ModemFault.INTRUDER)) {
      // What ModemManager asks of every port that it does not know.
      String typed = settings.echo ? "AT+GCAP\r" : "";
      print(now, typed + framed("+GCAP: +CGSM") + framed("OK"));
    }
    if (mischief.strikes(now, ModemFault.NOISE)) {
      unsolicited(now, List.of(NOISE));
    }
  }

  /** Prints the lines of an answer. */
  void answer(Instant now, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    answerHadLines = true;
    StringBuilder text = new StringBuilder();
    if (mischief.strikes(now, ModemFault.MISLEADING_LINE)) {
      MISLEADING.forEach(line -> text.append(line).append(lineEnd()));
    }
    for (String line : lines) {
      surroundings.trace(now, line);
      text.append(line).append(lineEnd());
    }
    String whole = (settings.verbose ? lineEnd() : "") + text;
    if (mischief.strikes(now, ModemFault.ANSWER_AFTER_OK)) {
      afterResult += whole;
    } else {
      printSpoilt(now, whole);
    }
  }

  /** Prints a final result. */
  void result(Instant now, String result) {
    boolean leftOut =
        answerHadLines
            && result.equals("OK")
            && mischief.strikes(now, ModemFault.ANSWER_WITHOUT_OK);
    if (!leftOut) {
      surroundings.trace(now, result);
      printResult(now, result);
    }
    printSpoilt(now, afterResult);
    afterResult = "";
  }

  private void printResult(Instant now, String result) {
    if (settings.quiet) {
      return;
    }
    if (!settings.verbose) {
      printSpoilt(now, numeric(result));
    } else if (mischief.strikes(now, ModemFault.GLUED)) {
      printSpoilt(now, lineEnd() + result + NOISE + lineEnd());
    } else {
      printSpoilt(now, framed(result));
    }
  }

  /** Prints what the modem says of its own accord. */
  void unsolicited(Instant now, List<String> lines) {
    lines.forEach(line -> surroundings.trace(now, line));
    String text = String.join(lineEnd(), lines) + lineEnd();
    boolean leads = settings.verbose && !mischief.strikes(now, ModemFault.NO_LEADING_LINE_END);
    print(now, leads ? lineEnd() + text : text);
  }

  /** Prints characters as they are. */
  void print(Instant now, String characters) {
    if (!characters.isEmpty()) {
      surroundings.write(now, characters, Duration.ZERO);
    }
  }

  private void printSpoilt(Instant now, String text) {
    if (text.isEmpty()) {
      return;
    }
    String spoilt = text;
    if (mischief.strikes(now, ModemFault.DOUBLE_RETURN)) {
      spoilt = spoilt.replace("\r\n", "\r\r\n");
    }
    if (mischief.strikes(now, ModemFault.LINE_FEED_ONLY)) {
      spoilt = spoilt.replace("\r", "");
    }
    if (mischief.strikes(now, ModemFault.NULS)) {
      spoilt = "\0\0\0" + spoilt;
    }
    if (mischief.strikes(now, ModemFault.PARITY)) {
      spoilt = withEvenParity(spoilt);
    }
    Optional<Duration> pause = mischief.lasting(now, ModemFault.SINGLE_OCTETS);
    if (lags) {
      lagging.append(spoilt);
    } else {
      surroundings.write(now, spoilt, pause.orElse(Duration.ZERO));
    }
  }

  private static String withEvenParity(String text) {
    StringBuilder changed = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      changed.append((char) (Integer.bitCount(c) % 2 == 0 ? c : c | 0x80));
    }
    return changed.toString();
  }

  private String framed(String line) {
    return lineEnd() + line + lineEnd();
  }

  private String lineEnd() {
    return "" + settings.carriageReturn + settings.lineFeed;
  }

  /** ITU-T V.250 §5.7.1: numbers for the basic results, and no line feed. */
  private String numeric(String result) {
    return switch (result) {
      case "OK" -> "0" + settings.carriageReturn;
      case "NO CARRIER" -> "3" + settings.carriageReturn;
      case "ERROR" -> "4" + settings.carriageReturn;
      default -> result + lineEnd();
    };
  }
}
