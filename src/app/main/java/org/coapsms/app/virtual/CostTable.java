package org.coapsms.app.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coapsms.engine.route.DeviceProfile;

/** Measures what our engine, a dumb relay and LwM2M's way cost for the same traffic. */
final class CostTable {
  static final SeedRange USUAL_SEEDS = new SeedRange(1, 50);

  private static final List<Double> LOSSES = List.of(0.0, 0.01, 0.05, 0.2);
  private static final List<Duration> LATENCIES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(2));

  private CostTable() {}

  /**
   * What one network makes of the three.
   *
   * @param dumbRelay a client with the values of RFC 7252 whose every datagram becomes an SMS
   * @param lwm2m a client that sends once and waits as long as our engine does
   */
  record Row(
      double loss,
      Duration latency,
      VirtualSimulation.Summary coapsms,
      VirtualSimulation.Summary dumbRelay,
      VirtualSimulation.Summary lwm2m) {}

  /** One row for every loss and latency; all else is as in the given conditions. */
  static List<Row> measured(SeedRange seeds, VirtualConditions given) {
    List<Row> rows = new ArrayList<>();
    for (double loss : LOSSES) {
      for (Duration latency : LATENCIES) {
        VirtualConditions conditions =
            given.withRadio(given.radio().withLoss(loss).withLatency(latency));
        rows.add(row(seeds, conditions));
      }
    }
    return rows;
  }

  private static Row row(SeedRange seeds, VirtualConditions conditions) {
    Duration deadline = DeviceProfile.standard().timing().deadline();
    return new Row(
        conditions.radio().loss(),
        conditions.radio().latency(),
        VirtualSimulation.run(seeds.from(), seeds.to(), conditions, VirtualRun.Planted::new),
        compared(seeds, conditions, Transmission.stock()),
        compared(seeds, conditions, Transmission.once(deadline)));
  }

  private static VirtualSimulation.Summary compared(
      SeedRange seeds, VirtualConditions conditions, Transmission transmission) {
    return VirtualSimulation.ofEach(
        seeds.from(), seeds.to(), seed -> new ComparedRun(seed, conditions, transmission).run());
  }
}
