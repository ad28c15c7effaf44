package org.coapsms.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.coapsms.app.terminal.Streams;
import org.coapsms.bridge.config.ConfigReader;
import org.coapsms.bridge.config.Surroundings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Holds the documents to what the program does. */
class DocumentationTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)\\./coapsms ([a-z]+)((?: [^#\\n`|]*)?)");
  private static final Pattern FLAG = Pattern.compile("(?<= )--[a-z-]+");

  private static final Surroundings SECRETS =
      new Surroundings() {
        @Override
        public Optional<String> environment(String name) {
          return Optional.of("1234");
        }

        @Override
        public String file(String path) {
          return "1234";
        }
      };

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Path> all =
          new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md")).toList());
      all.add(ROOT.resolve("README.md"));
      return all;
    }
  }

  static Stream<Arguments> configurations() throws IOException {
    return documents().stream()
        .flatMap(
            file ->
                YAML.matcher(text(file))
                    .results()
                    .map(yaml -> Arguments.of(file.getFileName(), yaml.group(1))));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyConfigurationIsOneThatRuns(Path file, String yaml) {
    assertThat(ConfigReader.read(yaml, SECRETS).problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandAndFlagExists(Path file) {
    COMMAND.matcher(text(file)).results().forEach(DocumentationTest::exists);
  }

  private static void exists(MatchResult command) {
    Map<String, CommandLine> commands = Main.commandLine(Streams.ofProcess()).getSubcommands();
    assertThat(commands).containsKey(command.group(1));
    CommandLine line = Objects.requireNonNull(commands.get(command.group(1)));
    if (!line.getSubcommands().isEmpty()) {
      String own = command.group(2).strip().split(" ", 2)[0];
      assertThat(line.getSubcommands()).as(command.group()).containsKey(own);
      line = Objects.requireNonNull(line.getSubcommands().get(own));
    }
    CommandSpec spec = line.getCommandSpec();
    assertThat(spec.optionsMap().keySet())
        .as(command.group())
        .containsAll(FLAG.matcher(command.group(2)).results().map(MatchResult::group).toList());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
