package org.coapsms.codec.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coapsms.codec.Bytes;

/**
 * Holds one vector: lines {@code key: value}, comments with {@code #} that name its source. A key
 * may repeat; all {@code hex} lines together are the octets. A line {@code | hex | comment} is a
 * {@code hex} line too.
 */
public record GoldenFile(String name, Map<String, List<String>> fields) {

  /** All files of {@code golden/DIRECTORY} in the order of their names; never none. */
  public static List<GoldenFile> all(String directory) {
    try (Stream<Path> files = Files.list(resource("/golden/" + directory))) {
      List<GoldenFile> read = files.sorted().map(GoldenFile::read).toList();
      if (read.isEmpty()) {
        throw new IllegalStateException("no vectors in golden/" + directory);
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Bytes octets() {
    return Bytes.fromHex(String.join("", every("hex")));
  }

  public String get(String key) {
    return find(key).orElseThrow(() -> new IllegalStateException(name + " has no " + key));
  }

  public Optional<String> find(String key) {
    return every(key).stream().findFirst();
  }

  /** Every value of a key, in order. */
  public List<String> every(String key) {
    return fields.getOrDefault(key, List.of());
  }

  @Override
  public String toString() {
    return name;
  }

  private static GoldenFile read(Path file) {
    try {
      Map<String, List<String>> fields =
          Files.readAllLines(file).stream()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(GoldenFile::withKey)
              .collect(
                  Collectors.groupingBy(
                      line -> line.substring(0, line.indexOf(':')).strip(),
                      TreeMap::new,
                      Collectors.mapping(
                          line -> line.substring(line.indexOf(':') + 1).strip(),
                          Collectors.toCollection(ArrayList::new))));
      String fileName = Objects.requireNonNull(file.getFileName()).toString();
      return new GoldenFile(fileName.replace(".txt", ""), Map.copyOf(fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withKey(String line) {
    return line.startsWith("|") ? "hex:" + line.substring(1, line.indexOf('|', 1)) : line;
  }

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(GoldenFile.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
