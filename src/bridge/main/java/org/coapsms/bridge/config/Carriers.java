package org.coapsms.bridge.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coapsms.bridge.config.CarrierConfig.Modem;
import org.coapsms.modem.profile.ProfileCatalogue;

/** Reads all carriers and knows which names routes may use. */
final class Carriers {
  private final List<CarrierConfig> usable = new ArrayList<>();
  private final Map<String, Section> byName = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  private Carriers() {}

  static Carriers read(Section top, ProfileCatalogue profiles) {
    Carriers carriers = new Carriers();
    List<Section> sections = top.sections("carriers");
    if (sections.isEmpty() && !top.isWrong("carriers")) {
      top.error("carriers", "is missing; without a carrier no short message leaves or arrives");
    }
    sections.forEach(section -> carriers.add(section, profiles));
    carriers.checkPorts();
    return carriers;
  }

  List<CarrierConfig> usable() {
    return usable;
  }

  /** Whether a carrier has this name, even if something is wrong with it. */
  boolean isKnown(String name) {
    return byName.containsKey(name);
  }

  /** What to say of a name that no carrier has. */
  String unknown(String name) {
    return "there is no carrier \"" + name + "\"; there are: " + String.join(", ", names());
  }

  void use(String name) {
    used.add(name);
  }

  private List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }

  /** Notes carriers that no route names. */
  void checkUse() {
    byName.forEach(
        (name, section) -> {
          if (!used.contains(name)) {
            section.warning("id", "no route names \"" + name + "\"; it will only receive");
          }
        });
  }

  private void add(Section section, ProfileCatalogue profiles) {
    CarrierReader.read(section, profiles).ifPresent(usable::add);
    section
        .text("id")
        .filter(name -> !name.isBlank())
        .ifPresent(
            name -> {
              Section first = byName.putIfAbsent(name, section);
              if (first != null) {
                section.error("id", "\"" + name + "\" is the name of " + first.path() + " already");
              }
            });
  }

  private void checkPorts() {
    Map<String, String> owners = new HashMap<>();
    for (CarrierConfig carrier : usable) {
      if (carrier.access() instanceof Modem modem) {
        String other = owners.putIfAbsent(modem.config().port(), carrier.id().name());
        Section section = byName.get(carrier.id().name());
        if (other != null && section != null) {
          section.error("modem.port", "is used by carrier \"" + other + "\" already");
        }
      }
    }
  }
}
