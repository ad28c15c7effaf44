package org.coapsms.bridge.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything that is wrong with one file. Not thread-safe. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void error(String key, int line, String what) {
    found.add(Problem.error(key, line, what));
  }

  void warning(String key, int line, String what) {
    found.add(Problem.warning(key, line, what));
  }

  boolean hasErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  List<Problem> inOrder() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
