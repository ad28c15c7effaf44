package org.coapsms.app.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Names where a command reads and writes: octets, so that a payload passes unchanged. Texts are
 * UTF-8 whatever the locale says, because a container without a locale is shown in a terminal that
 * has one.
 *
 * @param coloured whether colours are welcome on standard output
 */
public record Streams(InputStream in, OutputStream out, OutputStream err, boolean coloured) {
  private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  /** The streams of this process; nothing is buffered behind a writer. */
  public static Streams ofProcess() {
    return new Streams(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        welcomesColours(System.getenv()) && isTerminal(STANDARD_OUTPUT));
  }

  /** Whether a person types what comes in. */
  public boolean inputIsTerminal() {
    return in == System.in && isTerminal(STANDARD_INPUT);
  }

  /** Writes lines to standard output at once. */
  public PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** Writes lines to standard error at once. */
  public PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  /** Follows no-color.org, and knows terminals that show none. */
  static boolean welcomesColours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  // System.console() asks about standard input too, and since JDK 22 about neither.
  private static boolean isTerminal(Path stream) {
    try {
      String target = Files.readSymbolicLink(stream).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }
}
