package org.coapsms.codec.at;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Holds what a modem answers to {@code AT+…=?}: for each parameter of the command the values that
 * it takes, TS 27.007 §5.3, such as {@code (0-2),(0,1,3),(2)}.
 *
 * @param parameters in the order of the command
 */
public record TestAnswer(List<Choices> parameters) {

  public TestAnswer {
    parameters = List.copyOf(parameters);
  }

  /** Holds the values of one parameter: numbers, as ranges, and words. */
  public record Choices(List<Range> ranges, List<String> words) {
    public Choices {
      ranges = List.copyOf(ranges);
      words = List.copyOf(words);
    }

    public boolean allows(int value) {
      return ranges.stream().anyMatch(range -> range.from <= value && value <= range.to);
    }

    public boolean allows(String word) {
      return words.contains(word);
    }
  }

  /** Holds a range of numbers, both ends included. */
  public record Range(int from, int to) {}

  /** Whether a parameter, counted from 0, takes a number; false for parameters not mentioned. */
  public boolean allows(int parameter, int value) {
    return parameter < parameters.size() && parameters.get(parameter).allows(value);
  }

  /** Whether a parameter, counted from 0, takes a word; false for parameters not mentioned. */
  public boolean allows(int parameter, String word) {
    return parameter < parameters.size() && parameters.get(parameter).allows(word);
  }

  /**
   * Reads an answer with or without its name and colon. Brackets may be missing around a single
   * value, nested, or stand once more around the whole.
   *
   * @throws MalformedAtLine if brackets or quotes do not pair up
   */
  public static TestAnswer parse(String line) throws MalformedAtLine {
    return new Parser(line).parse();
  }

  /** Walks through one answer; a value ends at a comma or a bracket. */
  private static final class Parser {
    private final String line;
    private final List<Choices> parameters = new ArrayList<>();
    private List<Range> ranges = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder value = new StringBuilder();
    private boolean quoted;
    private int depth;

    Parser(String line) {
      this.line = line;
    }

    TestAnswer parse() throws MalformedAtLine {
      int start = afterName();
      int end = line.length();
      int outer = outerBracket(start);
      if (outer >= 0) {
        start = outer + 1;
        end = line.lastIndexOf(')');
      }
      for (int i = start; i < end; i++) {
        accept(line.charAt(i), i);
      }
      if (quoted || depth > 0) {
        throw new MalformedAtLine(
            end, quoted ? "a quote is not closed" : "a bracket is not closed");
      }
      endOfParameter();
      return new TestAnswer(parameters);
    }

    private void accept(char c, int at) throws MalformedAtLine {
      if (c == '"') {
        quoted = !quoted;
        value.append(c);
      } else if (quoted) {
        value.append(c);
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        if (depth-- == 0) {
          throw new MalformedAtLine(at, "a bracket closes that was not opened");
        }
        endOfValue();
      } else if (c == ',' && depth == 0) {
        endOfParameter();
      } else if (c == ',') {
        endOfValue();
      } else {
        value.append(c);
      }
    }

    private void endOfParameter() {
      endOfValue();
      parameters.add(new Choices(ranges, words));
      ranges = new ArrayList<>();
      words = new ArrayList<>();
    }

    private void endOfValue() {
      String text = value.toString().strip();
      value.setLength(0);
      if (text.isEmpty()) {
        return;
      }
      int dash = text.indexOf('-', 1);
      OptionalInt from = Fields.number(dash < 0 ? text : text.substring(0, dash).strip());
      OptionalInt to = dash < 0 ? from : Fields.number(text.substring(dash + 1).strip());
      if (from.isPresent() && to.isPresent()) {
        ranges.add(new Range(from.getAsInt(), to.getAsInt()));
      } else {
        words.add(text.replace("\"", ""));
      }
    }

    /** Behind {@code +CNMI:}; a colon inside quotes or brackets is none of these. */
    private int afterName() {
      int colon = line.indexOf(':');
      return line.startsWith("+") || line.startsWith("^") ? colon + 1 : 0;
    }

    /** The bracket around all others, as in {@code (("SM","SR"),("SM"))}; -1 if there is none. */
    private int outerBracket(int start) {
      String inner = line.substring(start).strip();
      boolean twice =
          inner.startsWith("(")
              && inner.substring(1).strip().startsWith("(")
              && inner.endsWith(")");
      return twice && line.strip().endsWith(")") && closesLast(start)
          ? line.indexOf('(', start)
          : -1;
    }

    private boolean closesLast(int start) {
      int open = 0;
      int last = line.lastIndexOf(')');
      for (int i = line.indexOf('(', start); i < last; i++) {
        open += line.charAt(i) == '(' ? 1 : line.charAt(i) == ')' ? -1 : 0;
        if (open == 0) {
          return false;
        }
      }
      return true;
    }
  }
}
