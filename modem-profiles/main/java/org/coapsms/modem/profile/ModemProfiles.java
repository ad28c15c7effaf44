package org.coapsms.modem.profile;

import java.nio.file.Path;
import java.util.List;

/**
 * Finds and reads modem profiles: those that come with the product by name, anybody's own by path.
 * A folder of one's own is a {@link ProfileCatalogue}. Thread-safe.
 */
public final class ModemProfiles {
  private ModemProfiles() {}

  /**
   * Reads a profile that comes with the product.
   *
   * @param name as in {@link #names()}
   * @throws InvalidModemProfile if there is none, or the file has mistakes
   */
  public static ModemProfile load(String name) {
    return ProfileCatalogue.builtIn().load(name);
  }

  /**
   * Reads a file of one's own; what it {@code extends} comes with the product.
   *
   * @throws InvalidModemProfile if it cannot be read or has mistakes
   */
  public static ModemProfile load(Path file) {
    return ProfileCatalogue.builtIn().load(file);
  }

  /** The names of the profiles that come with the product, sorted. */
  public static List<String> names() {
    return ProfileCatalogue.builtIn().names();
  }

  /** Recognises a modem among those of the product, by what it says about itself. */
  public static ProfileMatch match(ModemIdentity identity) {
    return ProfileCatalogue.builtIn().match(identity);
  }
}
