package org.coapsms.simulator.smsc.interop;

import org.coapsms.codec.Bytes;

/** An ESME that is not ours, bound as a transceiver. */
interface OtherEsme extends AutoCloseable {
  /** A deliver_sm, as that ESME has read it. */
  record Delivered(String from, String to, int esmClass, int dataCoding, Bytes shortMessage) {}

  /** Submits 8-bit data to a number with a receipt wanted, and waits for the answer: its id. */
  String submits(String to, int esmClass, Bytes shortMessage) throws Exception;

  /** The next deliver_sm, which it has answered. */
  Delivered delivered() throws Exception;

  /** The id in a receipt's text as it reads it, and then the state. */
  String read(Delivered receipt) throws Exception;

  /** Asks whether the SMSC is alive, and waits for the answer. */
  void enquires() throws Exception;

  /** Unbinds, and waits for the answer. */
  void unbinds() throws Exception;

  @Override
  void close();
}
