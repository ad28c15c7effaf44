package org.coapsms.simulator.smsc;

import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.Pdu;

/** Takes what a session sends. Never blocks, never throws. */
interface PduSink {
  /** Sends after everything handed in before. */
  void send(Pdu pdu);

  /** As {@link #send}, in a write of its own. */
  void sendOctets(Bytes octets);

  /** Leaves unread what comes from now on, so that the ESME finds its TCP window full. */
  void pauseReading();

  void resumeReading();

  /** Closes once everything handed in before has been written. */
  void closeAfterwards();

  /** Closes now; what has not been written is lost. */
  void closeNow();

  int remotePort();
}
