package org.coapsms.bridge.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.route.Pool;
import org.coapsms.engine.route.Pool.Choice;
import org.coapsms.engine.route.Pool.Member;

/** Reads the pools: carriers that share subscribers, under a name that routes may use. */
final class PoolReader {
  private static final int MOST_WEIGHT = 1000;

  private final Carriers carriers;

  PoolReader(Carriers carriers) {
    this.carriers = carriers;
  }

  /** The pools by name; one with mistakes has those of its members that are right. */
  Map<String, Pool> pools(Section top) {
    Map<String, Pool> pools = new HashMap<>();
    top.section("pools")
        .ifPresent(
            section -> {
              for (String name : section.names()) {
                if (carriers.isKnown(name)) {
                  section.error(name, "is the name of a carrier; routes could not tell them apart");
                }
                section.section(name).flatMap(this::pool).ifPresent(pool -> pools.put(name, pool));
              }
            });
    return pools;
  }

  private Optional<Pool> pool(Section section) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : section.texts("carriers")) {
      carriers.use(name);
      if (!carriers.isKnown(name)) {
        section.error("carriers", carriers.unknown(name));
      } else if (!names.add(name)) {
        section.error("carriers", "names \"" + name + "\" twice");
      }
    }
    if (names.isEmpty() && !section.isWrong("carriers")) {
      section.error("carriers", "is missing; a pool shares its subscribers among carriers");
    }
    Optional<Section> weights = section.section("weights");
    List<Member> members = new ArrayList<>();
    for (String name : names) {
      int weight = weights.map(given -> given.integer(name, 1, 1, MOST_WEIGHT)).orElse(1);
      members.add(new Member(new CarrierId(name), weight));
    }
    weights.ifPresent(Section::close);
    Choice choice =
        section
            .choice(
                "choose", Map.of("byNumber", Choice.BY_NUMBER, "leastLoaded", Choice.LEAST_LOADED))
            .orElse(Choice.BY_NUMBER);
    section.close();
    return members.isEmpty() ? Optional.empty() : Optional.of(new Pool(members, choice));
  }
}
