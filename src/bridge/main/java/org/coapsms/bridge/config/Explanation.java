package org.coapsms.bridge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.coapsms.bridge.config.CarrierConfig.Modem;
import org.coapsms.codec.framing.Framing;
import org.coapsms.engine.exchange.Lifetimes;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.DeviceProfile.Timing;
import org.coapsms.engine.route.Pool;
import org.coapsms.engine.route.Quota;
import org.coapsms.engine.route.Route;
import org.coapsms.engine.route.Sleep;

/** Says what follows from a configuration: the values that nobody wrote down. */
final class Explanation {
  /** TP-VP knows nothing shorter (TS 23.040, 9.2.3.12.1). */
  private static final Duration SHORTEST_VALIDITY = Duration.ofMinutes(5);

  private final BridgeConfig config;
  private final List<String> lines = new ArrayList<>();

  private Explanation(BridgeConfig config) {
    this.config = config;
  }

  static List<String> of(BridgeConfig config) {
    Explanation explanation = new Explanation(config);
    explanation.add("listen.coap", config.coap().toString());
    explanation.add(
        "upstream", config.upstream().map(Upstream::toString).orElse("none; devices get 5.03"));
    config.carriers().forEach(explanation::carrier);
    config.routes().forEach(explanation::route);
    config.profiles().values().stream()
        .sorted(Comparator.comparing(DeviceProfile::name))
        .forEach(explanation::profile);
    return List.copyOf(explanation.lines);
  }

  private void carrier(CarrierConfig carrier) {
    String place = "carrier " + carrier.id();
    add(place, "sends from " + carrier.terms().number().orElse("the number of its SIM"));
    int window = carrier.terms().window();
    add(place, window + (window == 1 ? " segment" : " segments") + " without answer at most");
    add(place, carrier.rate().map(rate -> rate + " segments a second").orElse("no rate limit"));
    quota(place, carrier.quota());
  }

  private void quota(String place, Quota quota) {
    quota.hour().ifPresent(most -> add(place, "at most " + most + " segments in an hour of UTC"));
    quota.day().ifPresent(most -> add(place, "at most " + most + " segments in a day of UTC"));
    quota.month().ifPresent(most -> add(place, "at most " + most + " segments in a month of UTC"));
  }

  private void route(Route route) {
    String place = "route +" + route.prefix();
    add(
        place,
        "through "
            + String.join(", else ", route.pools().stream().map(Explanation::members).toList()));
    add(
        place,
        route
            .deadline()
            .map(deadline -> "deadline " + Quantity.written(deadline))
            .orElse("deadline of the device's profile"));
    Duration shortest =
        route
            .deadline()
            .or(
                () ->
                    config.profiles().values().stream()
                        .map(profile -> profile.timing().deadline())
                        .min(Comparator.naturalOrder()))
            .orElse(SHORTEST_VALIDITY);
    boolean overModem =
        config.carriers().stream()
            .filter(carrier -> carrier.access() instanceof Modem)
            .anyMatch(carrier -> route.carriers().contains(carrier.id()));
    if (overModem && shortest.compareTo(SHORTEST_VALIDITY) < 0) {
      add(
          place,
          "a modem cannot ask for a validity below 5m: messages may arrive after the deadline of "
              + Quantity.written(shortest));
    }
  }

  private void profile(DeviceProfile profile) {
    String place = "profile " + profile.name();
    Timing timing = profile.timing();
    Lifetimes lifetimes = Lifetimes.of(profile, Optional.empty());
    add(place, "deadline " + Quantity.written(timing.deadline()));
    add(
        place,
        "ACK_TIMEOUT "
            + Quantity.written(lifetimes.ackTimeout())
            + (timing.ackTimeout().isPresent()
                ? ""
                : " until a round trip has been learned, never below "
                    + Quantity.written(timing.ackTimeoutFloor())));
    add(place, "MAX_LATENCY " + Quantity.written(lifetimes.maxLatency()));
    add(place, "MAX_TRANSMIT_SPAN " + Quantity.written(lifetimes.maxTransmitSpan()));
    add(place, "MAX_TRANSMIT_WAIT " + Quantity.written(lifetimes.maxTransmitWait()));
    add(
        place,
        "EXCHANGE_LIFETIME "
            + Quantity.written(lifetimes.exchangeLifetime())
            + ", so at most "
            + messagesAnHour(lifetimes.exchangeLifetime())
            + " requests an hour for one device");
    add(place, sizes(profile));
    profile.sleep().ifPresent(sleep -> add(place, sleep(sleep)));
  }

  /** A pool, with the share of the subscribers that each of its carriers gets. */
  private static String members(Pool pool) {
    int whole = pool.members().stream().mapToInt(Pool.Member::weight).sum();
    if (pool.choice() == Pool.Choice.LEAST_LOADED) {
      return pool.members().stream()
          .map(member -> member.carrier().name())
          .collect(Collectors.joining(" or ", "", ", whichever has less to do for its weight"));
    }
    return pool.members().stream()
        .map(
            member ->
                pool.members().size() == 1
                    ? member.carrier().name()
                    : member.carrier() + " (" + 100 * member.weight() / whole + " %)")
        .collect(Collectors.joining(" or "));
  }

  private static String sleep(Sleep sleep) {
    return "asleep "
        + sleep.windows().stream()
            .map(window -> window.from() + " to " + window.to())
            .collect(Collectors.joining(", "))
        + " "
        + sleep.zone()
        + ": requests wait, or get 5.03 if their deadline is before its end; listens "
        + Quantity.written(sleep.listening())
        + " after it has sent something";
  }

  private static String sizes(DeviceProfile profile) {
    Framing framing = profile.framing();
    int most =
        profile.maxSegments() == 1 ? framing.room() : profile.maxSegments() * framing.roomOfPart();
    return "CoAP messages up to "
        + framing.room()
        + " octets in one short message, up to "
        + most
        + " in "
        + profile.maxSegments();
  }

  /** Message IDs are 16 bits, and none comes again within the lifetime (RFC 7252 §4.4). */
  private static long messagesAnHour(Duration lifetime) {
    return 65_536L * Duration.ofHours(1).toMillis() / Math.max(1, lifetime.toMillis());
  }

  private void add(String place, String what) {
    lines.add(place + ": " + what);
  }
}
