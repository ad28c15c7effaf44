package org.coapsms.bridge.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Directory;
import org.coapsms.engine.route.Listing;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Route;

/**
 * Says all that a bridge needs to know to run.
 *
 * @param coap where the CoAP proxy listens
 * @param upstream who answers requests of devices; absent: they get 5.03
 * @param routes what may be reached; nothing else is
 * @param profiles device profiles by name, those built in among them
 */
public record BridgeConfig(
    HostPort coap,
    Optional<Upstream> upstream,
    List<CarrierConfig> carriers,
    List<Route> routes,
    List<Listing> devices,
    Map<String, DeviceProfile> profiles,
    NumberPlan numbers) {

  /** Loopback, on the port of CoAP. */
  public static final HostPort DEFAULT_COAP = new HostPort("127.0.0.1", 5683);

  /** The profile of devices that name no other. */
  public static final String DEFAULT_PROFILE = "default";

  public BridgeConfig {
    carriers = List.copyOf(carriers);
    routes = List.copyOf(routes);
    devices = List.copyOf(devices);
    profiles = Map.copyOf(profiles);
  }

  /** The profile of devices that name no other. */
  public DeviceProfile defaultProfile() {
    return profiles.getOrDefault(DEFAULT_PROFILE, DeviceProfile.standard());
  }

  public Directory directory() {
    return new Directory(
        numbers,
        routes,
        devices,
        defaultProfile(),
        carriers.stream().map(CarrierConfig::terms).toList());
  }

  /** What follows from it, as lines for people: times, sizes and limits that nobody wrote down. */
  public List<String> explain() {
    return Explanation.of(this);
  }
}
