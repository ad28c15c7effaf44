package org.coapsms.engine.route;

import java.util.List;
import java.util.Optional;

/**
 * Limits how many short messages a carrier may be given in one hour, day and month of UTC. What was
 * refused does not count; what may have left does.
 */
public record Quota(Optional<Integer> hour, Optional<Integer> day, Optional<Integer> month) {
  public static final Quota UNLIMITED =
      new Quota(Optional.empty(), Optional.empty(), Optional.empty());

  public Quota {
    for (Optional<Integer> most : List.of(hour, day, month)) {
      if (most.isPresent() && most.get() < 1) {
        throw new IllegalArgumentException("a quota is at least 1");
      }
    }
  }

  public boolean unlimited() {
    return equals(UNLIMITED);
  }
}
