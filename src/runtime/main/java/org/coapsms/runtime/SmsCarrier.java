package org.coapsms.runtime;

import org.coapsms.engine.CarrierId;
import org.coapsms.engine.message.Query;
import org.coapsms.engine.message.Submission;

/**
 * A way into the mobile network: one SMPP account with its binds, or one modem with its SIM.
 * Thread-safe.
 */
public interface SmsCarrier extends AutoCloseable {
  CarrierId id();

  /**
   * Connects in the background, and again whenever the connection is lost, until closed. Returns at
   * once.
   */
  void start(CarrierListener listener);

  /**
   * Takes one segment and never blocks. Each submission gets an outcome through the listener, also
   * when the carrier is not connected, its queue is full or it closes.
   */
  void submit(Submission submission);

  /**
   * Asks the network what became of a segment. Its answer comes to the listener as a receipt; if it
   * has none, nothing does. Only carriers whose terms say that they answer are asked.
   */
  default void query(Query query) {}

  CarrierStatus status();

  /** Ends the connection; when this returns every open submission has had its outcome. */
  @Override
  void close();
}
