package org.coapsms.simulator.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds one command of a command line: ITU-T V.250 §5.3 and §5.4.
 *
 * @param name in upper case: {@code E}, {@code &F}, {@code S3}, {@code +CMGS}
 * @param form how it is used
 * @param arguments what follows; for a basic command its number, possibly empty
 */
record AtCommand(String name, Form form, String arguments) {
  /** What a bare {@code AT} asks for. */
  static final AtCommand NOTHING = new AtCommand("", Form.EXECUTE, "");

  enum Form {
    EXECUTE,
    SET,
    READ,
    TEST
  }

  /**
   * Takes a command line apart.
   *
   * @param body what stands between {@code AT} and the carriage return
   * @return the commands in order; empty if the line cannot be understood
   */
  static Optional<List<AtCommand>> parseLine(String body) {
    List<AtCommand> commands = new ArrayList<>();
    Scanner scanner = new Scanner(body);
    while (scanner.hasMore()) {
      if (scanner.peek() == ';') {
        scanner.take();
      } else {
        Optional<AtCommand> command =
            Character.isLetter(scanner.peek()) || "&\\".indexOf(scanner.peek()) >= 0
                ? scanner.basic()
                : scanner.extended();
        if (command.isEmpty()) {
          return Optional.empty();
        }
        commands.add(command.get());
      }
    }
    return Optional.of(commands);
  }

  /** The arguments between commas, quotes removed; a missing one is empty. */
  List<String> fields() {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  /** The field at a place, or nothing if there is none or it is empty. */
  Optional<String> field(int place) {
    List<String> fields = fields();
    return place < fields.size() && !fields.get(place).isEmpty()
        ? Optional.of(fields.get(place))
        : Optional.empty();
  }

  /** The field at a place as a number of at most five digits. */
  OptionalInt number(int place) {
    Optional<String> field = field(place).filter(text -> text.matches("\\d{1,5}"));
    return field.isPresent() ? OptionalInt.of(Integer.parseInt(field.get())) : OptionalInt.empty();
  }

  /** Walks over the body of a command line. */
  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String body) {
      this.text = withoutSpaces(body);
    }

    boolean hasMore() {
      return at < text.length();
    }

    char peek() {
      return text.charAt(at);
    }

    char take() {
      return text.charAt(at++);
    }

    /** {@code E0}, {@code &F}, {@code S3=13}, {@code S3?}, {@code D123;}. */
    Optional<AtCommand> basic() {
      StringBuilder name = new StringBuilder().append(Character.toUpperCase(take()));
      if (!Character.isLetter(name.charAt(0))) {
        if (!hasMore()) {
          return Optional.empty();
        }
        name.append(Character.toUpperCase(take()));
      }
      if (name.toString().equals("D")) {
        String number = text.substring(at);
        at = text.length();
        return Optional.of(new AtCommand("D", Form.EXECUTE, number));
      }
      String number = digits();
      if (!name.toString().equals("S")) {
        return Optional.of(new AtCommand(name.toString(), Form.EXECUTE, number));
      }
      name.append(number);
      if (hasMore() && peek() == '?') {
        take();
        return Optional.of(new AtCommand(name.toString(), Form.READ, ""));
      }
      if (hasMore() && peek() == '=') {
        take();
        return Optional.of(new AtCommand(name.toString(), Form.SET, digits()));
      }
      return Optional.empty();
    }

    /** {@code +CMGS=28}, {@code +CNMI?}, {@code +CPMS=?}, {@code ^CURC=0}. */
    Optional<AtCommand> extended() {
      StringBuilder name = new StringBuilder().append(take());
      while (hasMore() && (Character.isLetterOrDigit(peek()) || "!%-./:_".indexOf(peek()) >= 0)) {
        name.append(Character.toUpperCase(take()));
      }
      String upper = name.toString().toUpperCase(Locale.ROOT);
      String rest = untilSemicolon();
      if (upper.length() == 1) {
        return Optional.empty();
      }
      return switch (rest) {
        case "" -> Optional.of(new AtCommand(upper, Form.EXECUTE, ""));
        case "?" -> Optional.of(new AtCommand(upper, Form.READ, ""));
        case "=?" -> Optional.of(new AtCommand(upper, Form.TEST, ""));
        default ->
            rest.startsWith("=")
                ? Optional.of(new AtCommand(upper, Form.SET, rest.substring(1)))
                : Optional.empty();
      };
    }

    private String digits() {
      int from = at;
      while (hasMore() && Character.isDigit(peek())) {
        at++;
      }
      return text.substring(from, at);
    }

    private String untilSemicolon() {
      int from = at;
      boolean quoted = false;
      while (hasMore() && (quoted || peek() != ';')) {
        quoted ^= take() == '"';
      }
      return text.substring(from, at);
    }

    private static String withoutSpaces(String body) {
      StringBuilder kept = new StringBuilder(body.length());
      boolean quoted = false;
      for (int i = 0; i < body.length(); i++) {
        char c = body.charAt(i);
        quoted ^= c == '"';
        if (quoted || c != ' ') {
          kept.append(c);
        }
      }
      return kept.toString();
    }
  }
}
