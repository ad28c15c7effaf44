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
    return Main.commandLine(nowhere).getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHelpsWithExamplesAndExitStatus(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Usage: coapsms " + command, "Examples:", "Exit status:")
        .doesNotContainPattern("\\S{100,}");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsDescribed(String command) {
    CommandSpec spec =
        Objects.requireNonNull(Main.commandLine(Streams.ofProcess()).getSubcommands().get(command))
            .getCommandSpec();

    assertThat(spec.options())
        .allSatisfy(option -> assertThat(option.description()).isNotEmpty())
        .extracting(OptionSpec::longestName)
        .contains("--help");
  }
}
