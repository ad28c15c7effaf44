package org.coapsms.app.modem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines on a thread of its own, since one cannot look at standard input without waiting for
 * it. The thread ends with the input, or with the process.
 */
final class TypedLines {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /** Reads from now on. */
  static TypedLines from(InputStream in) {
    TypedLines typed = new TypedLines();
    Thread reader = new Thread(() -> typed.readAll(in), "console-input");
    reader.setDaemon(true);
    reader.start();
    return typed;
  }

  private void readAll(InputStream in) {
    try {
      BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        lines.add(line);
      }
    } catch (IOException gone) {
      // As good as the end.
    } finally {
      ended = true;
    }
  }

  /** The next line; null if there is none yet, or no more. */
  @Nullable String poll() {
    return lines.poll();
  }

  /** Whether {@link #poll} will never give a line again. */
  boolean isAtEnd() {
    // In this order: a line may come between the two looks, but not after the end.
    return ended && lines.isEmpty();
  }
}
