package org.coapsms.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsItsVersion() {
    int status = run("--version");

    assertThat(status).isZero();
    assertThat(out.toString()).matches("CoapSMS [0-9]+\\.[0-9]+\\.[0-9]+.*\\R");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void refusesToRunWithoutACommand() {
    int status = run();

    assertThat(status).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("Name a command.", "Usage: coapsms");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
