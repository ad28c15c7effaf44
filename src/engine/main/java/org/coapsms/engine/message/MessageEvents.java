package org.coapsms.engine.message;

import java.time.Instant;
import java.util.Optional;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.CarrierId;

/** Hears what becomes of messages; implemented by the layer above. */
public interface MessageEvents {

  /** The last segment has left, or may have left. */
  void left(Instant now, OutgoingMessage message);

  /** Receipts claim that every segment was delivered. */
  void deliveryClaimed(Instant now, OutgoingMessage message);

  /** The network says that it goes on trying, which it may do until then. */
  void stillTrying(Instant now, OutgoingMessage message, Instant until);

  /** The message cannot arrive whole any more. */
  void undeliverable(Instant now, OutgoingMessage message, Undeliverable why);

  /**
   * What a message of which nothing has left must say to go through another carrier; empty if it
   * must not. Devices key on the sender's number: what belongs to something they have seen under
   * one number means something else under another.
   */
  Optional<Bytes> octetsThrough(Instant now, OutgoingMessage message, CarrierId other);

  /**
   * Until when a message that the network says it gave up must have arrived if it goes again; empty
   * if it must not. The network may be wrong, and the device may have it.
   */
  Optional<Instant> againUntil(Instant at, OutgoingMessage message);

  /** A whole message came from a known subscriber. */
  void arrived(Instant now, IncomingMessage message);

  /**
   * Why a message cannot arrive.
   *
   * @param permanent whether trying again would be of no use
   * @param tooLateForSegment whether only the time for a segment alone has passed, so that the
   *     whole message may still be repeated
   */
  record Undeliverable(String reason, boolean permanent, boolean tooLateForSegment) {}
}
