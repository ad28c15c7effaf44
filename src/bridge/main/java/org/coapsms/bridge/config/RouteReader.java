package org.coapsms.bridge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.route.Route;

/** Reads the routes: what may be reached, and through which carriers. */
final class RouteReader {
  private final Section top;
  private final Carriers carriers;
  private final List<Route> routes = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();

  RouteReader(Section top, Carriers carriers) {
    this.top = top;
    this.carriers = carriers;
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
    List<CarrierId> through = through(section);
    Optional<Duration> deadline = section.duration("deadline");
    if (deadline.filter(Duration::isZero).isPresent()) {
      section.error("deadline", "is 0; must be longer");
    }
    section.close();
    if (prefix.isPresent() && !through.isEmpty()) {
      routes.add(Route.inOrder(prefix.get(), through, deadline));
    }
  }

  private List<CarrierId> through(Section section) {
    Set<CarrierId> through = new LinkedHashSet<>();
    for (String name : section.texts("carriers")) {
      carriers.use(name);
      if (!carriers.isKnown(name)) {
        section.error(
            "carriers",
            "there is no carrier \""
                + name
                + "\"; there are: "
                + String.join(", ", carriers.names()));
      } else if (!through.add(new CarrierId(name))) {
        section.error("carriers", "names \"" + name + "\" twice");
      }
    }
    if (through.isEmpty() && !section.isWrong("carriers")) {
      section.error("carriers", "is missing; a route needs at least one carrier");
    }
    return List.copyOf(through);
  }
}
