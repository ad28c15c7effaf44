package org.coapsms.modem.profile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.coapsms.modem.profile.InvalidModemProfile.Problem;

/**
 * Finds and reads modem profiles: those that come with the product by name, anybody's own by path.
 * Thread-safe.
 */
public final class ModemProfiles {
  private static final String FOLDER = "/modem-profiles/";
  private static final String SUFFIX = ".yaml";

  /** Deeper than any sensible family tree; a file that extends itself ends here. */
  private static final int MAX_ANCESTORS = 8;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ModemProfiles() {}

  /**
   * Reads a profile that comes with the product.
   *
   * @param name as in {@link #names()}
   * @throws InvalidModemProfile if there is none, or the file has mistakes
   */
  public static ModemProfile load(String name) {
    return read(name + SUFFIX, tree(name, MAX_ANCESTORS));
  }

  /**
   * Reads a file of one's own; what it {@code extends} comes with the product.
   *
   * @throws InvalidModemProfile if it cannot be read or has mistakes
   */
  public static ModemProfile load(Path file) {
    String shown = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      Path name = Optional.ofNullable(file.getFileName()).orElse(file);
      return read(shown, name.toString(), inherit(shown, parse(shown, in), MAX_ANCESTORS));
    } catch (IOException e) {
      throw mistake(shown, "", "cannot be read: " + e);
    }
  }

  /** The names of the profiles that come with the product, sorted. */
  public static List<String> names() {
    URL generic = ModemProfiles.class.getResource(FOLDER + "generic-27005" + SUFFIX);
    if (generic == null) {
      throw new IllegalStateException("the profiles are not on the class path");
    }
    try {
      URI uri = generic.toURI();
      if (!uri.getScheme().equals("jar")) {
        return namesIn(Path.of(uri).resolveSibling(""));
      }
      // By its path: a file system by its URI is one for the whole process, and two threads
      // collide.
      JarURLConnection inJar = (JarURLConnection) generic.openConnection();
      Path file = Path.of(inJar.getJarFileURL().toURI());
      try (FileSystem jar = FileSystems.newFileSystem(file)) {
        return namesIn(jar.getPath(FOLDER));
      }
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("the profiles cannot be listed", e);
    }
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  private static ModemProfile read(String file, ObjectNode tree) {
    return read(file, file, tree);
  }

  private static ModemProfile read(String shown, String fileName, ObjectNode tree) {
    return new ProfileReader(shown, tree, new ArrayList<>()).read(fileName);
  }

  private static ObjectNode tree(String name, int generationsLeft) {
    String file = name + SUFFIX;
    try (InputStream in = ModemProfiles.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw mistake(file, "", "no such modem profile; there are: " + String.join(", ", names()));
      }
      return inherit(file, parse(file, in), generationsLeft);
    } catch (IOException e) {
      throw mistake(file, "", "cannot be read: " + e);
    }
  }

  /** The keys of a file over those of the file that it extends. */
  private static ObjectNode inherit(String file, ObjectNode own, int generationsLeft) {
    JsonNode parent = own.remove("extends");
    if (parent == null) {
      return own;
    }
    if (generationsLeft == 0) {
      throw mistake(file, "extends", "goes round in a circle, or too deep");
    }
    ObjectNode merged = tree(parent.asText(), generationsLeft - 1);
    // Evidence is for the file's own values; a parent's sources do not speak for an override.
    merged.set("evidence", YAML.createObjectNode());
    // What a parent is recognised by would fit the child's modems to the parent, too.
    merged.set("match", noMatch());
    overlay(merged, own);
    return merged;
  }

  private static ObjectNode noMatch() {
    ObjectNode match = YAML.createObjectNode();
    List.of("manufacturer", "model", "information", "usb").forEach(match::putArray);
    return match.putNull("question");
  }

  private static void overlay(ObjectNode under, ObjectNode over) {
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      if (under.get(entry.getKey()) instanceof ObjectNode lower
          && entry.getValue() instanceof ObjectNode upper) {
        overlay(lower, upper);
      } else {
        under.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private static ObjectNode parse(String file, InputStream in) throws IOException {
    try {
      if (YAML.readTree(in) instanceof ObjectNode mapping) {
        return mapping;
      }
      throw mistake(file, "", "is not a mapping of keys and values");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String line = at == null ? "" : "line " + at.getLineNr() + ": ";
      throw mistake(file, "", line + e.getOriginalMessage().replaceAll("\\s+", " ").strip());
    }
  }

  private static InvalidModemProfile mistake(String file, String key, String what) {
    return new InvalidModemProfile(List.of(new Problem(file, key, what)));
  }
}
