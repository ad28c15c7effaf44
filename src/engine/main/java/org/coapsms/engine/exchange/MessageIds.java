package org.coapsms.engine.exchange;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.coapsms.codec.Bytes;
import org.coapsms.engine.Ledger;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.SubscriberState;

/**
 * Gives out Message IDs and tokens: Message IDs in sequence per subscriber from a random start,
 * tokens of four random octets (RFC 7252 §4.4, §5.3.1). Neither is given out while it is still
 * known.
 */
public class MessageIds {
  /** Tells whether a Message ID towards a subscriber must still be known for what it was. */
  public interface InUse {
    boolean test(Subscriber to, int messageId);
  }

  private static final int TOKEN_OCTETS = 4;
  private static final int ALL = 0x10000;

  private final Ledger ledger;
  private final RandomGenerator random;

  public MessageIds(Ledger ledger, RandomGenerator random) {
    this.ledger = ledger;
    this.random = random;
  }

  /** The next Message ID that is not in use; empty if all 65,536 are. */
  protected Optional<Integer> next(Subscriber subscriber, IntPredicate inUse) {
    SubscriberState state =
        ledger
            .find(SubscriberState.key(subscriber), SubscriberState.class)
            .orElseGet(() -> SubscriberState.begin(subscriber, random));
    for (int i = 0; i < ALL; i++) {
      int candidate = (state.nextMessageId() + i) & 0xFFFF;
      if (!inUse.test(candidate)) {
        ledger.put(state.afterMessageId(candidate));
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** A token that nobody can guess and that is not in use. */
  protected Bytes token(Predicate<Bytes> inUse) {
    byte[] token = new byte[TOKEN_OCTETS];
    do {
      random.nextBytes(token);
    } while (inUse.test(Bytes.copyOf(token)));
    return Bytes.copyOf(token);
  }
}
