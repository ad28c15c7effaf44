package org.coapsms.engine.route;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Subscriber;

/**
 * Shares subscribers among carriers. Devices key on the number that they see, so that a subscriber
 * keeps its carrier as long as that can be used.
 */
public record Pool(List<Member> members, Choice choice) {

  /** A carrier and its share of the subscribers, at least 1. */
  public record Member(CarrierId carrier, int weight) {
    public Member {
      if (weight < 1) {
        throw new IllegalArgumentException("a weight is at least 1");
      }
    }
  }

  /** How a subscriber comes to its carrier. */
  public enum Choice {
    /** By its number alone: the same at every time and on every node. */
    BY_NUMBER,
    /** To the one with the least to do for its weight; then it stays there. */
    LEAST_LOADED
  }

  public Pool {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a pool needs a carrier");
    }
  }

  /** One carrier alone. */
  public static Pool of(CarrierId carrier) {
    return new Pool(List.of(new Member(carrier, 1)), Choice.BY_NUMBER);
  }

  /**
   * The carrier of a subscriber among those that can be used now.
   *
   * @param before the carrier that it had last
   * @param load what a carrier has to do at present
   */
  public Optional<CarrierId> choose(
      Subscriber subscriber,
      Predicate<CarrierId> usable,
      Optional<CarrierId> before,
      ToLongFunction<CarrierId> load) {
    List<Member> left = members.stream().filter(member -> usable.test(member.carrier())).toList();
    Comparator<Member> byNumber =
        Comparator.comparingDouble((Member member) -> score(subscriber, member)).reversed();
    return switch (choice) {
      case BY_NUMBER -> left.stream().min(byNumber).map(Member::carrier);
      case LEAST_LOADED ->
          before
              .filter(carrier -> left.stream().anyMatch(m -> m.carrier().equals(carrier)))
              .or(
                  () ->
                      left.stream()
                          .min(
                              Comparator.comparingDouble(
                                      (Member m) ->
                                          (double) load.applyAsLong(m.carrier()) / m.weight())
                                  .thenComparing(byNumber))
                          .map(Member::carrier));
    };
  }

  /**
   * Weighted rendezvous hashing: each member gets its share, and when one fails, only its own
   * subscribers go to others.
   */
  private static double score(Subscriber subscriber, Member member) {
    long hash = 0xcbf29ce484222325L;
    for (char c : (subscriber.digits() + '/' + member.carrier().name()).toCharArray()) {
      hash = (hash ^ c) * 0x100000001b3L;
    }
    // FNV-1a leaves the high bits of short texts alike; this spreads them (splitmix64).
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    hash ^= hash >>> 31;
    double unit = ((hash >>> 11) + 1) * 0x1.0p-53;
    return member.weight() / -Math.log(Math.min(unit, 1 - 0x1.0p-53));
  }
}
