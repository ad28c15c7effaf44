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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.coapsms.modem.profile.InvalidModemProfile.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Knows the files of profiles, those of one folder before those of the product, and lays a file
 * over the one that it extends. Immutable.
 */
final class ProfileFiles {
  static final String SUFFIX = ".yaml";
  private static final String FOLDER = "/modem-profiles/";

  /** Deeper than any sensible family tree; a file that extends itself ends here. */
  private static final int MAX_ANCESTORS = 8;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, Path> own;

  private ProfileFiles(Map<String, Path> own) {
    this.own = own;
  }

  static ProfileFiles builtIn() {
    return new ProfileFiles(Map.of());
  }

  /**
   * With the files of a folder over the product's.
   *
   * @throws InvalidModemProfile if it cannot be read
   */
  static ProfileFiles with(Path given) {
    Path folder = given.normalize();
    Map<String, Path> own = new TreeMap<>();
    try {
      for (String name : namesIn(folder)) {
        own.put(name, folder.resolve(name + SUFFIX));
      }
    } catch (IOException e) {
      throw mistake(folder.toString(), "", "cannot be read: " + e);
    }
    return new ProfileFiles(own);
  }

  /** The names of the files of the folder, sorted. */
  List<String> ownNames() {
    return own.keySet().stream().toList();
  }

  /** All names, sorted. */
  List<String> names() {
    return Stream.concat(own.keySet().stream(), builtInNames().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Where a name leads, as mistakes call it. */
  String shown(String name) {
    Path file = own.get(name);
    return file == null ? name + SUFFIX : file.toString();
  }

  /**
   * All keys of a profile, those of its ancestors included.
   *
   * @throws InvalidModemProfile if there is none, or it is not even a mapping
   */
  ObjectNode tree(String name) {
    return tree(name, own.get(name), MAX_ANCESTORS);
  }

  /** As {@link #tree(String)}, for a file that may be anywhere. */
  ObjectNode tree(Path file) {
    return tree("", file, MAX_ANCESTORS);
  }

  /** The keys that stand in a file of the product itself. */
  static ObjectNode ownKeys(String name) {
    return builtIn().keys(name, null);
  }

  private ObjectNode tree(String name, @Nullable Path file, int generationsLeft) {
    ObjectNode keys = keys(name, file);
    JsonNode parent = keys.remove("extends");
    if (parent == null) {
      return keys;
    }
    if (generationsLeft == 0) {
      String shown = file == null ? name + SUFFIX : file.toString();
      throw mistake(shown, "extends", "goes round in a circle, or too deep");
    }
    String parentName = parent.asText();
    // A file that replaces one of the product's may build on what it replaces.
    Path parentFile = parentName.equals(name) ? null : own.get(parentName);
    ObjectNode merged = tree(parentName, parentFile, generationsLeft - 1);
    // Evidence is for the file's own values; a parent's sources do not speak for an override.
    merged.set("evidence", YAML.createObjectNode());
    if (!parentName.equals(name)) {
      // What a parent is recognised by would fit the child's modems to the parent, too.
      merged.set("match", noMatch());
    }
    overlay(merged, keys);
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

  private ObjectNode keys(String name, @Nullable Path file) {
    String shown = file == null ? name + SUFFIX : file.toString();
    try (InputStream in =
        file == null
            ? ProfileFiles.class.getResourceAsStream(FOLDER + name + SUFFIX)
            : Files.newInputStream(file)) {
      if (in == null) {
        throw mistake(shown, "", "no such modem profile; there are: " + String.join(", ", names()));
      }
      return parse(shown, in);
    } catch (IOException e) {
      throw mistake(shown, "", "cannot be read: " + e);
    }
  }

  private static ObjectNode parse(String shown, InputStream in) throws IOException {
    try {
      if (YAML.readTree(in) instanceof ObjectNode mapping) {
        return mapping;
      }
      throw mistake(shown, "", "is not a mapping of keys and values");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String line = at == null ? "" : "line " + at.getLineNr() + ": ";
      throw mistake(shown, "", line + e.getOriginalMessage().replaceAll("\\s+", " ").strip());
    }
  }

  private static List<String> builtInNames() {
    URL generic = ProfileFiles.class.getResource(FOLDER + "generic-27005" + SUFFIX);
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

  private static InvalidModemProfile mistake(String file, String key, String what) {
    return new InvalidModemProfile(List.of(new Problem(file, key, what)));
  }
}
