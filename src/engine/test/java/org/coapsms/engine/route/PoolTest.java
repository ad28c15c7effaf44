package org.coapsms.engine.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.Pool.Choice;
import org.coapsms.engine.route.Pool.Member;
import org.junit.jupiter.api.Test;

/** How subscribers are shared among carriers. */
class PoolTest {
  private static final CarrierId A = new CarrierId("a");
  private static final CarrierId B = new CarrierId("b");
  private static final CarrierId C = new CarrierId("c");
  private static final int SUBSCRIBERS = 20_000;

  private static final Pool POOL =
      new Pool(List.of(new Member(A, 1), new Member(B, 2), new Member(C, 1)), Choice.BY_NUMBER);

  private static Map<Subscriber, CarrierId> shared(Pool pool, Predicate<CarrierId> usable) {
    Map<Subscriber, CarrierId> all = new HashMap<>();
    LongStream.range(0, SUBSCRIBERS)
        .mapToObj(i -> new Subscriber(Long.toString(491_700_000_000L + i)))
        .forEach(
            subscriber ->
                all.put(
                    subscriber,
                    pool.choose(subscriber, usable, Optional.empty(), c -> 0).orElseThrow()));
    return all;
  }

  private static double share(Map<Subscriber, CarrierId> all, CarrierId carrier) {
    return (double) all.values().stream().filter(carrier::equals).count() / all.size();
  }

  @Test
  void eachGetsItsShare() {
    Map<Subscriber, CarrierId> all = shared(POOL, any -> true);

    assertThat(share(all, A)).isCloseTo(0.25, within(0.02));
    assertThat(share(all, B)).isCloseTo(0.5, within(0.02));
    assertThat(share(all, C)).isCloseTo(0.25, within(0.02));
  }

  @Test
  void whenOneFailsOnlyItsOwnSubscribersMove() {
    Map<Subscriber, CarrierId> before = shared(POOL, any -> true);
    Map<Subscriber, CarrierId> after = shared(POOL, carrier -> !carrier.equals(A));

    before.forEach(
        (subscriber, carrier) -> {
          if (!carrier.equals(A)) {
            assertThat(after.get(subscriber)).isEqualTo(carrier);
          }
        });
    assertThat(share(after, B)).isCloseTo(2.0 / 3, within(0.02));
  }

  @Test
  void theLeastLoadedForItsWeightTakesWhoIsNew() {
    Pool pool = new Pool(POOL.members(), Choice.LEAST_LOADED);
    Map<CarrierId, Long> load = Map.of(A, 3L, B, 4L, C, 3L);
    Subscriber subscriber = new Subscriber("491700000000");

    assertThat(pool.choose(subscriber, any -> true, Optional.empty(), load::get)).contains(B);
    assertThat(pool.choose(subscriber, any -> true, Optional.of(C), load::get)).contains(C);
    assertThat(pool.choose(subscriber, c -> c.equals(A), Optional.of(C), load::get)).contains(A);
  }

  @Test
  void noneThatCanBeUsedIsNone() {
    assertThat(
            POOL.choose(new Subscriber("4917"), carrier -> false, Optional.empty(), carrier -> 0))
        .isEmpty();
  }
}
