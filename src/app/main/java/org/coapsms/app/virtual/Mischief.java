package org.coapsms.app.virtual;

import java.util.random.RandomGenerator;
import org.coapsms.engine.message.ReceiptState;
import org.coapsms.engine.message.SubmissionOutcome.Cause;

/**
 * Says how badly one carrier behaves; each probability is none, small or large, as the seed draws.
 */
record Mischief(
    double refusal,
    double unanswered,
    double lostAnswer,
    double lateAnswer,
    double stillTrying,
    double falsePermanent,
    boolean repeatsIds,
    boolean hasTimeStamps) {

  /** A carrier that does everything right. */
  static Mischief none() {
    return new Mischief(0, 0, 0, 0, 0, 0, false, true);
  }

  static Mischief drawn(RandomGenerator random) {
    return new Mischief(
        level(random, 0.02, 0.15),
        level(random, 0.005, 0.05),
        level(random, 0.005, 0.05),
        level(random, 0.01, 0.1),
        level(random, 0.02, 0.1),
        level(random, 0.1, 0.5),
        random.nextInt(8) == 0,
        random.nextBoolean());
  }

  /** None, small or large, each as likely. */
  static double level(RandomGenerator random, double small, double large) {
    return switch (random.nextInt(3)) {
      case 0 -> 0;
      case 1 -> small;
      default -> large;
    };
  }

  boolean refuses(RandomGenerator random) {
    return happens(random, refusal);
  }

  Cause cause(RandomGenerator random) {
    int roll = random.nextInt(20);
    if (roll == 0) {
      return Cause.PERMANENT;
    }
    return roll < 8 ? Cause.CARRIER_BUSY : roll < 14 ? Cause.SUBSCRIBER_BUSY : Cause.LOCAL;
  }

  boolean dropsUnanswered(RandomGenerator random) {
    return happens(random, unanswered);
  }

  boolean losesAnswer(RandomGenerator random) {
    return happens(random, lostAnswer);
  }

  boolean answersLate(RandomGenerator random) {
    return happens(random, lateAnswer);
  }

  boolean saysStillTrying(RandomGenerator random) {
    return happens(random, stillTrying);
  }

  ReceiptState undeliverable(RandomGenerator random) {
    return happens(random, falsePermanent)
        ? ReceiptState.FAILED_PERMANENT
        : ReceiptState.FAILED_TEMPORARY;
  }

  /** An id as such a carrier gives it; some carriers count only to 256, as modems do. */
  String messageId(int count, RandomGenerator random) {
    return repeatsIds ? Integer.toString(count & 0xFF) : Integer.toHexString(count);
  }

  private static boolean happens(RandomGenerator random, double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }
}
