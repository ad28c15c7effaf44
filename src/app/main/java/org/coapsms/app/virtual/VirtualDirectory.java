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
  static final CarrierId CARRIER = new CarrierId("smsc");
  static final Address BRIDGE = Address.unknown("10000");
  private static final String PREFIX = "49170";
  private static final long FIRST = 491_700_000_001L;

  private final DeviceProfile profile;
  private final Directory directory;

  VirtualDirectory(DeviceProfile profile) {
    this.profile = profile;
    this.directory =
        new Directory(
            NumberPlan.international(),
            List.of(new Route(PREFIX, List.of(CARRIER), Optional.empty())),
            List.of(),
            profile,
            List.of(new CarrierTerms(CARRIER, Optional.of(BRIDGE.value()), 100, Optional.empty())));
  }

  Directory directory() {
    return directory;
  }

  DeviceProfile profile() {
    return profile;
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
}
