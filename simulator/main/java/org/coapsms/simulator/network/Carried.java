package org.coapsms.simulator.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells the story of one short message up to now.
 *
 * @param delivered when each copy arrived; more than one if the network doubled it
 * @param lost whether it vanished
 * @param fate empty while it is under way or if it is lost
 * @param reported when its report left the network; empty without one
 */
public record Carried(
    long id,
    ShortMessage message,
    Instant submitted,
    List<Instant> delivered,
    boolean lost,
    Optional<Fate> fate,
    Optional<Instant> reported) {

  public boolean duplicated() {
    return delivered.size() > 1;
  }
}
