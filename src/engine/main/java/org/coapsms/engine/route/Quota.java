package org.coapsms.engine.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** What a message may take at most to fit into the quota at all. */
  public int least() {
    return Stream.of(hour, day, month)
        .flatMap(Optional::stream)
        .min(Integer::compare)
        .orElse(Integer.MAX_VALUE);
  }

  public boolean unlimited() {
    return equals(UNLIMITED);
  }
}
