package org.coapsms.app.modem;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.codec.Bytes;

/** Moves lines and octets between standard input, a modem and the screen. One thread. */
final class ConsoleLoop {
  private static final Duration LOOK = Duration.ofMillis(2);

  /** After so long without an end, a begun line is shown as it is. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final SerialLine line;
  private final TypedLines typed;
  private final PrintWriter out;
  private final boolean interactive;
  private final ConsoleTalk talk;
  private String lastTyped = "";
  private long lastTypedAt;
  private long lastHeardAt = System.nanoTime();

  /**
   * Prepares to talk.
   *
   * @param interactive whether a person types, who sees what he types and need not wait
   */
  ConsoleLoop(SerialLine line, TypedLines typed, PrintWriter out, boolean interactive) {
    this.line = line;
    this.typed = typed;
    this.out = out;
    this.interactive = interactive;
    this.talk =
        new ConsoleTalk(
            text -> {
              out.print(text);
              out.flush();
            });
  }

  /**
   * Talks until the input ends, or says {@code exit}.
   *
   * @param timeout how long a line of a script waits for its result
   * @param linger how long to listen after the last one
   * @return the command that got no result
   */
  Optional<String> run(Duration timeout, Duration linger) throws IOException {
    while (true) {
      listen();
      boolean overdue = talk.isWaiting() && hasPassed(lastTypedAt, timeout);
      if (!interactive && overdue) {
        return Optional.of(lastTyped);
      }
      if (interactive || !talk.isWaiting()) {
        String next = typed.poll();
        if ((next == null && typed.isAtEnd()) || "exit".equals(next)) {
          listenFor(linger);
          return Optional.empty();
        }
        if (next != null) {
          say(next);
          continue;
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void say(String text) throws IOException {
    boolean forModem = talk.isPrompted() || !(text.isBlank() || text.startsWith("#"));
    if (!forModem) {
      return;
    }
    if (!interactive) {
      out.println(talk.isPrompted() ? text : "$ " + text);
    }
    lastTyped = text.strip();
    lastTypedAt = System.nanoTime();
    talk.typed(text);
    Optional<Bytes> output = talk.pollOutput();
    while (output.isPresent()) {
      line.write(output.get());
      output = talk.pollOutput();
    }
  }

  private void listen() throws IOException {
    Bytes arrived = line.read();
    if (!arrived.isEmpty()) {
      lastHeardAt = System.nanoTime();
      talk.heard(arrived);
    } else if (hasPassed(lastHeardAt, QUIET)) {
      talk.quiet();
    }
  }

  private void listenFor(Duration time) throws IOException {
    long begin = System.nanoTime();
    while (!hasPassed(begin, time)) {
      listen();
      LockSupport.parkNanos(LOOK.toNanos());
    }
    talk.quiet();
  }

  private static boolean hasPassed(long since, Duration time) {
    return System.nanoTime() - since >= TimeUnit.NANOSECONDS.convert(time);
  }
}
