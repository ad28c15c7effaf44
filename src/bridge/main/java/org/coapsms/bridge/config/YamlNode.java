package org.coapsms.bridge.config;

import java.util.List;
import java.util.Map;

/** Is one place in a YAML file, with the line on which it starts. */
sealed interface YamlNode {
  int line();

  /** What it is called when something else was expected. */
  String kind();

  /** Keys and what they hold, in the order of the file. */
  record Mapping(int line, Map<String, Member> members) implements YamlNode {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A key's line and value. */
  record Member(int keyLine, YamlNode value) {}

  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A text as it stands in the file: {@code +4917} and {@code 0123} are not numbers here. */
  record Scalar(int line, String text) implements YamlNode {
    @Override
    public String kind() {
      return "a single value";
    }
  }

  /** A key without a value. */
  record Nothing(int line) implements YamlNode {
    @Override
    public String kind() {
      return "nothing";
    }
  }
}
