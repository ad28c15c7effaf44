package org.coapsms.bridge.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.coapsms.bridge.config.CarrierConfig.Access;
import org.coapsms.carrier.modem.ModemConfig;
import org.coapsms.codec.Address;
import org.coapsms.engine.CarrierId;
import org.coapsms.engine.route.Quota;
import org.coapsms.modem.profile.InvalidModemProfile;
import org.coapsms.modem.profile.ModemProfile;
import org.coapsms.modem.profile.ProfileCatalogue;

/** Reads one carrier; what its own configuration finds wrong is placed at the key in the file. */
final class CarrierReader {
  /** What a carrier without a name is called while the rest of it is checked. */
  static final String NAMELESS = "?";

  private CarrierReader() {}

  /** The carrier; empty if it has mistakes, which are noted then. */
  static Optional<CarrierConfig> read(Section section, ProfileCatalogue profiles) {
    String name = section.text("id").filter(id -> !id.isBlank()).orElse(NAMELESS);
    if (name.equals(NAMELESS)) {
      section.error("id", "is missing; routes name the carrier by it");
    }
    CarrierId id = new CarrierId(name);
    Optional<Double> rate = section.positive("rate");
    Quota quota = section.section("quota").map(CarrierReader::quota).orElse(Quota.UNLIMITED);
    Optional<Section> smpp = section.section("smpp");
    Optional<Section> modem = section.section("modem");
    Optional<Access> access = Optional.empty();
    if (smpp.isPresent() == modem.isPresent()) {
      section.error(
          smpp.isPresent() ? "modem" : "smpp",
          smpp.isPresent()
              ? "cannot stand beside smpp; a carrier is one of them"
              : "is missing, and so is modem; a carrier is one of them");
    } else {
      access =
          smpp.isPresent() ? SmppReader.read(id, smpp.get()) : modem(id, modem.get(), profiles);
    }
    section.close();
    return access.map(a -> new CarrierConfig(a, rate, quota));
  }

  private static Quota quota(Section section) {
    Optional<Integer> hour = most(section, "hour");
    Optional<Integer> day = most(section, "day");
    Optional<Integer> month = most(section, "month");
    section.close();
    return new Quota(hour, day, month);
  }

  private static Optional<Integer> most(Section section, String key) {
    return section.has(key)
        ? Optional.of(section.integer(key, 1, 1, Integer.MAX_VALUE))
        : Optional.empty();
  }

  private static Optional<Access> modem(CarrierId id, Section section, ProfileCatalogue profiles) {
    String port = section.text("port", "");
    Optional<Integer> baud =
        section.has("baud")
            ? Optional.of(section.integer("baud", 0, 1, Integer.MAX_VALUE))
            : Optional.empty();
    String profile = section.text("profile", ModemConfig.AUTO);
    Optional<Address> ownNumber = section.text("number").map(Address::parse);
    Optional<String> pin = section.secret("pin");
    Optional<Address> serviceCentre = section.text("smsc").map(Address::parse);
    Optional<String> imsi = section.text("imsi");
    Optional<Path> lock = lockDirectory(section);
    Optional<ModemProfile> behaviour = profile(section, profile, profiles);
    section.close();
    List<ModemConfig.Problem> problems =
        ModemConfig.problems(port, baud, profile, ownNumber, pin, serviceCentre, imsi);
    problems.forEach(
        problem ->
            place(
                section,
                problem.key().equals("ownNumber") ? "number" : problem.key(),
                problem.what()));
    if (!problems.isEmpty() || behaviour.isEmpty()) {
      return Optional.empty();
    }
    ModemConfig config =
        new ModemConfig(id, port, baud, profile, ownNumber, pin, serviceCentre, imsi, lock);
    boolean recognised = profile.equals(ModemConfig.AUTO);
    return Optional.of(
        new CarrierConfig.Modem(
            config, behaviour.get(), recognised ? Optional.of(profiles) : Optional.empty()));
  }

  /** A directory, or {@code off} where nobody else could use the port. */
  private static Optional<Path> lockDirectory(Section section) {
    return section.text("lock").filter("off"::equals).isPresent()
        ? Optional.empty()
        : section.path("lock").or(() -> Optional.of(ModemConfig.DEFAULT_LOCK_DIRECTORY));
  }

  private static Optional<ModemProfile> profile(
      Section section, String name, ProfileCatalogue profiles) {
    if (name.isBlank()) {
      return Optional.empty();
    }
    if (name.equals(ModemConfig.AUTO)) {
      return Optional.of(profiles.load(ProfileCatalogue.ANY_MODEM));
    }
    try {
      boolean isFile = name.contains("/") || name.endsWith(".yaml");
      return isFile
          ? section.path("profile").map(profiles::load)
          : Optional.of(profiles.load(name));
    } catch (InvalidModemProfile e) {
      e.problems().forEach(problem -> section.error("profile", problem.toString()));
      return Optional.empty();
    }
  }

  /** Notes a problem at its key, which may lie one level down, unless one was noted there. */
  static void place(Section section, String key, String what) {
    if (!section.isWrong(key)) {
      section.error(key, what);
    }
  }
}
