package org.coapsms.app.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at its spaces. */
public final class WrappedText {
  private WrappedText() {}

  /** Lines of at most so many characters; a longer word has one for itself. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
