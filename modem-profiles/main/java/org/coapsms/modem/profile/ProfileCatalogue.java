package org.coapsms.modem.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.coapsms.modem.profile.InvalidModemProfile.Problem;
import org.coapsms.modem.profile.Match.Usb;

/**
 * Holds the profiles that may be called by name: those of the product, and over them those of one
 * folder. Thread-safe.
 */
public final class ProfileCatalogue {
  /** The profile of a modem that nothing is known of. */
  public static final String ANY_MODEM = "generic-27005";

  private static final ProfileCatalogue BUILT_IN = new ProfileCatalogue(ProfileFiles.builtIn());

  private final ProfileFiles files;
  private final Map<String, ModemProfile> read = new ConcurrentHashMap<>();

  private ProfileCatalogue(ProfileFiles files) {
    this.files = files;
  }

  /** What comes with the product. */
  public static ProfileCatalogue builtIn() {
    return BUILT_IN;
  }

  /**
   * What comes with the product, and the {@code .yaml} files of a folder over it: a new name adds a
   * profile, a known name replaces one.
   *
   * @throws InvalidModemProfile with the mistakes of all files, or if the folder cannot be read
   */
  public static ProfileCatalogue with(Path folder) {
    ProfileCatalogue catalogue = new ProfileCatalogue(ProfileFiles.with(folder));
    List<Problem> problems = new ArrayList<>();
    for (String name : catalogue.files.ownNames()) {
      try {
        ModemProfile unused = catalogue.load(name);
      } catch (InvalidModemProfile mistakes) {
        problems.addAll(mistakes.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidModemProfile(problems.stream().distinct().toList());
    }
    return catalogue;
  }

  /** All names, sorted. */
  public List<String> names() {
    return files.names();
  }

  /**
   * Reads a profile.
   *
   * @param name as in {@link #names()}
   * @throws InvalidModemProfile if there is none, or its file has mistakes
   */
  public ModemProfile load(String name) {
    ModemProfile known = read.get(name);
    if (known != null) {
      return known;
    }
    ModemProfile loaded =
        new ProfileReader(files.shown(name), files.tree(name), new ArrayList<>())
            .read(name + ProfileFiles.SUFFIX);
    read.put(name, loaded);
    return loaded;
  }

  /**
   * Reads a file that may be anywhere; what it {@code extends} is one of the catalogue.
   *
   * @throws InvalidModemProfile if it cannot be read or has mistakes
   */
  public ModemProfile load(Path file) {
    Path name = Optional.ofNullable(file.getFileName()).orElse(file);
    return new ProfileReader(file.toString(), files.tree(file), new ArrayList<>())
        .read(name.toString());
  }

  /**
   * Recognises a modem by what it says about itself. A profile of the folder that fits comes before
   * all of the product's; of two that fit alike the first by name is taken, and the profile of any
   * modem where nothing fits.
   */
  public ProfileMatch match(ModemIdentity identity) {
    ProfileMatch own = best(files.ownNames(), identity);
    return own.isRecognised() ? own : best(names(), identity);
  }

  private ProfileMatch best(List<String> candidates, ModemIdentity identity) {
    ProfileMatch best = new ProfileMatch(ANY_MODEM, 0);
    for (String name : candidates) {
      int score = load(name).match().score(identity);
      if (score > best.score()) {
        best = new ProfileMatch(name, score);
      }
    }
    return best;
  }

  /** The profiles of a device on the bus, by its vendor and product in hexadecimal. */
  public List<String> matchUsb(String vendor, String product) {
    return names().stream()
        .filter(name -> load(name).match().usb().stream().anyMatch(is(vendor, product)))
        .toList();
  }

  /** What to ask a modem that was not recognised by the usual answers; each once. */
  public List<String> questions() {
    return names().stream()
        .flatMap(name -> load(name).match().question().stream())
        .map(Match.Question::command)
        .distinct()
        .toList();
  }

  private static Predicate<Usb> is(String vendor, String product) {
    return usb -> usb.vendor().equalsIgnoreCase(vendor) && usb.product().equalsIgnoreCase(product);
  }
}
