package org.coapsms.app.terminal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Owns what a command that stays up has opened, and closes it once, the last opened first: when the
 * command ends, or when the process is told to end, as by Ctrl-C. Thread-safe.
 */
public final class Lifetime implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::closeAll, "coapsms-stop");
  private boolean closed;

  /** Starts; from now on the process does not end without closing. */
  public Lifetime() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Takes something into care; if the process is ending already, it is closed at once. */
  public synchronized <T extends AutoCloseable> T owns(T part) {
    open.push(part);
    if (closed) {
      closeAll();
    }
    return part;
  }

  /** Waits until the process is told to end, or, where this is part of a test, an interrupt. */
  public void awaitEnd() {
    awaitEnd(new CompletableFuture<>());
  }

  /** As above, or until something else has come; that, if it has. */
  public <T> Optional<T> awaitEnd(CompletableFuture<T> orElse) {
    try {
      return Optional.of(orElse.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyEnding) {
      return;
    }
  }

  private synchronized void closeAll() {
    closed = true;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The others must still be closed, and there is nobody left who could do better.
        System.err.println("could not close everything: " + e);
      }
    }
  }
}
