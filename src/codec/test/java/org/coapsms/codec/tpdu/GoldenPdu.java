package org.coapsms.codec.tpdu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.coapsms.codec.Bytes;

/**
 * Is one PDU whose meaning somebody else has stated, as {@code golden/tpdu/*.txt} keeps them.
 *
 * <pre>
 *   # comment, with the source
 *   | hex octets | what they are        (in order, as many lines as needed)
 *   key: value                          (every field that {@link Described} knows, or none of them)
 *   encodes: hex                        (only where another form of the same meaning is written)
 * </pre>
 */
record GoldenPdu(String name, Bytes octets, Map<String, String> fields, Bytes encodes) {

  static List<GoldenPdu> all() {
    try (Stream<Path> files = Files.list(directory())) {
      return files.sorted().map(GoldenPdu::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String kind() {
    return fields.getOrDefault("kind", "");
  }

  private static GoldenPdu read(Path file) {
    StringBuilder hex = new StringBuilder();
    Map<String, String> fields = new TreeMap<>();
    for (String line : lines(file)) {
      if (line.startsWith("|")) {
        hex.append(line, 1, line.indexOf('|', 1));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int colon = line.indexOf(':');
        fields.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    Bytes octets = Bytes.fromHex(hex);
    String encodes = fields.remove("encodes");
    return new GoldenPdu(
        file.getFileName().toString(),
        octets,
        fields,
        encodes == null ? octets : Bytes.fromHex(encodes));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      return Path.of(GoldenPdu.class.getResource("/golden/tpdu").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
