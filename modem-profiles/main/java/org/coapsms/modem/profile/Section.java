package org.coapsms.modem.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.modem.profile.InvalidModemProfile.Problem;

/**
 * Reads the keys of one mapping. A mistake is remembered and replaced by a harmless value, so that
 * one pass finds them all. Not thread-safe.
 */
final class Section {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(ms|s|m|h)");

  private final String file;
  private final String path;
  private final JsonNode node;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  Section(String file, JsonNode root, List<Problem> problems) {
    this(file, "", root, problems);
  }

  private Section(String file, String path, JsonNode node, List<Problem> problems) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** The mapping under a key. */
  Section section(String key) {
    JsonNode child = child(key);
    if (!child.isMissingNode() && !child.isObject()) {
      problem(key, "expected keys and values");
    }
    return new Section(file, path + key + ".", child, problems);
  }

  /** The mapping under a key; null is none. */
  Optional<Section> sectionOrNothing(String key) {
    return child(key).isNull() ? Optional.empty() : Optional.of(section(key));
  }

  /** Whether there are any keys here. */
  boolean isPresent() {
    return node.isObject();
  }

  /** Reads each value of a mapping whose keys are free. */
  <T> Map<String, T> eachOf(String key, Function<Section, Function<String, T>> read) {
    Section inner = section(key);
    Map<String, T> values = new LinkedHashMap<>();
    inner
        .node
        .fieldNames()
        .forEachRemaining(name -> values.put(name, read.apply(inner).apply(name)));
    return values;
  }

  /** The mappings of a list. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (JsonNode item : list(key)) {
      if (item.isObject()) {
        sections.add(new Section(file, path + key + "[" + sections.size() + "].", item, problems));
      } else {
        problem(key, "expected a list of mappings");
      }
    }
    return sections;
  }

  String text(String key) {
    return textOf(key, child(key)).orElse("");
  }

  Optional<String> textOrNothing(String key) {
    JsonNode value = child(key);
    return value.isNull() ? Optional.empty() : textOf(key, value);
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    list(key).forEach(item -> textOf(key, item).ifPresent(texts::add));
    return texts;
  }

  /** Lists of texts inside a list. */
  List<List<String>> textLists(String key) {
    List<List<String>> lists = new ArrayList<>();
    for (JsonNode item : list(key)) {
      List<String> texts = new ArrayList<>();
      if (item.isArray()) {
        item.forEach(text -> textOf(key, text).ifPresent(texts::add));
      } else {
        problem(key, "expected a list of lists");
      }
      lists.add(texts);
    }
    return lists;
  }

  int number(String key, int least, int most) {
    return numberOf(key, child(key), least, most).orElse(least);
  }

  Set<Integer> numbers(String key, int least, int most) {
    Set<Integer> numbers = new LinkedHashSet<>();
    list(key).forEach(item -> numberOf(key, item, least, most).ifPresent(numbers::add));
    return numbers;
  }

  boolean flag(String key) {
    JsonNode value = child(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      problem(key, "expected true or false");
    }
    return value.asBoolean(false);
  }

  /** A time with its unit: {@code 20ms}, {@code 10s}, {@code 3m}, {@code 1h}. */
  Duration duration(String key) {
    return parsed(key, Duration.ZERO, Section::durationOf);
  }

  /** A word of a closed set, written {@code likeThis}. */
  <T extends Enum<T>> T choice(String key, Class<T> type) {
    T[] constants = type.getEnumConstants();
    return parsed(
        key,
        constants[0],
        text -> {
          List<String> words = new ArrayList<>();
          for (T constant : constants) {
            String word = camelCase(constant.name());
            if (word.equals(text)) {
              return constant;
            }
            words.add(word);
          }
          throw new IllegalArgumentException(
              "expected one of " + String.join(", ", words) + ", not " + text);
        });
  }

  <T> T parsed(String key, T fallback, Function<String, T> parse) {
    Optional<String> text = textOf(key, child(key));
    return text.flatMap(t -> parse(key, t, parse)).orElse(fallback);
  }

  /** As {@link #parsed}; null is no value. */
  <T> Optional<T> parsedOrNothing(String key, Function<String, T> parse) {
    return textOrNothing(key).flatMap(text -> parse(key, text, parse));
  }

  <T> List<T> parsedList(String key, Function<String, T> parse) {
    return texts(key).stream().flatMap(text -> parse(key, text, parse).stream()).toList();
  }

  void problem(String key, String what) {
    problems.add(new Problem(file, path + key, what));
  }

  int problemCount() {
    return problems.size();
  }

  /** Reports every key that nobody has asked for. */
  void nothingElse() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(name, "unknown key; known here: " + String.join(", ", known));
              }
            });
  }

  private <T> Optional<T> parse(String key, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private JsonNode child(String key) {
    known.add(key);
    if (!(node instanceof ObjectNode)) {
      return MissingNode.getInstance();
    }
    JsonNode child = node.path(key);
    if (child.isMissingNode()) {
      problem(key, "is missing");
    }
    return child;
  }

  private Iterable<JsonNode> list(String key) {
    JsonNode value = child(key);
    if (!value.isMissingNode() && !value.isArray()) {
      problem(key, "expected a list");
      return List.of();
    }
    return value;
  }

  private Optional<String> textOf(String key, JsonNode value) {
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (value.isContainerNode() || value.isNull()) {
      problem(key, "expected a text");
      return Optional.empty();
    }
    return Optional.of(value.asText());
  }

  private Optional<Integer> numberOf(String key, JsonNode value, int least, int most) {
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      problem(key, "expected a number from " + least + " to " + most);
      return Optional.empty();
    }
    return Optional.of(value.intValue());
  }

  static Duration durationOf(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a time as 20ms, 10s or 3m, not " + text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static String camelCase(String constant) {
    StringBuilder word = new StringBuilder();
    for (String part : constant.split("_", -1)) {
      String lower = part.toLowerCase(java.util.Locale.ROOT);
      word.append(
          word.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }
    return word.toString();
  }
}
