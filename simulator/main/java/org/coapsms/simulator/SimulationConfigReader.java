package org.coapsms.simulator;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.simulator.InvalidSimulation.Problem;
import org.coapsms.simulator.modem.ModemOptions;

/**
 * Reads a simulation from YAML. Its keys are the flags in camelCase; {@code smsc} and {@code modem}
 * are lists of flag texts or of their parts, {@code phone} is a list of numbers.
 */
final class SimulationConfigReader {
  private static final Pattern PLACE = Pattern.compile("line ([0-9]+), column");
  private static final Set<String> KEYS =
      Set.of(
          "seed",
          "latency",
          "jitter",
          "loss",
          "receiptLoss",
          "receiptDelay",
          "duplicate",
          "retrySchedule",
          "smsc",
          "modem",
          "modemProfiles",
          "phone",
          "phones",
          "control");

  private static final Set<String> MODEM_KEYS =
      Set.of("profile", "link", "number", "pin", "baud", "answerDelay", "jitter");

  private final SimulationConfig.Builder builder = SimulationConfig.builder();

  SimulationConfig read(Path file) {
    try {
      return read(Files.readString(file), file.toAbsolutePath());
    } catch (IOException e) {
      throw new InvalidSimulation(List.of(new Problem(file.toString(), "cannot be read: " + e)));
    }
  }

  SimulationConfig read(String yaml) {
    return read(yaml, Path.of("").toAbsolutePath());
  }

  /** Paths in it start where the file is. */
  private SimulationConfig read(String yaml, Path file) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(yaml);
    } catch (JacksonException e) {
      throw new InvalidSimulation(List.of(noYaml(e.getOriginalMessage())));
    }
    if (!root.isObject() && !root.isMissingNode() && !root.isNull()) {
      throw new InvalidSimulation(List.of(new Problem("line 1", "keys and values expected")));
    }
    requireKnown("", root, KEYS);
    readNetwork(root);
    text(root, "modemProfiles", folder -> builder.modemProfiles(file.resolveSibling(folder)));
    readTerminals(root);
    return builder.build();
  }

  /** Of the parser's many lines, the last says what it expected, and the last place is where. */
  private static Problem noYaml(String message) {
    Matcher place = PLACE.matcher(message);
    String line = "1";
    while (place.find()) {
      line = place.group(1);
    }
    String what = message.lines().filter(text -> !text.startsWith(" ")).collect(joining(", "));
    return new Problem("line " + line, "no YAML: " + what);
  }

  private void readNetwork(JsonNode root) {
    whole(root, "seed", builder::seed);
    text(root, "latency", builder::latency);
    number(root, "jitter", builder::jitter);
    number(root, "loss", builder::loss);
    number(root, "receiptLoss", builder::receiptLoss);
    text(root, "receiptDelay", builder::receiptDelay);
    number(root, "duplicate", builder::duplicate);
    text(root, "retrySchedule", builder::retrySchedule);
    whole(root, "control", port -> builder.control((int) Math.min(port, Integer.MAX_VALUE)));
  }

  private void readTerminals(JsonNode root) {
    list(root, "smsc", this::readSmsc);
    list(root, "modem", this::readModem);
    list(root, "phone", this::readPhone);
    whole(root, "phones", count -> builder.phones((int) Math.min(count, Integer.MAX_VALUE)));
  }

  private void readSmsc(String key, JsonNode smsc) {
    if (!smsc.isObject()) {
      attempt(key, () -> builder.smsc(SmscPort.parse(smsc.asText())));
      return;
    }
    Set<String> known = new HashSet<>(SmscSettingsReader.KEYS);
    known.addAll(Set.of("port", "systemId", "password", "number"));
    requireKnown(key + ".", smsc, known);
    attempt(key, () -> builder.smsc(smscPort(key, smsc)));
  }

  private SmscPort smscPort(String key, JsonNode smsc) {
    Optional<SmscPort.Login> login =
        smsc.has("systemId")
            ? Optional.of(
                new SmscPort.Login(smsc.path("systemId").asText(), smsc.path("password").asText()))
            : Optional.empty();
    return new SmscPort(
        Numbers.port(smsc.path("port").asText()),
        login,
        Numbers.address(smsc.path("number").asText(SmscPort.DEFAULT_NUMBER)),
        new SmscSettingsReader(builder::problem).read(key, smsc));
  }

  private void readModem(String key, JsonNode modem) {
    if (!modem.isObject()) {
      attempt(key, () -> builder.modem(ModemLine.parse(modem.asText())));
      return;
    }
    requireKnown(key + ".", modem, MODEM_KEYS);
    attempt(
        key,
        () ->
            builder.modem(
                new ModemLine(
                    modem.path("profile").asText(),
                    modem.path("link").asText(),
                    modem.has("number")
                        ? Optional.of(Numbers.address(modem.path("number").asText()))
                        : Optional.empty(),
                    modemOptions(modem))));
  }

  private static ModemOptions modemOptions(JsonNode modem) {
    ModemOptions options = ModemOptions.usual();
    if (modem.has("pin")) {
      options = options.withPin(modem.path("pin").asText());
    }
    if (modem.has("baud")) {
      options = options.withBaud(modem.path("baud").asInt());
    }
    if (modem.has("answerDelay")) {
      options = options.withAnswerDelay(Numbers.duration(modem.path("answerDelay").asText()));
    }
    return modem.has("jitter") ? options.withJitter(modem.path("jitter").asDouble(-1)) : options;
  }

  private void readPhone(String key, JsonNode phone) {
    // A number without quotes is an integer in YAML, and its '+' is gone.
    if (phone.isTextual()) {
      attempt(key, () -> builder.phone(Numbers.address(phone.asText()).toString()));
    } else {
      builder.problem(key, "a number in quotes expected, such as \"+491700000001\"");
    }
  }

  private void requireKnown(String prefix, JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                builder.problem(prefix + name, "unknown key");
              }
            });
  }

  private void list(JsonNode root, String key, EntryReader reader) {
    JsonNode list = root.path(key);
    if (!list.isMissingNode() && !list.isArray()) {
      builder.problem(key, "a list expected");
    }
    for (int i = 0; i < list.size() && list.isArray(); i++) {
      reader.read(key + "[" + i + "]", list.get(i));
    }
  }

  private void text(JsonNode root, String key, Consumer<String> use) {
    JsonNode value = root.path(key);
    if (value.isValueNode()) {
      use.accept(value.asText());
    } else if (!value.isMissingNode()) {
      builder.problem(key, "a text expected");
    }
  }

  private void number(JsonNode root, String key, Consumer<Double> use) {
    JsonNode value = root.path(key);
    if (value.isNumber()) {
      use.accept(value.doubleValue());
    } else if (!value.isMissingNode()) {
      builder.problem(key, "a number expected");
    }
  }

  private void whole(JsonNode root, String key, Consumer<Long> use) {
    JsonNode value = root.path(key);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      use.accept(value.longValue());
    } else if (!value.isMissingNode()) {
      builder.problem(key, "a whole number expected");
    }
  }

  private void attempt(String key, Runnable use) {
    try {
      use.run();
    } catch (IllegalArgumentException e) {
      builder.problem(key, String.valueOf(e.getMessage()));
    }
  }

  @FunctionalInterface
  private interface EntryReader {
    void read(String key, JsonNode entry);
  }
}
