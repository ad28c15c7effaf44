package org.coapsms.app;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coapsms.app.terminal.Streams;

/** Is a command that stays up, in this process; closing it is Ctrl-C. */
public final class RunningCommand implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 90;

  private final Output out = new Output();
  private final Output err = new Output();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final Thread thread;

  public RunningCommand(String... arguments) {
    Streams streams = new Streams(InputStream.nullInputStream(), out, err, false);
    thread =
        new Thread(
            () -> status.complete(Main.commandLine(streams).execute(arguments)),
            "command-under-test");
    thread.start();
  }

  /** Waits until standard output has something that matches. */
  public MatchResult awaitOutput(String regex) throws InterruptedException {
    return out.await(Pattern.compile(regex), this);
  }

  public String out() {
    return out.text();
  }

  public String err() {
    return err.text();
  }

  /** Tells it to end and waits for its exit status. */
  public int stop() {
    thread.interrupt();
    return awaitEnd();
  }

  /** Waits until it ends by itself; its exit status. */
  public int awaitEnd() {
    return status.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    stop();
  }

  private static final class Output extends OutputStream {
    private final StringBuilder octets = new StringBuilder();

    @Override
    public synchronized void write(int octet) {
      octets.append((char) (octet & 0xFF));
      notifyAll();
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) {
      octets.append(new String(from, offset, length, StandardCharsets.ISO_8859_1));
      notifyAll();
    }

    synchronized String text() {
      return new String(
          octets.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    synchronized MatchResult await(Pattern pattern, RunningCommand command)
        throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (true) {
        Matcher matcher = pattern.matcher(text());
        if (matcher.find()) {
          return matcher.toMatchResult();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || command.status.isDone()) {
          throw new AssertionError(
              "no " + pattern + " in\n" + text() + "\nstandard error:\n" + command.err());
        }
        wait(Math.min(left, 1_000));
      }
    }
  }
}
