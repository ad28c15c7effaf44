package org.coapsms.simulator.smsc;

import org.coapsms.codec.smpp.Pdu;

/** Takes what a session sends. Never blocks, never throws. */
interface PduSink {
  /** Sends after everything handed in before. */
  void send(Pdu pdu);

  /** Closes once everything handed in before has been written. */
  void closeAfterwards();

  /** Closes now; what has not been written is lost. */
  void closeNow();

  int remotePort();
}
