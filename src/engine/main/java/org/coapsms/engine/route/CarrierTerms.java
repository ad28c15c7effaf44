package org.coapsms.engine.route;

import java.util.Optional;
import org.coapsms.engine.CarrierId;

/**
 * What the engine must know of a carrier to use it.
 *
 * @param number the sender's address that devices see, as far as it is known; devices key on it
 * @param window how many submissions may be without outcome at a time
 * @param rate the most segments a second; absent: as fast as the window allows
 * @param quota how many segments it may be given in a time
 * @param answersQueries whether it can be asked what became of a segment
 */
public record CarrierTerms(
    CarrierId id,
    Optional<String> number,
    int window,
    Optional<Double> rate,
    Quota quota,
    boolean answersQueries) {
  public CarrierTerms {
    if (window < 1) {
      throw new IllegalArgumentException("window is at least 1");
    }
    if (rate.isPresent() && !(rate.get() > 0)) {
      throw new IllegalArgumentException("rate is positive");
    }
  }

  /** A carrier without quota that answers no queries. */
  public CarrierTerms(CarrierId id, Optional<String> number, int window, Optional<Double> rate) {
    this(id, number, window, rate, Quota.UNLIMITED, false);
  }

  public CarrierTerms withQuota(Quota newQuota) {
    return new CarrierTerms(id, number, window, rate, newQuota, answersQueries);
  }

  public CarrierTerms withQueries(boolean areAnswered) {
    return new CarrierTerms(id, number, window, rate, quota, areAnswered);
  }
}
