package org.coapsms.bridge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.route.Pool;
import org.coapsms.engine.route.Route;

/** Reads the routes: what may be reached, and through which carriers. */
final class RouteReader {
  private final Section top;
  private final Carriers carriers;
  private final Map<String, Pool> pools;
  private final List<Route> routes = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();

  RouteReader(Section top, Carriers carriers, Map<String, Pool> pools) {
    this.top = top;
    this.carriers = carriers;
    this.pools = pools;
  }

  List<Route> routes() {
    List<Section> sections = top.sections("routes");
    sections.forEach(this::add);
    if (sections.isEmpty() && !top.isWrong("routes")) {
      top.warning("routes", "there is none, so nothing may be reached");
    } else {
      carriers.checkUse();
    }
    return routes;
  }

  private void add(Section section) {
    Optional<String> prefix = Numbers.prefix(section, "prefix");
    if (!section.has("prefix")) {
      section.error("prefix", "is missing; write the numbers' beginning, such as \"+4917\"");
    } else if (prefix.filter(String::isEmpty).isPresent()) {
      section.warning("prefix", "allows every number in the world, premium numbers too");
    }
    prefix
        .flatMap(digits -> Optional.ofNullable(places.putIfAbsent(digits, section.path())))
        .ifPresent(other -> section.error("prefix", "is the same as that of " + other));
    List<Pool> through = through(section);
    Optional<Duration> deadline = section.duration("deadline");
    if (deadline.filter(Duration::isZero).isPresent()) {
      section.error("deadline", "is 0; must be longer");
    }
    section.close();
    if (prefix.isPresent() && !through.isEmpty()) {
      routes.add(new Route(prefix.get(), through, deadline));
    }
  }

  private List<Pool> through(Section section) {
    List<Pool> through = new ArrayList<>();
    Set<CarrierId> named = new HashSet<>();
    for (String name : section.texts("carriers")) {
      Pool pool = pools.getOrDefault(name, Pool.of(new CarrierId(name)));
      carriers.use(name);
      if (!carriers.isKnown(name) && !pools.containsKey(name)) {
        section.error("carriers", carriers.unknown(name));
        continue;
      }
      through.add(pool);
      pool.members().stream()
          .filter(member -> !named.add(member.carrier()))
          .forEach(member -> section.error("carriers", "names \"" + member.carrier() + "\" twice"));
    }
    if (through.isEmpty() && !section.isWrong("carriers")) {
      section.error("carriers", "is missing; a route needs at least one carrier");
    }
    return through;
  }
}
