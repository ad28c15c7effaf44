package org.coapsms.simulator.modem;

import java.util.OptionalInt;
import org.coapsms.codec.Bytes;

/** Joins a modem with the program that uses it. Thread-safe. */
public interface SerialLine extends AutoCloseable {
  /** What a program opens: a path, or {@code tcp:PORT}. */
  String link();

  /** Whether a program has the other end open. */
  boolean isOpen();

  /**
   * Writes without ever blocking. What nobody reads is dropped: at once while the other end is
   * closed, and beyond 64 KiB while it is open, as a UART without flow control would.
   */
  void write(Bytes octets);

  /** The speed that the program has set; empty on a line without speeds. */
  OptionalInt speed();

  /** Leaves unread what the program writes, which then blocks it sooner or later; or goes on. */
  void holdBack(boolean held);

  /** Takes the line away, as pulling the plug would. */
  @Override
  void close();

  /** Hears what happens on a line, on the line's own thread. Never blocks. */
  interface Listener {
    void opened();

    void received(Bytes octets);

    void closed();
  }
}
