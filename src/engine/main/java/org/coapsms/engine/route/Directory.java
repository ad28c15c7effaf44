package org.coapsms.engine.route;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Subscriber;

/** Answers who may be reached, how, and what they understand. Immutable. */
public final class Directory {
  private final NumberPlan numberPlan;
  private final List<Route> routes;
  private final List<Listing> listings;
  private final DeviceProfile defaultProfile;
  private final Map<CarrierId, CarrierTerms> carriers;

  public Directory(
      NumberPlan numberPlan,
      List<Route> routes,
      List<Listing> listings,
      DeviceProfile defaultProfile,
      List<CarrierTerms> carriers) {
    this.numberPlan = numberPlan;
    this.routes = longestFirst(routes, Route::prefix);
    this.listings = longestFirst(listings, Listing::prefix);
    this.defaultProfile = defaultProfile;
    this.carriers =
        carriers.stream()
            .collect(Collectors.toUnmodifiableMap(CarrierTerms::id, Function.identity()));
  }

  /** Who an address of the mobile network is, if any route or listing allows to talk to it. */
  public Optional<Subscriber> knownSender(Address address) {
    return numberPlan
        .subscriber(address)
        .filter(subscriber -> route(subscriber).isPresent() || isListed(subscriber));
  }

  /** The route with the longest prefix of this number; empty if it may not be reached. */
  public Optional<Route> route(Subscriber subscriber) {
    return routes.stream().filter(r -> subscriber.digits().startsWith(r.prefix())).findFirst();
  }

  public boolean isListed(Subscriber subscriber) {
    return listings.stream().anyMatch(l -> subscriber.digits().startsWith(l.prefix()));
  }

  public DeviceProfile profile(Subscriber subscriber) {
    return listings.stream()
        .filter(l -> subscriber.digits().startsWith(l.prefix()))
        .findFirst()
        .map(Listing::profile)
        .orElse(defaultProfile);
  }

  public Map<CarrierId, CarrierTerms> carriers() {
    return carriers;
  }

  /** Whether devices see the same sender whichever of the two carriers is used. */
  public boolean sameSender(CarrierId one, CarrierId other) {
    return one.equals(other) || (number(one).isPresent() && number(one).equals(number(other)));
  }

  private Optional<String> number(CarrierId id) {
    return Optional.ofNullable(carriers.get(id)).flatMap(CarrierTerms::number);
  }

  private static <T> List<T> longestFirst(List<T> all, Function<T, String> prefix) {
    return all.stream()
        .sorted(Comparator.comparingInt((T t) -> prefix.apply(t).length()).reversed())
        .toList();
  }
}
