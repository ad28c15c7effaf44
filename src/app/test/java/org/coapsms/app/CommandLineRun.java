package org.coapsms.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.coapsms.app.terminal.Streams;
import org.coapsms.codec.Bytes;

/**
 * Is one run of the program, in this process.
 *
 * @param out standard output, read as UTF-8
 * @param octets standard output as it came
 */
public record CommandLineRun(int status, String out, String err, Bytes octets) {

  /** Runs a command with nothing on standard input. */
  public static CommandLineRun of(String... arguments) {
    return withInput("", arguments);
  }

  public static CommandLineRun withInput(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, false);
    int status = Main.commandLine(streams).execute(arguments);
    return new CommandLineRun(
        status,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        Bytes.copyOf(out.toByteArray()));
  }
}
