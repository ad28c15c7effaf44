package org.coapsms.engine.message;

import java.util.random.RandomGenerator;
import org.coapsms.codec.framing.Framing;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.SubscriberState;

/**
 * Gives every message its own concatenation reference, in sequence per subscriber from a random
 * start. Handsets keep finished and partial sets, so that a reference used again too soon joins
 * segments of two messages.
 */
public class References {
  private final Ledger ledger;
  private final RandomGenerator random;

  public References(Ledger ledger, RandomGenerator random) {
    this.ledger = ledger;
    this.random = random;
  }

  /** A reference that no message of this subscriber has had for 65,536 (bare: 256) messages. */
  protected int next(Subscriber subscriber, Framing framing) {
    SubscriberState state =
        ledger
            .find(SubscriberState.key(subscriber), SubscriberState.class)
            .orElseGet(() -> SubscriberState.begin(subscriber, random));
    ledger.put(state.afterReference(state.nextReference()));
    return framing == Framing.BARE ? state.nextReference() & 0xFF : state.nextReference();
  }
}
