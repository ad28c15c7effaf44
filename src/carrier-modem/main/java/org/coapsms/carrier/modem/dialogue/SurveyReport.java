package org.coapsms.carrier.modem.dialogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.coapsms.codec.at.AtLine;
import org.coapsms.codec.at.MalformedAtLine;
import org.coapsms.codec.at.TestAnswer;

/**
 * Holds what a {@link Survey} has found out.
 *
 * @param attention whether there is a modem at all
 * @param sample the readable part of the first octets that came
 * @param answers in the order of the questions
 */
public record SurveyReport(Attention attention, String sample, List<SurveyAnswer> answers) {

  /** What came in answer to the first {@code AT}. */
  public enum Attention {
    ANSWERS,
    /** Nothing at all. */
    SILENT,
    /** Octets that are no text: a wrong speed, or no modem. */
    GARBAGE,
    /** Our own octets and nothing else. */
    ECHO,
    /** Text that is no answer. */
    TALKS
  }

  public SurveyReport {
    answers = List.copyOf(answers);
  }

  /** The answer to a command; absent if it was not asked. */
  public Optional<SurveyAnswer> answer(String command) {
    return answers.stream().filter(answer -> answer.command().equals(command)).findFirst();
  }

  public Optional<String> manufacturer() {
    return value("AT+CGMI");
  }

  public Optional<String> model() {
    return value("AT+CGMM");
  }

  public Optional<String> revision() {
    return value("AT+CGMR");
  }

  /** Fifteen digits; some modems print a check digit or a software version behind them. */
  public Optional<String> imei() {
    return value("AT+CGSN").filter(text -> text.matches("\\d{14,17}.*"));
  }

  public Optional<String> imsi() {
    return value("AT+CIMI").filter(text -> text.matches("\\d{6,15}"));
  }

  /** What the SIM waits for, {@code READY} if for nothing, or the error if it cannot be asked. */
  public Optional<String> sim() {
    Optional<SurveyAnswer> asked = answer("AT+CPIN?");
    return asked
        .flatMap(answer -> last(answer, AtLine.PinState.class).map(AtLine.PinState::text))
        .or(() -> asked.map(SurveyAnswer::error).filter(error -> !error.isEmpty()));
  }

  public boolean simReady() {
    return sim().equals(Optional.of("READY"));
  }

  /** The better one of the two registrations. */
  public Optional<AtLine.Registration> registration() {
    List<AtLine.Registration> known = new ArrayList<>();
    for (String command : List.of("AT+CREG?", "AT+CEREG?")) {
      answer(command).flatMap(said -> last(said, AtLine.Registration.class)).ifPresent(known::add);
    }
    return known.stream()
        .filter(AtLine.Registration::isRegistered)
        .findFirst()
        .or(() -> known.stream().findFirst());
  }

  /** The registration in words, {@code home network} or {@code denied}. */
  public Optional<String> network() {
    return registration().map(ModemSettings::describe);
  }

  public Optional<AtLine.Signal> signal() {
    return answer("AT+CSQ").flatMap(said -> last(said, AtLine.Signal.class));
  }

  /** The operator's name, where there is one. */
  public Optional<String> operator() {
    return firstQuoted("AT+COPS?");
  }

  public Optional<String> serviceCentre() {
    return firstQuoted("AT+CSCA?").filter(number -> !number.isEmpty());
  }

  /** The SIM's own number; rarely there. */
  public Optional<String> ownNumber() {
    return answer("AT+CNUM").stream()
        .flatMap(said -> said.lines().stream())
        .flatMap(line -> quoted(line).stream())
        .filter(text -> text.matches("\\+?\\d{3,15}"))
        .findFirst();
  }

  /** How full the storages for reading, writing and receiving are. */
  public List<AtLine.Storage> storages() {
    return answer("AT+CPMS?")
        .flatMap(said -> last(said, AtLine.StorageState.class))
        .map(AtLine.StorageState::storages)
        .orElse(List.of());
  }

  /** What the modem says that a command takes, {@code AT+CNMI} for instance. */
  public Optional<TestAnswer> offer(String command) {
    Optional<String> text = answer(command + "=?").filter(SurveyAnswer::ok).flatMap(this::line);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(TestAnswer.parse(text.get()));
    } catch (MalformedAtLine unreadable) {
      return Optional.empty();
    }
  }

  /** The numbers up to 255 that the first parameter of a command takes. */
  public Set<Integer> offered(String command) {
    Set<Integer> numbers = new TreeSet<>();
    offer(command)
        .ifPresent(
            offer -> {
              for (int value = 0; value <= 255; value++) {
                if (offer.allows(0, value)) {
                  numbers.add(value);
                }
              }
            });
    return numbers;
  }

  /** The answers to questions that only some modems understand, by command. */
  public Map<String, List<String>> further(Set<String> commands) {
    Map<String, List<String>> found = new HashMap<>();
    for (String command : commands) {
      answer(command).filter(SurveyAnswer::ok).ifPresent(a -> found.put(command, a.lines()));
    }
    return found;
  }

  private Optional<String> value(String command) {
    return answer(command).filter(SurveyAnswer::ok).flatMap(SurveyAnswer::value);
  }

  private Optional<String> line(SurveyAnswer answer) {
    return answer.lines().stream().findFirst();
  }

  private Optional<String> firstQuoted(String command) {
    return answer(command).filter(SurveyAnswer::ok).stream()
        .flatMap(said -> said.lines().stream())
        .flatMap(line -> quoted(line).stream())
        .findFirst();
  }

  private static List<String> quoted(String line) {
    List<String> texts = new ArrayList<>();
    String[] parts = line.split("\"", -1);
    for (int i = 1; i < parts.length; i += 2) {
      texts.add(parts[i]);
    }
    return texts;
  }

  private static <T extends AtLine> Optional<T> last(SurveyAnswer answer, Class<T> kind) {
    return answer.lines().stream()
        .map(AtLine::parse)
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((first, next) -> next);
  }
}
