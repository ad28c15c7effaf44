package org.coapsms.carrier.modem.dialogue;

import java.util.List;
import java.util.Optional;

/**
 * What a modem said to one question of a {@link Survey}.
 *
 * @param command as it was written; a PIN in it is hidden
 * @param ending how it ended
 * @param error the final result where it was an error, else empty
 * @param lines what stood before the final result, without an echo and without what the modem says
 *     by itself
 */
public record SurveyAnswer(String command, Ending ending, String error, List<String> lines) {

  /** How a question ended. */
  public enum Ending {
    OK,
    ERROR,
    SILENCE
  }

  public SurveyAnswer {
    lines = List.copyOf(lines);
  }

  public boolean ok() {
    return ending == Ending.OK;
  }

  /** The first line without the command's name in front, and without quotes around it. */
  public Optional<String> value() {
    return lines.stream().map(this::bare).filter(text -> !text.isEmpty()).findFirst();
  }

  /** All lines as in {@link #value}. */
  public List<String> values() {
    return lines.stream().map(this::bare).toList();
  }

  private String bare(String line) {
    String name = command.replaceFirst("^AT", "").replaceFirst("[=?].*", "");
    String text = line.strip();
    if (!name.isEmpty() && text.startsWith(name + ":")) {
      text = text.substring(name.length() + 1).strip();
    }
    boolean quoted = text.matches("\"[^\"]*\"");
    return quoted ? text.substring(1, text.length() - 1).strip() : text;
  }
}
