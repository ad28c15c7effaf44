package org.coapsms.bridge.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML into nodes that know their lines. */
final class YamlTree {
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final YAMLParser parser;
  private final Problems problems;

  private YamlTree(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The file's top; an empty mapping, and a problem, if it is no YAML. */
  static YamlNode read(String text, Problems problems) {
    try (YAMLParser parser = FACTORY.createParser(text)) {
      YamlTree tree = new YamlTree(parser, problems);
      if (parser.nextToken() == null) {
        return new YamlNode.Nothing(1);
      }
      YamlNode top = tree.node("");
      if (parser.nextToken() != null) {
        problems.error("", tree.line(), "a second document begins here; a file holds one");
      }
      return top;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      problems.error("", line, "this is not YAML: " + firstLine(e.getOriginalMessage()));
      return new YamlNode.Mapping(1, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory could not be read", e);
    }
  }

  private YamlNode node(String path) throws IOException {
    int line = line();
    if (parser.isCurrentAlias()) {
      problems.error(path, line, "YAML aliases are not supported; write the value out");
      return new YamlNode.Nothing(line);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(line, path);
      case START_ARRAY -> sequence(line, path);
      case VALUE_NULL -> new YamlNode.Nothing(line);
      default -> new YamlNode.Scalar(line, parser.getText());
    };
  }

  private YamlNode mapping(int line, String path) throws IOException {
    Map<String, YamlNode.Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line();
      String keyPath = Problems.join(path, key);
      parser.nextToken();
      YamlNode value = node(keyPath);
      if (members.putIfAbsent(key, new YamlNode.Member(keyLine, value)) != null) {
        problems.error(keyPath, keyLine, "is given twice");
      }
    }
    return new YamlNode.Mapping(line, members);
  }

  private YamlNode sequence(int line, String path) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(path + "[" + items.size() + "]"));
    }
    return new YamlNode.Sequence(line, items);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
