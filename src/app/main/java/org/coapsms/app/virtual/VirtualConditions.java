package org.coapsms.app.virtual;

import java.time.Duration;
import org.coapsms.simulator.network.RadioConditions;

/**
 * Says what one simulated world is like.
 *
 * @param exchanges how many requests clients make in all
 * @param phones how many devices there are
 * @param span over how long the requests are spread
 * @param radio how good the network is
 * @param crash the probability, per event, that the bridge dies there
 * @param segments how many segments each request takes; 1 is a GET, more is a PUT
 * @param faultMenu whether the seed also draws phones, carriers and receipts that misbehave
 */
public record VirtualConditions(
    int exchanges,
    int phones,
    Duration span,
    RadioConditions radio,
    double crash,
    int segments,
    boolean faultMenu) {

  public VirtualConditions {
    if (exchanges < 1) {
      throw new IllegalArgumentException("exchanges is at least 1");
    }
    if (!(crash >= 0 && crash <= 1)) {
      throw new IllegalArgumentException("crash is a probability from 0 to 1, not " + crash);
    }
    if (segments < 1 || segments > 10) {
      throw new IllegalArgumentException("segments is 1 to 10");
    }
  }

  /** 300 GETs to ten phones in three days, 20 s one way, nothing lost. */
  public static VirtualConditions defaults() {
    return new VirtualConditions(
        300,
        10,
        Duration.ofDays(3),
        RadioConditions.defaults().withLatency(Duration.ofSeconds(20)),
        0,
        1,
        false);
  }

  public VirtualConditions withRadio(RadioConditions other) {
    return new VirtualConditions(exchanges, phones, span, other, crash, segments, faultMenu);
  }

  public VirtualConditions withExchanges(int count) {
    return new VirtualConditions(count, phones, span, radio, crash, segments, faultMenu);
  }

  public VirtualConditions withCrash(double probability) {
    return new VirtualConditions(exchanges, phones, span, radio, probability, segments, faultMenu);
  }

  public VirtualConditions withSegments(int count) {
    return new VirtualConditions(exchanges, phones, span, radio, crash, count, faultMenu);
  }

  public VirtualConditions withFaultMenu() {
    return new VirtualConditions(exchanges, phones, span, radio, crash, segments, true);
  }
}
