package org.coapsms.bridge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.coapsms.engine.Subscriber;
import org.coapsms.engine.route.DeviceProfile;
import org.coapsms.engine.route.Listing;
import org.coapsms.engine.route.NumberPlan;
import org.coapsms.engine.route.Route;
import org.coapsms.modem.profile.InvalidModemProfile;
import org.coapsms.modem.profile.ProfileCatalogue;

/**
 * Reads the configuration of a bridge from YAML. It goes on behind each mistake, so that one
 * reading finds all of them.
 */
public final class ConfigReader {
  private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(30);
  private static final int COAP_PORT = 5683;

  private final Problems problems;
  private final Section.Source source;
  private final Section top;

  private ConfigReader(String yaml, Surroundings surroundings) {
    this.problems = new Problems();
    this.source = new Section.Source(problems, surroundings);
    this.top = new Section(source, "", YamlTree.read(yaml, problems));
  }

  /**
   * Reads a file; relative paths in it start in its folder.
   *
   * @throws IOException if it cannot be read at all
   */
  public static ConfigReading read(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    ConfigReader reader = new ConfigReader(Files.readString(file), Surroundings.of(folder));
    return reader.reading(isReadableByOthers(file));
  }

  public static ConfigReading read(String yaml, Surroundings surroundings) {
    return new ConfigReader(yaml, surroundings).reading(false);
  }

  private static boolean isReadableByOthers(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view != null
        && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
  }

  private ConfigReading reading(boolean readableByOthers) {
    HostPort coap = listen();
    Optional<Upstream> upstream = upstream();
    Duration deadline = top.span("deadline", DEFAULT_DEADLINE);
    Carriers carriers = Carriers.read(top, modemProfiles());
    List<Route> routes =
        new RouteReader(top, carriers, new PoolReader(carriers).pools(top)).routes();
    Map<String, DeviceProfile> profiles = profiles(deadline);
    List<Listing> devices = devices(profiles);
    NumberPlan numbers = numbers();
    top.close();
    if (readableByOthers) {
      source
          .plainSecrets()
          .forEach(
              (key, line) ->
                  problems.warning(
                      key,
                      line,
                      "is a secret in a file that everybody on this machine may read; write"
                          + " ${env:NAME} or ${file:PATH}, or chmod o-r the file"));
    }
    Optional<BridgeConfig> config =
        problems.hasErrors()
            ? Optional.empty()
            : Optional.of(
                new BridgeConfig(
                    coap, upstream, carriers.usable(), routes, devices, profiles, numbers));
    return new ConfigReading(config, problems.inOrder());
  }

  /** The profiles that carriers may name: those of the product, and those of the user's folder. */
  private ProfileCatalogue modemProfiles() {
    try {
      return top.path("modemProfiles")
          .map(ProfileCatalogue::with)
          .orElseGet(ProfileCatalogue::builtIn);
    } catch (InvalidModemProfile mistakes) {
      mistakes.problems().forEach(problem -> top.error("modemProfiles", problem.toString()));
      return ProfileCatalogue.builtIn();
    }
  }

  private HostPort listen() {
    Optional<Section> listen = top.section("listen");
    if (listen.isEmpty()) {
      return BridgeConfig.DEFAULT_COAP;
    }
    Section section = listen.get();
    Optional<HostPort> coap =
        section
            .text("coap")
            .flatMap(
                text -> {
                  Optional<HostPort> address = HostPort.parse(text, COAP_PORT);
                  if (address.isEmpty()) {
                    section.error(
                        "coap",
                        "\"" + text + "\" is no address; write host:port, such as 127.0.0.1:5683");
                  }
                  return address;
                });
    if (coap.filter(address -> !address.isLoopback()).isPresent()) {
      section.warning(
          "coap",
          "is not on loopback: whoever reaches it can send short messages, in plain text and"
              + " without proof of who it is");
    }
    section.close();
    return coap.orElse(BridgeConfig.DEFAULT_COAP);
  }

  private Optional<Upstream> upstream() {
    return top.text("upstream")
        .flatMap(
            text -> {
              Optional<Upstream> upstream = Upstream.parse(text);
              if (upstream.isEmpty()) {
                top.error(
                    "upstream",
                    "\"" + text + "\" is no CoAP server; write coap://host[:port][/base]");
              }
              return upstream;
            });
  }

  private Map<String, DeviceProfile> profiles(Duration deadline) {
    Map<String, DeviceProfile> builtIn = ProfileReader.builtIn(deadline);
    Map<String, DeviceProfile> profiles = new HashMap<>(builtIn);
    top.section("profiles")
        .ifPresent(
            section ->
                section
                    .names()
                    .forEach(
                        name ->
                            profiles.put(
                                name,
                                section
                                    .section(name)
                                    .map(given -> ProfileReader.read(name, given, builtIn))
                                    .orElseGet(() -> builtIn.getOrDefault(name, any(builtIn))))));
    return profiles;
  }

  private static DeviceProfile any(Map<String, DeviceProfile> builtIn) {
    return builtIn.getOrDefault(BridgeConfig.DEFAULT_PROFILE, DeviceProfile.standard());
  }

  private List<Listing> devices(Map<String, DeviceProfile> profiles) {
    List<Listing> listings = new ArrayList<>();
    Map<String, String> places = new HashMap<>();
    for (Section section : top.sections("devices")) {
      String key = section.has("prefix") ? "prefix" : "number";
      if (section.has("number") == section.has("prefix")) {
        section.error(key, "give either number or prefix");
      }
      Optional<String> digits = Numbers.prefix(section, key);
      Optional<DeviceProfile> profile = section.choice("profile", profiles);
      if (!section.has("profile")) {
        section.error("profile", "is missing; it says what this device understands");
      }
      section.close();
      digits
          .flatMap(given -> Optional.ofNullable(places.putIfAbsent(given, section.path())))
          .ifPresent(other -> section.error(key, "is listed in " + other + " already"));
      if (digits.isPresent() && profile.isPresent()) {
        listings.add(new Listing(digits.get(), profile.get()));
      }
    }
    return listings;
  }

  private NumberPlan numbers() {
    Optional<Section> numbers = top.section("numbers");
    if (numbers.isEmpty()) {
      return NumberPlan.international();
    }
    Section section = numbers.get();
    Optional<String> countryCode = Numbers.prefix(section, "countryCode");
    if (countryCode.filter(code -> !code.matches("[1-9]\\d{0,2}")).isPresent()) {
      section.error("countryCode", "must be a country code of one to three digits, such as 49");
    }
    Map<String, Subscriber> aliases = new HashMap<>();
    section
        .section("aliases")
        .ifPresent(
            list -> {
              for (String alias : list.names()) {
                Numbers.subscriber(list, alias).ifPresent(number -> aliases.put(alias, number));
              }
            });
    section.close();
    return new NumberPlan(countryCode, aliases);
  }
}
