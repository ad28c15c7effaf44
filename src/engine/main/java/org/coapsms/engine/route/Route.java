package org.coapsms.engine.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.coapsms.engine.CarrierId;

/**
 * Allows the numbers that start with a prefix and says through which carriers they are reached.
 *
 * @param prefix leading E.164 digits without '+'; empty allows every number
 * @param pools in the order in which they are tried
 * @param deadline when requests on this route have failed, instead of the device profile's
 */
public record Route(String prefix, List<Pool> pools, Optional<Duration> deadline) {
  public Route {
    if (!prefix.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("a prefix is digits only: " + prefix);
    }
    if (pools.isEmpty()) {
      throw new IllegalArgumentException("a route needs a carrier");
    }
    pools = List.copyOf(pools);
  }

  /** A route through the first of these carriers that can be used. */
  public static Route inOrder(
      String prefix, List<CarrierId> carriers, Optional<Duration> deadline) {
    return new Route(prefix, carriers.stream().map(Pool::of).toList(), deadline);
  }

  /** Every carrier of the route, in the order of its pools. */
  public List<CarrierId> carriers() {
    return pools.stream().flatMap(p -> p.members().stream()).map(Pool.Member::carrier).toList();
  }
}
