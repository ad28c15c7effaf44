package org.coapsms.modem.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What nobody has seen is said to be assumed: in a report of the build, and in the README. */
class EvidenceTest {
  private static final Set<String> ABOUT_THE_FILE =
      Set.of("id", "extends", "title", "status", "evidence");

  private static final Pattern TABLE =
      Pattern.compile("<!-- profiles -->\n(.*?)<!-- end -->", Pattern.DOTALL);

  @Test
  void theReadmeListsEveryProfileWithWhatIsAssumedOfIt() throws IOException {
    String table = table();
    Path report = Path.of("target", "modem-profiles.md");
    Files.createDirectories(report.getParent());
    Files.writeString(report, table);

    Matcher shown = TABLE.matcher(Files.readString(Path.of("README.md")));

    assertThat(shown.find()).isTrue();
    assertThat(shown.group(1)).as("copy " + report + " into the README").isEqualTo(table);
  }

  @Test
  void findsWhatHasNoEvidence() {
    ObjectNode generic = ProfileFiles.ownKeys(ProfileCatalogue.ANY_MODEM);
    ObjectNode file = generic.objectNode();
    file.put("id", "mine");
    ObjectNode sending = file.putObject("sending");
    sending.put("prompt", ">");
    sending.put("resultDelay", "9s");
    sending.put("reference", "number"); // as the generic one
    file.putObject("boot").put("ready", "UP");
    file.putObject("evidence").put("boot", "a manual").put("sending.prompt", "a transcript");

    assertThat(assumed(file, generic)).containsExactly("sending.resultDelay");
  }

  private static String table() {
    ObjectNode generic = ProfileFiles.ownKeys(ProfileCatalogue.ANY_MODEM);
    StringBuilder table =
        new StringBuilder("| profile | modems | status | assumed |\n|---|---|---|---|\n");
    for (String name : ModemProfiles.names()) {
      ObjectNode keys = ProfileFiles.ownKeys(name);
      String assumed =
          name.equals(ProfileCatalogue.ANY_MODEM)
              ? "everything the specifications leave open"
              : String.join(", ", assumed(keys, generic));
      table.append(
          "| [`%s`](%s.yaml) | %s | %s | %s |\n"
              .formatted(
                  name, name, keys.path("title").asText(), keys.path("status").asText(), assumed));
    }
    return table.toString();
  }

  /** The dotted keys of a file that differ from the generic one and name no source. */
  private static List<String> assumed(ObjectNode keys, ObjectNode generic) {
    List<String> assumed = new ArrayList<>();
    JsonNode evidence = keys.path("evidence");
    for (Map.Entry<String, JsonNode> entry : keys.properties()) {
      if (!ABOUT_THE_FILE.contains(entry.getKey())) {
        collect(entry.getKey(), entry.getValue(), generic.path(entry.getKey()), evidence, assumed);
      }
    }
    return assumed;
  }

  private static void collect(
      String path, JsonNode value, JsonNode generic, JsonNode evidence, List<String> assumed) {
    if (evidence.has(path) || value.equals(generic)) {
      return;
    }
    if (value instanceof ObjectNode mapping) {
      for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
        String key = entry.getKey();
        collect(path + "." + key, entry.getValue(), generic.path(key), evidence, assumed);
      }
    } else {
      assumed.add(path);
    }
  }
}
