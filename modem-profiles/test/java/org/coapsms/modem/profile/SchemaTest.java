package org.coapsms.modem.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.coapsms.modem.profile.InvalidModemProfile.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema, which editors use, and the loader, which the product uses, say the same. */
class SchemaTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String UNKNOWN = "surelyUnknown";

  @TempDir private Path folder;

  static List<String> names() {
    return ModemProfiles.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyProfileFollowsTheSchema(String name) throws IOException {
    String text = Files.readString(Path.of(name + ".yaml"));

    assertThat(schema().validate(text, InputFormat.YAML)).isEmpty();
  }

  @Test
  void refusesWhatTheLoaderRefuses() throws IOException {
    String text =
        """
        id: mine
        extends: generic-27005
        title: Mine
        status: guessed
        colour: blue
        line: {echo: maybe, errorReports: 3, commandTimeout: 5}
        notifications: {initial: "7,0,0", preferred: ["2,1"], supported: "(0-3),(0)"}
        storages: {sizes: {SM: {size: 0}}}
        sending: {prompt: "?", promtDelay: 1s}
        reports: {header: "+CDS:"}
        """;
    Path file = Files.writeString(folder.resolve("mine.yaml"), text);

    Set<String> bySchema = new TreeSet<>();
    schema().validate(text, InputFormat.YAML).forEach(error -> bySchema.add(key(error)));
    Set<String> byLoader = new TreeSet<>();
    problemsOf(file).forEach(problem -> byLoader.add(problem.key()));

    assertThat(bySchema).isEqualTo(byLoader);
  }

  @Test
  void knowsTheKeysThatTheLoaderKnows() throws IOException {
    ObjectNode profile = (ObjectNode) YAML.readTree(Path.of("generic-27005.yaml").toFile());
    profile.put("id", "full");
    fillLists(profile);
    Map<String, Set<String>> expected = new TreeMap<>();
    spoil("", profile, schemaTree(), expected);
    Path file = folder.resolve("full.yaml");
    YAML.writeValue(file.toFile(), profile);

    Map<String, Set<String>> known = new TreeMap<>();
    for (Problem problem : problemsOf(file)) {
      assertThat(problem.what()).as(problem.key()).startsWith("unknown key; known here: ");
      String list = problem.what().substring(problem.what().indexOf(':') + 2);
      known.put(
          problem.key().replaceAll("\\.?" + UNKNOWN + "$", ""),
          new TreeSet<>(List.of(list.split(", "))));
    }

    assertThat(known).isEqualTo(expected);
    assertThat(known).hasSizeGreaterThan(20);
  }

  /** The dotted key of an error; a mistake in a list is one of the list. */
  private static String key(Error error) {
    String place =
        error.getInstanceLocation() + "/" + Objects.requireNonNullElse(error.getProperty(), "");
    return place.replaceAll("^/|/$", "").replace('/', '.').replaceAll("\\.\\d+$", "");
  }

  /** One entry for each list and each place of mappings that the generic modem leaves empty. */
  private static void fillLists(ObjectNode profile) throws IOException {
    ObjectNode match = (ObjectNode) profile.get("match");
    match.set("question", YAML.readTree("{command: AT+X, answer: Y}"));
    ((ArrayNode) match.get("usb"))
        .add(YAML.readTree("{vendor: '1e0e', product: '9001', interface: 2}"));
    ((ArrayNode) profile.get("boot").get("announcements"))
        .add(YAML.readTree("{after: 1s, line: RDY}"));
  }

  /** Puts an unknown key into every mapping of known keys, and notes the keys the schema knows. */
  private static void spoil(
      String path, JsonNode node, JsonNode schema, Map<String, Set<String>> known) {
    if (node instanceof ObjectNode mapping && schema.has("properties")) {
      Set<String> keys = new TreeSet<>();
      for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
        keys.add(property.getKey());
        spoil(
            path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
            mapping.path(property.getKey()),
            inner(property.getValue()),
            known);
      }
      keys.remove("extends"); // gone before the loader looks at keys
      known.put(path, keys);
      mapping.put(UNKNOWN, 1);
    } else if (node instanceof ObjectNode mapping && schema.has("additionalProperties")) {
      for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
        spoil(
            path + "." + entry.getKey(),
            entry.getValue(),
            schema.get("additionalProperties"),
            known);
      }
    } else if (node.isArray() && schema.has("items")) {
      for (int i = 0; i < node.size(); i++) {
        spoil(path + "[" + i + "]", node.get(i), schema.get("items"), known);
      }
    }
  }

  private static JsonNode inner(JsonNode schema) {
    return schema.has("oneOf") ? schema.get("oneOf").get(0) : schema;
  }

  private static JsonNode schemaTree() throws IOException {
    return YAML.readTree(Path.of("schema.json").toFile());
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("schema.json")), InputFormat.JSON);
  }

  private static List<Problem> problemsOf(Path file) {
    return catchThrowableOfType(InvalidModemProfile.class, () -> ModemProfiles.load(file))
        .problems();
  }
}
