package org.coapsms.bridge.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the keys of one mapping and notes what is wrong with them. Every read gives a value to go
 * on with, so that all mistakes are found; keys that nobody asked for are mistakes too. Not
 * thread-safe.
 */
final class Section {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):([^}]*)\\}");

  /**
   * What all sections of one file share.
   *
   * @param plainSecrets keys of secrets that stand in the file itself, with their lines
   */
  record Source(Problems problems, Surroundings surroundings, Map<String, Integer> plainSecrets) {
    Source(Problems problems, Surroundings surroundings) {
      this(problems, surroundings, new LinkedHashMap<>());
    }
  }

  private final Source source;
  private final String path;
  private final int line;
  private final Map<String, YamlNode.Member> members;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> wrong = new LinkedHashSet<>();

  Section(Source source, String path, YamlNode node) {
    this.source = source;
    this.path = path;
    this.line = node.line();
    if (node instanceof YamlNode.Mapping mapping) {
      this.members = mapping.members();
    } else {
      this.members = Map.of();
      if (!(node instanceof YamlNode.Nothing)) {
        source.problems().error(path, node.line(), "is " + node.kind() + ", not keys and values");
      }
    }
  }

  String path() {
    return path;
  }

  int line() {
    return line;
  }

  boolean has(String key) {
    return find(key).filter(node -> !(node instanceof YamlNode.Nothing)).isPresent();
  }

  /**
   * The line of a key of this mapping, or of a dotted path below it; the line of what is nearest
   * above if it is not there.
   */
  int lineOf(String key) {
    int found = line;
    Map<String, YamlNode.Member> here = members;
    for (String step : key.split("\\.", -1)) {
      YamlNode.Member member = here.get(step);
      if (member == null) {
        return found;
      }
      found = member.keyLine();
      here = member.value() instanceof YamlNode.Mapping below ? below.members() : Map.of();
    }
    return found;
  }

  /** Whether something was already found wrong with a key. */
  boolean isWrong(String key) {
    return wrong.contains(key);
  }

  void error(String key, String what) {
    wrong.add(key);
    source.problems().error(Problems.join(path, key), lineOf(key), what);
  }

  void warning(String key, String what) {
    source.problems().warning(Problems.join(path, key), lineOf(key), what);
  }

  Optional<String> text(String key) {
    Optional<YamlNode> node = find(key);
    if (node.isEmpty() || node.get() instanceof YamlNode.Nothing) {
      return Optional.empty();
    }
    if (node.get() instanceof YamlNode.Scalar scalar) {
      return expanded(key, scalar.text());
    }
    error(key, "is " + node.get().kind() + ", not a single value");
    return Optional.empty();
  }

  String text(String key, String otherwise) {
    return text(key).orElse(otherwise);
  }

  /** A text that nobody should read; whether it stands in the file itself is remembered. */
  Optional<String> secret(String key) {
    boolean plain =
        find(key).orElse(null) instanceof YamlNode.Scalar scalar
            && !scalar.text().isEmpty()
            && !REFERENCE.matcher(scalar.text()).find();
    if (plain) {
      source.plainSecrets().put(Problems.join(path, key), lineOf(key));
    }
    return text(key);
  }

  /** The path of a file, which starts where the configuration is unless it is absolute. */
  Optional<Path> path(String key) {
    return text(key)
        .flatMap(
            text -> {
              try {
                return Optional.of(source.surroundings().path(text));
              } catch (InvalidPathException e) {
                error(key, shown(key, text) + " cannot be the path of a file");
                return Optional.empty();
              }
            });
  }

  int integer(String key, int otherwise, int min, int max) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      // Said below, with the same words as a number out of range.
    }
    error(
        key,
        "is " + shown(key, text.get()) + "; must be a whole number from " + min + " to " + max);
    return otherwise;
  }

  boolean flag(String key, boolean otherwise) {
    return choice(key, Map.of("true", true, "false", false)).orElse(otherwise);
  }

  Optional<Double> positive(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      double value = Double.parseDouble(text.get());
      if (value > 0 && value < Double.POSITIVE_INFINITY) {
        return Optional.of(value);
      }
    } catch (NumberFormatException notOne) {
      // Said below, with the same words as a number out of range.
    }
    error(key, "is " + shown(key, text.get()) + "; must be a number above 0");
    return Optional.empty();
  }

  Optional<Duration> duration(String key) {
    return text(key)
        .flatMap(
            text -> {
              Optional<Duration> duration = Quantity.duration(text);
              if (duration.isEmpty()) {
                error(key, shown(key, text) + " is no time; " + Quantity.DURATION_FORM);
              }
              return duration;
            });
  }

  /** A duration that is more than nothing. */
  Duration span(String key, Duration otherwise) {
    Optional<Duration> duration = duration(key);
    if (duration.filter(Duration::isZero).isPresent()) {
      error(key, "is 0; must be longer");
      return otherwise;
    }
    return duration.orElse(otherwise);
  }

  <T> Optional<T> choice(String key, Map<String, T> values) {
    return text(key)
        .flatMap(
            text -> {
              Optional<T> chosen = Optional.ofNullable(values.get(text));
              if (chosen.isEmpty()) {
                String allowed = String.join(", ", new TreeSet<>(values.keySet()));
                error(key, "is " + shown(key, text) + "; must be one of " + allowed);
              }
              return chosen;
            });
  }

  Optional<Section> section(String key) {
    return find(key)
        .filter(node -> !(node instanceof YamlNode.Nothing))
        .map(node -> new Section(source, Problems.join(path, key), node));
  }

  /** The mappings of a list; none if the key is not there. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (YamlNode item : items(key)) {
      String place = Problems.join(path, key) + "[" + sections.size() + "]";
      sections.add(new Section(source, place, item));
    }
    return sections;
  }

  /** The single values of a list; none if the key is not there. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof YamlNode.Scalar scalar) {
        expanded(key, scalar.text()).ifPresent(texts::add);
      } else {
        error(key, "holds " + item.kind() + "; must be a list of single values");
      }
    }
    return texts;
  }

  /** The keys that an operator chose, such as names; asking for them makes them known. */
  List<String> names() {
    asked.addAll(members.keySet());
    return List.copyOf(members.keySet());
  }

  /** Notes every key that nobody has asked for; to be called after the last read. */
  void close() {
    for (String key : members.keySet()) {
      if (!asked.contains(key)) {
        error(key, "is no key here; the keys are " + String.join(", ", new TreeSet<>(asked)));
      }
    }
  }

  private List<YamlNode> items(String key) {
    Optional<YamlNode> node = find(key);
    if (node.isEmpty() || node.get() instanceof YamlNode.Nothing) {
      return List.of();
    }
    if (node.get() instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    error(key, "is " + node.get().kind() + ", not a list");
    return List.of();
  }

  private Optional<YamlNode> find(String key) {
    asked.add(key);
    return Optional.ofNullable(members.get(key)).map(YamlNode.Member::value);
  }

  /** What came out of an environment variable or a file may be a secret and is never shown. */
  private String shown(String key, String text) {
    YamlNode.Member member = members.get(key);
    boolean asWritten =
        member != null
            && member.value() instanceof YamlNode.Scalar scalar
            && scalar.text().equals(text);
    return asWritten ? "\"" + text + "\"" : "a value from outside the file";
  }

  private Optional<String> expanded(String key, String text) {
    StringBuilder result = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      Optional<String> value = referred(key, reference.group(1), reference.group(2));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      reference.appendReplacement(result, Matcher.quoteReplacement(value.get()));
    }
    return Optional.of(reference.appendTail(result).toString());
  }

  private Optional<String> referred(String key, String kind, String name) {
    switch (kind) {
      case "env" -> {
        Optional<String> value = source.surroundings().environment(name);
        if (value.isEmpty()) {
          error(key, "refers to the environment variable " + name + ", which is not set");
        }
        return value;
      }
      case "file" -> {
        try {
          return Optional.of(source.surroundings().file(name).strip());
        } catch (IOException | RuntimeException e) {
          error(key, "refers to the file " + name + ", which cannot be read");
          return Optional.empty();
        }
      }
      default -> {
        error(key, "refers to \"" + kind + "\"; must be ${env:NAME} or ${file:PATH}");
        return Optional.empty();
      }
    }
  }
}
