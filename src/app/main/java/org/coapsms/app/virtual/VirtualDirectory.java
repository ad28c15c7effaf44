package org.coapsms.app.virtual;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.exchange.Lifetimes;
import org.coapsms.engine.route.CarrierTerms;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Route;

/** Says who lives in a simulated world, and how long its bridge must remember what. */
final class VirtualDirectory {
  static final CarrierId FIRST_CARRIER = new CarrierId("smsc");
  static final CarrierId SECOND_CARRIER = new CarrierId("modem");
  static final Address BRIDGE = Address.unknown("10000");
  static final Address SECOND_NUMBER = Address.unknown("20000");
  static final Address STRANGER = Address.international("46700000001");
  private static final String PREFIX = "49170";
  private static final long FIRST = 491_700_000_001L;

  private final DeviceProfile profile;
  private final List<CarrierTerms> carriers;
  private final Directory directory;

  /** A world of one carrier. */
  VirtualDirectory(DeviceProfile profile) {
    this(profile, 1, true, Arrangement.plain());
  }

  /** A world of one carrier, or of two that show devices one number or each its own. */
  VirtualDirectory(DeviceProfile usual, int carriers, boolean oneNumber, Arrangement arrangement) {
    this.profile = arrangement.profile(usual);
    this.carriers =
        List.of(
                terms(FIRST_CARRIER, BRIDGE).withQuota(arrangement.quota()),
                terms(SECOND_CARRIER, oneNumber ? BRIDGE : SECOND_NUMBER))
            .subList(0, carriers);
    this.directory =
        new Directory(
            NumberPlan.international(),
            List.of(new Route(PREFIX, arrangement.pools(carrierIds()), Optional.empty())),
            List.of(),
            profile,
            this.carriers);
  }

  Directory directory() {
    return directory;
  }

  DeviceProfile profile() {
    return profile;
  }

  List<CarrierId> carrierIds() {
    return carriers.stream().map(CarrierTerms::id).toList();
  }

  boolean hasSeveralNumbers() {
    return carriers.stream().map(CarrierTerms::number).distinct().count() > 1;
  }

  /** The most segments that a carrier may carry in an hour, if there is a limit. */
  Optional<Integer> hourlyQuota(CarrierId carrier) {
    return Optional.ofNullable(directory.carriers().get(carrier))
        .flatMap(terms -> terms.quota().hour());
  }

  /** The number under which devices see a carrier. */
  Address number(CarrierId carrier) {
    return carriers.stream()
        .filter(terms -> terms.id().equals(carrier))
        .findFirst()
        .flatMap(CarrierTerms::number)
        .map(Address::unknown)
        .orElseThrow();
  }

  /** The carriers at which a message to that number may come in. */
  List<CarrierId> carriersOf(Address number) {
    return carriers.stream()
        .filter(terms -> terms.number().equals(Optional.of(number.value())))
        .map(CarrierTerms::id)
        .toList();
  }

  List<Subscriber> devices(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Subscriber(Long.toString(FIRST + i)))
        .toList();
  }

  boolean isDevice(Address number) {
    return number.value().startsWith(PREFIX);
  }

  Duration deadline() {
    return profile.timing().deadline();
  }

  Duration longestDown() {
    return Duration.ofMinutes(3);
  }

  Duration exchangeLifetime() {
    return Lifetimes.of(profile, Optional.empty()).exchangeLifetime();
  }

  Duration referenceMemory() {
    return deadline().plus(profile.timing().reassemblyTime());
  }

  private static CarrierTerms terms(CarrierId id, Address number) {
    // The second carrier can be asked, so that worlds of two show what that is worth.
    return new CarrierTerms(id, Optional.of(number.value()), 100, Optional.empty())
        .withQueries(id.equals(SECOND_CARRIER));
  }
}
