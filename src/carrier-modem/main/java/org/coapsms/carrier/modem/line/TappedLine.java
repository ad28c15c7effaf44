package org.coapsms.carrier.modem.line;

import java.io.IOException;
import org.coapsms.codec.Bytes;

/** Passes octets on and lets somebody see them. */
public final class TappedLine implements SerialLine {

  /** Sees what crosses a line; called by the thread that owns it. */
  @FunctionalInterface
  public interface Tap {
    /** Some octets went to the modem, or came from it. */
    void crossed(boolean outbound, Bytes octets);
  }

  private final SerialLine line;
  private final Tap tap;

  public TappedLine(SerialLine line, Tap tap) {
    this.line = line;
    this.tap = tap;
  }

  @Override
  public void open() throws IOException {
    line.open();
  }

  @Override
  public Bytes read() throws IOException {
    Bytes arrived = line.read();
    if (!arrived.isEmpty()) {
      tap.crossed(false, arrived);
    }
    return arrived;
  }

  @Override
  public void write(Bytes octets) throws IOException {
    tap.crossed(true, octets);
    line.write(octets);
  }

  @Override
  public void close() {
    line.close();
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
