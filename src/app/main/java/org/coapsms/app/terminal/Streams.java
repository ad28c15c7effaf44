package org.coapsms.app.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Names where a command reads and writes: octets, so that a payload passes unchanged. Texts are
 * UTF-8 whatever the locale says, because a container without a locale is shown in a terminal that
 * has one.
 */
public record Streams(InputStream in, OutputStream out, OutputStream err) {

  /** The streams of this process; nothing is buffered behind a writer. */
  public static Streams ofProcess() {
    return new Streams(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  /** Writes lines to standard output at once. */
  public PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** Writes lines to standard error at once. */
  public PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
