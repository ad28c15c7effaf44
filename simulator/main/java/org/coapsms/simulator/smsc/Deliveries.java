package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.coapsms.codec.smpp.CommandStatus;
import org.coapsms.codec.smpp.ShortMessageBody;
import org.coapsms.simulator.network.MobileNetwork;

/**
 * Brings an account's deliver_sm, messages and receipts alike, to its binds: round robin, as many
 * as each window allows, and again until the ESME has taken or rejected them.
 */
final class Deliveries {
  /** A centre's memory is large but not endless; the oldest gives way. */
  private static final int MAX_WAITING = 1_000_000;

  private final MobileNetwork network;
  private final Duration retryAfter;
  private final Deque<ShortMessageBody> waiting = new ArrayDeque<>();
  private final List<Session> receivers = new ArrayList<>();
  private int turn;
  private int postponed;
  private long rejected;
  private long overflowed;

  Deliveries(MobileNetwork network, Duration retryAfter) {
    this.network = network;
    this.retryAfter = retryAfter;
  }

  /** Takes one more. */
  void offer(Instant now, ShortMessageBody body) {
    if (waiting.size() == MAX_WAITING) {
      waiting.removeFirst();
      overflowed++;
    }
    waiting.addLast(body);
    pump(now);
  }

  /** Takes one more and gives it to any other session than this, if there is one with room. */
  void offerElsewhere(Instant now, ShortMessageBody body, Session not) {
    receivers.stream()
        .filter(session -> session != not && session.hasRoom())
        .findFirst()
        .ifPresentOrElse(session -> session.deliver(now, body), () -> offer(now, body));
  }

  void join(Instant now, Session session) {
    receivers.add(session);
    pump(now);
  }

  /** Gives the session nothing more; it may still answer what it has. */
  void leave(Session session) {
    receivers.remove(session);
  }

  /** Takes back, in their order, what a session will never answer. */
  void takeBack(Instant now, List<ShortMessageBody> unanswered) {
    for (int i = unanswered.size() - 1; i >= 0; i--) {
      waiting.addFirst(unanswered.get(i));
    }
    pump(now);
  }

  /** The ESME's word on one; whatever it is, it has made room in a window. */
  void answered(Instant now, ShortMessageBody body, int commandStatus) {
    switch (commandStatus) {
      case CommandStatus.ESME_ROK -> {}
      case CommandStatus.ESME_RX_T_APPN,
          CommandStatus.ESME_RTHROTTLED,
          CommandStatus.ESME_RMSGQFUL ->
          postpone(now, body);
      default -> rejected++;
    }
    pump(now);
  }

  /** Whether something waits although nobody is bound who could take it. */
  boolean wantsReceiver() {
    return !waiting.isEmpty() && receivers.isEmpty();
  }

  int queued() {
    return waiting.size() + postponed;
  }

  /** Those refused for good, and those for which there was no room. */
  long rejected() {
    return rejected + overflowed;
  }

  private void postpone(Instant now, ShortMessageBody body) {
    postponed++;
    network.at(
        now.plus(retryAfter),
        later -> {
          postponed--;
          waiting.addFirst(body);
          pump(later);
        });
  }

  private void pump(Instant now) {
    while (!waiting.isEmpty()) {
      Optional<Session> session = nextWithRoom();
      if (session.isEmpty()) {
        return;
      }
      session.get().deliver(now, waiting.removeFirst());
    }
  }

  private Optional<Session> nextWithRoom() {
    for (int i = 0; i < receivers.size(); i++) {
      turn = (turn + 1) % receivers.size();
      Session session = receivers.get(turn);
      if (session.hasRoom()) {
        return Optional.of(session);
      }
    }
    return Optional.empty();
  }
}
