package org.coapsms.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.coapsms.app.terminal.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class MainTest {
  @Test
  void tellsItsVersion() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).matches("CoapSMS [0-9]+\\.[0-9]+\\.[0-9]+.*\\R");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void refusesToRunWithoutACommand() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Name a command.", "Usage: coapsms");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    CommandLineRun run = CommandLineRun.of("decoed", "00");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("decode");
  }

  static Stream<String> commands() {
    Streams nowhere =
        new Streams(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false);
    return names("", Main.commandLine(nowhere));
  }

  /** Commands with their own commands behind them: {@code modem}, {@code modem list}. */
  private static Stream<String> names(String before, CommandLine line) {
    return line.getSubcommands().entrySet().stream()
        .flatMap(
            command ->
                Stream.concat(
                    Stream.of(before + command.getKey()),
                    names(before + command.getKey() + " ", command.getValue())));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHelpsWithExamplesAndExitStatus(String command) {
    CommandLineRun run = CommandLineRun.of((command + " --help").split(" ", -1));

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Usage: coapsms " + command, "Examples:", "Exit status:")
        .doesNotContainPattern("\\S{100,}");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsDescribed(String command) {
    CommandLine line = Main.commandLine(Streams.ofProcess());
    for (String name : command.split(" ", -1)) {
      line = Objects.requireNonNull(line.getSubcommands().get(name));
    }
    CommandSpec spec = line.getCommandSpec();

    assertThat(spec.options())
        .allSatisfy(option -> assertThat(option.description()).isNotEmpty())
        .extracting(OptionSpec::longestName)
        .contains("--help");
  }
}
