package org.coapsms.simulator.phone;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.coap.CoapCode;
import org.coapsms.codec.coap.CoapMessage;
import org.coapsms.codec.coap.CoapOption;
import org.coapsms.codec.coap.CoapOptionNumber;
import org.coapsms.codec.coap.CoapType;

/** Keeps who observes one resource and tells them about changes; RFC 7641. */
final class Observers {
  private static final int MAX_SEQUENCE = 0xFF_FFFF;

  private final CoapType type;
  private final Notifier notifier;
  private final Map<Key, Observer> observers = new LinkedHashMap<>();
  private int sequence = 1;

  /**
   * Starts without observers.
   *
   * @param type CON or NON, of all notifications
   */
  Observers(CoapType type, Notifier notifier) {
    this.type = type;
    this.notifier = notifier;
  }

  /** What the endpoint does for observable resources. */
  interface Notifier {
    /** A Message ID that is not in use. */
    int nextMessageId();

    /** Sends a notification; {@code gone} runs if the observer refuses it or never answers. */
    void send(Instant now, Peer peer, CoapMessage notification, Ends ends);
  }

  /** Learns how a notification ended. */
  interface Ends {
    void acknowledged();

    void gone();
  }

  /** Adds or removes the caller as its Observe option says, and marks the reply if it observes. */
  Reply register(Call call, Reply reply) {
    Key key = new Key(call.peer(), call.request().token());
    long observe = call.uint(CoapOptionNumber.OBSERVE).orElse(-1);
    if (observe == 0 && reply.isSuccess()) {
      observers.put(key, new Observer());
      return reply.with(CoapOption.uint(CoapOptionNumber.OBSERVE, sequence));
    }
    if (observe == 1) {
      observers.remove(key);
    }
    return reply;
  }

  boolean isEmpty() {
    return observers.isEmpty();
  }

  int size() {
    return observers.size();
  }

  /** Tells all observers; a notification that is no success is their last one. */
  void tell(Instant now, Supplier<Reply> state) {
    sequence = sequence + 1 & MAX_SEQUENCE;
    Reply reply = state.get();
    for (Map.Entry<Key, Observer> entry : new ArrayList<>(observers.entrySet())) {
      Observer observer = entry.getValue();
      // At most one notification under way: RFC 7641 4.5.1.
      if (!observer.waiting || !reply.isSuccess()) {
        tell(now, entry.getKey(), observer, reply);
      }
    }
    if (!reply.isSuccess()) {
      observers.clear();
    }
  }

  private void tell(Instant now, Key key, Observer observer, Reply reply) {
    List<CoapOption> options = new ArrayList<>(reply.options());
    if (reply.isSuccess()) {
      options.add(CoapOption.uint(CoapOptionNumber.OBSERVE, sequence));
    }
    observer.waiting = type == CoapType.CON;
    observer.lastMessageId = notifier.nextMessageId();
    CoapMessage notification =
        new CoapMessage(
            type, reply.code(), observer.lastMessageId, key.token(), options, reply.payload());
    notifier.send(
        now,
        key.peer(),
        notification,
        new Ends() {
          @Override
          public void acknowledged() {
            observer.waiting = false;
          }

          @Override
          public void gone() {
            observers.remove(key, observer);
          }
        });
  }

  /** Takes an RST, which ends the observation whose latest notification it refuses. */
  void reset(Peer peer, int messageId) {
    Iterator<Map.Entry<Key, Observer>> all = observers.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Observer> entry = all.next();
      if (entry.getKey().peer().equals(peer) && entry.getValue().lastMessageId == messageId) {
        all.remove();
      }
    }
  }

  void clear() {
    observers.clear();
  }

  static Reply deleted() {
    return Reply.of(CoapCode.NOT_FOUND);
  }

  private record Key(Peer peer, Bytes token) {}

  private static final class Observer {
    private boolean waiting;
    private int lastMessageId = -1;
  }
}
