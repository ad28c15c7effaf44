package org.coapsms.carrier.modem.dialogue;

import java.util.List;
import java.util.Optional;
import org.coapsms.codec.at.AtLine;

/**
 * How a command ended.
 *
 * @param ending OK, an error, silence, or the line lost under it
 * @param error the final result as the modem wrote it when {@code ending} is ERROR, else empty or
 *     the reason
 * @param lines the lines of the answer, each with its reply prefix, and the PDU lines behind them
 * @param sent whether Ctrl-Z had been written
 */
record AtAnswer(AtCommand command, Ending ending, String error, List<String> lines, boolean sent) {

  enum Ending {
    OK,
    ERROR,
    SILENCE,
    LOST
  }

  AtAnswer {
    lines = List.copyOf(lines);
  }

  boolean ok() {
    return ending == Ending.OK;
  }

  /** Whether the modem has said anything to the command. */
  boolean answered() {
    return ending == Ending.OK || ending == Ending.ERROR;
  }

  /** The first line behind its prefix, empty when there is none. */
  String value() {
    return lines.isEmpty() ? "" : lines.get(0).substring(command.reply().length()).strip();
  }

  /** The digits of the first line, as the answer to a serial number has them. */
  String digits() {
    String line = lines.isEmpty() ? "" : lines.get(0);
    String bare = line.startsWith(command.reply()) ? value() : line;
    return bare.replaceAll("\\D", "");
  }

  /** The lines taken apart. */
  List<AtLine> parsed() {
    return lines.stream().map(AtLine::parse).toList();
  }

  /** The last line of a kind: an unsolicited one may stand before the answer. */
  <T extends AtLine> Optional<T> last(Class<T> kind) {
    return parsed().stream().filter(kind::isInstance).map(kind::cast).reduce((first, next) -> next);
  }
}
