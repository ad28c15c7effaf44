package org.coapsms.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Is what the bridge must never forget of a subscriber: the numbers that must not be used again
 * soon.
 *
 * @param nextMessageId the CoAP Message ID of our next message, 0 to 65535
 * @param nextReference the concatenation reference of our next message, 0 to 65535
 * @param carrier the carrier that it was given, where that does not follow from its number
 */
public record SubscriberState(
    Subscriber subscriber, int nextMessageId, int nextReference, Optional<CarrierId> carrier)
    implements Entry {

  public static EntryKey key(Subscriber subscriber) {
    return new EntryKey(EntryKey.Kind.SUBSCRIBER, subscriber.digits());
  }

  /** Starts both sequences at random, as RFC 7252 §4.4 asks. */
  public static SubscriberState begin(Subscriber subscriber, RandomGenerator random) {
    return new SubscriberState(
        subscriber, random.nextInt(0x10000), random.nextInt(0x10000), Optional.empty());
  }

  public SubscriberState afterMessageId(int used) {
    return new SubscriberState(subscriber, (used + 1) & 0xFFFF, nextReference, carrier);
  }

  public SubscriberState afterReference(int used) {
    return new SubscriberState(subscriber, nextMessageId, (used + 1) & 0xFFFF, carrier);
  }

  public SubscriberState through(CarrierId given) {
    return new SubscriberState(subscriber, nextMessageId, nextReference, Optional.of(given));
  }

  @Override
  public EntryKey key() {
    return key(subscriber);
  }

  @Override
  public Optional<Subscriber> conversation() {
    return Optional.of(subscriber);
  }

  @Override
  public Optional<Instant> due() {
    return Optional.empty();
  }
}
