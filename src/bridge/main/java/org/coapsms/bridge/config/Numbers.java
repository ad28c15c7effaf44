package org.coapsms.bridge.config;

import java.util.Optional;
import org.coapsms.engine.Subscriber;

/** Reads phone numbers and their beginnings, with or without '+'. */
final class Numbers {
  private Numbers() {}

  /** Leading digits of numbers, without '+'; empty text stands for every number. */
  static Optional<String> prefix(Section section, String key) {
    return section
        .text(key)
        .map(Numbers::withoutPlus)
        .filter(
            digits -> {
              boolean valid = digits.matches("\\d{0,15}") && !digits.startsWith("0");
              if (!valid) {
                section.error(
                    key, "is no international number; write its digits, such as \"+4917\"");
              }
              return valid;
            });
  }

  /** A whole number. */
  static Optional<Subscriber> subscriber(Section section, String key) {
    Optional<String> digits = prefix(section, key);
    if (digits.filter(String::isEmpty).isPresent()) {
      section.error(key, "stands for no number; write one such as \"+491701234567\"");
      return Optional.empty();
    }
    return digits.map(Subscriber::new);
  }

  private static String withoutPlus(String text) {
    return text.startsWith("+") ? text.substring(1) : text;
  }
}
