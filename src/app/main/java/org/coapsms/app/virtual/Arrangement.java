package org.coapsms.app.virtual;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Pool;
import org.coapsms.engine.route.Pool.Member;
import org.coapsms.engine.route.Quota;
import org.coapsms.engine.route.Sleep;

/**
 * Says how the operator of a simulated bridge has arranged things.
 *
 * @param sharing how carriers share subscribers; absent: the first that works takes all
 * @param quota what the first carrier may be given
 * @param asleep whether devices sleep by the clock
 */
record Arrangement(Optional<Pool.Choice> sharing, Quota quota, boolean asleep) {
  /** About a tenth of what a menu's requests need in their worst hour. */
  private static final int LEAST_AN_HOUR = 3;

  private static final Sleep SLEEP =
      new Sleep(
          List.of(
              new Sleep.Window(LocalTime.of(1, 0), LocalTime.of(1, 20)),
              new Sleep.Window(LocalTime.of(14, 30), LocalTime.of(16, 0))),
          ZoneOffset.UTC,
          Duration.ofMinutes(1));

  /** Carriers in order, without limit, and devices that can always be reached. */
  static Arrangement plain() {
    return new Arrangement(Optional.empty(), Quota.UNLIMITED, false);
  }

  static Arrangement drawn(RandomGenerator random) {
    Optional<Pool.Choice> sharing =
        switch (random.nextInt(3)) {
          case 0 -> Optional.of(Pool.Choice.BY_NUMBER);
          case 1 -> Optional.of(Pool.Choice.LEAST_LOADED);
          default -> Optional.empty();
        };
    int hour = LEAST_AN_HOUR + random.nextInt(10);
    Quota quota =
        random.nextInt(4) == 0
            ? new Quota(Optional.of(hour), Optional.of(20 * hour), Optional.empty())
            : Quota.UNLIMITED;
    return new Arrangement(sharing, quota, random.nextInt(5) == 0);
  }

  List<Pool> pools(List<CarrierId> carriers) {
    return sharing
        .map(
            choice ->
                List.of(new Pool(carriers.stream().map(id -> new Member(id, 1)).toList(), choice)))
        .orElseGet(() -> carriers.stream().map(Pool::of).toList());
  }

  DeviceProfile profile(DeviceProfile usual) {
    return asleep ? usual.withSleep(SLEEP) : usual;
  }
}
