package org.coapsms.carrier.smpp;

import java.util.Locale;

/**
 * What ids in answers look like.
 *
 * @param width how many digits they are filled up to with zeros; 0 if they are not
 */
record IdShape(int width, boolean hasLetters, boolean upper) {
  static final IdShape UNSEEN = new IdShape(0, false, false);

  /** This shape after one more answer. */
  IdShape after(String id) {
    boolean lower = false;
    boolean letters = false;
    for (int i = 0; i < id.length(); i++) {
      lower |= Character.isLowerCase(id.charAt(i));
      letters |= Character.isLetter(id.charAt(i));
    }
    int filled = id.length() > 1 && id.charAt(0) == '0' ? id.length() : width;
    boolean capitals = letters ? !lower : upper;
    return filled == width && (hasLetters || !letters) && capitals == upper
        ? this
        : new IdShape(filled, hasLetters || letters, capitals);
  }

  String padded(String digits) {
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  String cased(String id) {
    return upper ? id.toUpperCase(Locale.ROOT) : id.toLowerCase(Locale.ROOT);
  }
}
