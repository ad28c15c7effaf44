package org.coapsms.engine.exchange;

import java.util.HashMap;
import java.util.Map;
import org.coapsms.engine.CarrierId;

/**
 * Keeps count of what a carrier's "delivered" has been worth. A carrier of which it is often never
 * followed by an answer loses trust: its receipts then only fail fast. Not persistent; not
 * thread-safe.
 */
final class ReceiptTrust {
  private static final int ENOUGH = 20;

  private static final class Experience {
    private double claims;
    private double broken;
  }

  private final Map<CarrierId, Experience> records = new HashMap<>();

  /** An exchange for which delivery had been claimed has ended. */
  void ended(CarrierId carrier, boolean answered) {
    Experience experience = records.computeIfAbsent(carrier, c -> new Experience());
    // Old experience fades, so that a carrier can win its trust back.
    experience.claims = experience.claims * 0.98 + 1;
    experience.broken = experience.broken * 0.98 + (answered ? 0 : 1);
  }

  boolean trusts(CarrierId carrier) {
    Experience experience = records.get(carrier);
    return experience == null
        || experience.claims < ENOUGH
        || experience.broken < experience.claims / 2;
  }
}
