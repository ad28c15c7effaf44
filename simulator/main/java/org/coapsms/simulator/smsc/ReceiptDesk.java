package org.coapsms.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.coapsms.codec.receipt.MessageState;
import org.coapsms.simulator.network.MobileNetwork;

/** Lets an account's receipts go as its habits are. Owned by the network's thread. */
final class ReceiptDesk {
  /** How long a receipt waits for one that it could follow. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MobileNetwork network;
  private final ReceiptHabits habits;
  private final RandomGenerator random;
  private final HeldBack heldBack;

  ReceiptDesk(MobileNetwork network, ReceiptHabits habits, RandomGenerator random) {
    this.network = network;
    this.habits = habits;
    this.random = random;
    this.heldBack = new HeldBack(network);
  }

  /** What the receipt will say. */
  MessageState told(MessageState truth) {
    if (!happens(habits.lies())) {
      return truth;
    }
    return truth == MessageState.DELIVERED ? MessageState.UNDELIVERABLE : MessageState.DELIVERED;
  }

  void take(Instant now, Consumer<Instant> receipt) {
    if (habits.delay().isZero()) {
      queue(now, receipt);
    } else {
      network.at(now.plus(habits.delay()), later -> queue(later, receipt));
    }
  }

  private void queue(Instant now, Consumer<Instant> receipt) {
    if (happens(habits.disorder())) {
      heldBack.add(now, PATIENCE, receipt);
    } else {
      receipt.accept(now);
      heldBack.release(now);
    }
  }

  private boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }
}
