package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.smpp.Pdu;
import org.coapsms.simulator.network.MobileNetwork;

/**
 * Writes a session's PDUs in their order, and divides them into writes in odd ways where a fault
 * says so. Owned by the network's thread.
 */
final class Outlet {
  private final MobileNetwork network;
  private final PduSink sink;
  private final Deque<Bytes> behindThePause = new ArrayDeque<>();
  private Bytes kept = Bytes.EMPTY;
  private long timesKept;
  private boolean pausing;

  Outlet(MobileNetwork network, PduSink sink) {
    this.network = network;
    this.sink = sink;
  }

  void send(Pdu pdu) {
    if (pausing || !kept.isEmpty()) {
      octets(pdu.encode());
    } else {
      sink.send(pdu);
    }
  }

  /** Writes octets apart from what was before and what comes after. */
  void octets(Bytes octets) {
    if (pausing) {
      behindThePause.add(octets);
    } else {
      Bytes together = kept.plus(octets);
      kept = Bytes.EMPTY;
      sink.sendOctets(together);
    }
  }

  /** Writes every octet on its own. */
  void sendInSingleOctets(Pdu pdu) {
    Bytes all = pdu.encode();
    for (int i = 0; i < all.size(); i++) {
      octets(all.slice(i, i + 1));
    }
  }

  /** Stops in the middle; all that follows waits. */
  void sendWithPause(Instant now, Pdu pdu, Duration pause) {
    Bytes all = pdu.encode();
    if (pausing) {
      octets(all);
      return;
    }
    int middle = all.size() / 2;
    octets(all.slice(0, middle));
    pausing = true;
    behindThePause.add(all.from(middle));
    network.at(now.plus(pause), later -> resume());
  }

  /** Keeps a PDU until it can share a write with the next, or for a while. */
  void sendWithTheNext(Instant now, Pdu pdu, Duration patience) {
    Bytes all = pdu.encode();
    if (pausing || !kept.isEmpty()) {
      octets(all);
      return;
    }
    kept = all;
    long turn = ++timesKept;
    network.at(
        now.plus(patience),
        later -> {
          // A later PDU may wait by now.
          if (turn == timesKept) {
            octets(Bytes.EMPTY);
          }
        });
  }

  private void resume() {
    pausing = false;
    while (!behindThePause.isEmpty()) {
      octets(behindThePause.remove());
    }
  }
}
