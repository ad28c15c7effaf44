package org.coapsms.simulator.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.coapsms.codec.coap.CoapMessage;

/** Repeats the phone's own CON messages until somebody answers or patience ends; RFC 7252 §4.2. */
final class ConfirmableSender {
  private final PhoneBehaviour.Coap behaviour;
  private final RandomGenerator random;
  private final Schedule schedule;
  private final Outlet outlet;
  private final Map<Key, Pending> pending = new HashMap<>();

  ConfirmableSender(
      PhoneBehaviour.Coap behaviour, RandomGenerator random, Schedule schedule, Outlet outlet) {
    this.behaviour = behaviour;
    this.random = random;
    this.schedule = schedule;
    this.outlet = outlet;
  }

  /** How a confirmable message ended. */
  enum End {
    ACKNOWLEDGED,
    RESET,
    GIVEN_UP
  }

  /** Learns how a confirmable message ended; called once, or never after a reboot. */
  @FunctionalInterface
  interface Listener {
    void ended(Instant now, End end);
  }

  void send(Instant now, Peer peer, CoapMessage message, Listener listener) {
    double stretch = 1 + random.nextDouble() * (behaviour.ackRandomFactor() - 1);
    Duration timeout = Duration.ofNanos((long) (behaviour.ackTimeout().toNanos() * stretch));
    Pending entry = new Pending(peer, message, listener, timeout);
    pending.put(new Key(peer, message.messageId()), entry);
    outlet.send(now, peer, message);
    schedule.at(now.plus(timeout), when -> timeout(when, entry));
  }

  /** Takes an ACK or RST, or another proof that the message arrived; whether one waited for it. */
  boolean end(Instant now, Peer peer, int messageId, End end) {
    Pending entry = pending.remove(new Key(peer, messageId));
    if (entry == null) {
      return false;
    }
    entry.listener.ended(now, end);
    return true;
  }

  private void timeout(Instant now, Pending entry) {
    Key key = new Key(entry.peer, entry.message.messageId());
    if (pending.get(key) != entry) {
      return; // ended meanwhile
    }
    if (entry.retransmissions == behaviour.maxRetransmit()) {
      end(now, entry.peer, entry.message.messageId(), End.GIVEN_UP);
      return;
    }
    entry.retransmissions++;
    entry.timeout = entry.timeout.multipliedBy(2);
    outlet.send(now, entry.peer, entry.message);
    schedule.at(now.plus(entry.timeout), when -> timeout(when, entry));
  }

  private record Key(Peer peer, int messageId) {}

  private static final class Pending {
    private final Peer peer;
    private final CoapMessage message;
    private final Listener listener;
    private Duration timeout;
    private int retransmissions;

    Pending(Peer peer, CoapMessage message, Listener listener, Duration timeout) {
      this.peer = peer;
      this.message = message;
      this.listener = listener;
      this.timeout = timeout;
    }
  }
}
