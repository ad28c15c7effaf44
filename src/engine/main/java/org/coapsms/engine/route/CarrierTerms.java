package org.coapsms.engine.route;

import java.util.Optional;
import org.coapsms.engine.CarrierId;

/**
 * What the engine must know of a carrier to use it.
 *
 * @param number the sender's address that devices see, as far as it is known; devices key on it
 * @param window how many submissions may be without outcome at a time
 * @param rate the most segments a second; absent: as fast as the window allows
 */
public record CarrierTerms(
    CarrierId id, Optional<String> number, int window, Optional<Double> rate) {
  public CarrierTerms {
    if (window < 1) {
      throw new IllegalArgumentException("window is at least 1");
    }
    if (rate.isPresent() && !(rate.get() > 0)) {
      throw new IllegalArgumentException("rate is positive");
    }
  }
}
