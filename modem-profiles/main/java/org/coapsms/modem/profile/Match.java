package org.coapsms.modem.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Says by what a modem of one kind is recognised. A pattern fits a line in which it is found. Where
 * several of the lists are given, each must fit.
 *
 * @param manufacturer patterns for the answer to {@code AT+CGMI}
 * @param model patterns for the answer to {@code AT+CGMM}
 * @param information patterns for the answer to {@code ATI}
 * @param question what to ask where the usual answers do not tell
 * @param usb what the device is on the bus
 */
public record Match(
    List<Pattern> manufacturer,
    List<Pattern> model,
    List<Pattern> information,
    Optional<Question> question,
    List<Usb> usb) {

  private static final int FOR_MANUFACTURER = 1;
  private static final int FOR_INFORMATION = 2;
  private static final int FOR_MODEL = 4;
  private static final int FOR_QUESTION = 8;

  public Match {
    manufacturer = List.copyOf(manufacturer);
    model = List.copyOf(model);
    information = List.copyOf(information);
    usb = List.copyOf(usb);
  }

  /** A command of this kind of modem alone, and a pattern for a line of its answer. */
  public record Question(String command, Pattern answer) {}

  /**
   * What the bus says.
   *
   * @param vendor four hexadecimal digits
   * @param product four hexadecimal digits
   * @param port the number of the interface that takes commands and tells of what arrives
   */
  public record Usb(String vendor, String product, int port) {}

  /** How well an identity fits: 0 does not, a larger number is a closer fit. */
  int score(ModemIdentity identity) {
    Optional<Boolean> answered =
        question.map(asked -> identity.answers(asked.command()).stream().anyMatch(finds(asked)));
    if (answered.orElse(false)) {
      return FOR_QUESTION;
    }
    int score = 0;
    for (Trait trait :
        List.of(
            new Trait(manufacturer, identity.manufacturer(), FOR_MANUFACTURER),
            new Trait(model, identity.model(), FOR_MODEL),
            new Trait(information, identity.information(), FOR_INFORMATION))) {
      if (!trait.patterns.isEmpty()) {
        if (!trait.fits()) {
          return 0;
        }
        score += trait.weight;
      }
    }
    return score;
  }

  private static Predicate<String> finds(Question asked) {
    return line -> asked.answer().matcher(line).find();
  }

  private record Trait(List<Pattern> patterns, List<String> lines, int weight) {
    boolean fits() {
      return lines.stream()
          .anyMatch(line -> patterns.stream().anyMatch(p -> p.matcher(line).find()));
    }
  }

  static Match read(Section in) {
    Match match =
        new Match(
            in.parsedList("manufacturer", Match::pattern),
            in.parsedList("model", Match::pattern),
            in.parsedList("information", Match::pattern),
            in.sectionOrNothing("question").map(Match::question),
            usb(in));
    in.nothingElse();
    return match;
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException mistake) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no pattern: " + mistake.getDescription(), mistake);
    }
  }

  private static Question question(Section in) {
    Question question =
        new Question(
            in.text("command"), in.parsed("answer", Pattern.compile("$^"), Match::pattern));
    in.nothingElse();
    return question;
  }

  private static List<Usb> usb(Section in) {
    List<Usb> found = new ArrayList<>();
    for (Section entry : in.sections("usb")) {
      found.add(new Usb(digits(entry, "vendor"), digits(entry, "product"), port(entry)));
      entry.nothingElse();
    }
    return found;
  }

  private static int port(Section entry) {
    return entry.number("interface", 0, 15);
  }

  private static String digits(Section entry, String key) {
    String text = entry.text(key);
    if (!text.isEmpty() && !text.matches("[0-9a-f]{4}")) {
      entry.problem(key, "expected four hexadecimal digits in lower case and in quotes");
    }
    return text;
  }
}
