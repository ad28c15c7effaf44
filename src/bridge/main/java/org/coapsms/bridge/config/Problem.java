package org.coapsms.bridge.config;

/**
 * Says what is wrong with one value of a configuration.
 *
 * @param key the path of the key, such as {@code carriers[0].smpp.window}
 * @param line the line of the file, counted from 1
 * @param what a sentence that says what is wrong and what is allowed
 */
public record Problem(Severity severity, String key, int line, String what) {

  /** Whether a configuration with this problem can be used. */
  public enum Severity {
    ERROR,
    WARNING
  }

  static Problem error(String key, int line, String what) {
    return new Problem(Severity.ERROR, key, line, what);
  }

  static Problem warning(String key, int line, String what) {
    return new Problem(Severity.WARNING, key, line, what);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line for people, such as {@code line 7: carriers[0].smpp.window: is 0; …}. */
  @Override
  public String toString() {
    String kind = isError() ? "" : "warning: ";
    return "line " + line + ": " + kind + (key.isEmpty() ? "" : key + ": ") + what;
  }
}
