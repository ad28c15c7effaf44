package org.coapsms.codec.gsm7;

import java.util.HashMap;
import java.util.Map;
import org.coapsms.codec.Bytes;
import org.coapsms.codec.OctetWriter;

/**
 * Translates between text and the septets of the GSM 7-bit default alphabet with its extension
 * table, TS 23.038 §6.2.1. Septets stand one in an octet here; {@link Septets} packs them.
 */
public final class GsmAlphabet {
  /** Announces a character of the extension table. */
  public static final int ESCAPE = 0x1B;

  /** TS 23.038 §6.2.1, in the order of the septets 0x00 to 0x7F; 0x1B is the escape. */
  private static final String DEFAULT =
      "@£$¥èéùìòÇ\nØø\rÅå"
          + "Δ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ"
          + " !\"#¤%&'()*+,-./"
          + "0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNO"
          + "PQRSTUVWXYZÄÖÑÜ§"
          + "¿abcdefghijklmno"
          + "pqrstuvwxyzäöñüà";

  /** TS 23.038 §6.2.1.1: what a septet behind the escape means. */
  private static final Map<Integer, Character> EXTENSION =
      Map.of(
          0x0A, '\f', 0x14, '^', 0x28, '{', 0x29, '}', 0x2F, '\\', 0x3C, '[', 0x3D, '~', 0x3E, ']',
          0x40, '|', 0x65, '€');

  /** The septet of each character, with the escape in the higher octet where one is needed. */
  private static final Map<Character, Integer> SEPTETS = new HashMap<>();

  static {
    for (int septet = 0; septet < DEFAULT.length(); septet++) {
      if (septet != ESCAPE) {
        SEPTETS.put(DEFAULT.charAt(septet), septet);
      }
    }
    EXTENSION.forEach((septet, character) -> SEPTETS.put(character, ESCAPE << 8 | septet));
  }

  private GsmAlphabet() {}

  /** Whether every character of the text has a septet, or two. */
  public static boolean canEncode(String text) {
    return text.chars().allMatch(c -> SEPTETS.containsKey((char) c));
  }

  /**
   * The septets of a text, one in an octet; characters of the extension table take two.
   *
   * @throws IllegalArgumentException for a character that the alphabet does not have
   */
  public static Bytes encode(String text) {
    OctetWriter out = new OctetWriter();
    for (int i = 0; i < text.length(); i++) {
      Integer septet = SEPTETS.get(text.charAt(i));
      if (septet == null) {
        throw new IllegalArgumentException(
            "no GSM 7-bit character: U+%04X at %d".formatted(text.codePointAt(i), i));
      }
      if (septet > 0x7F) {
        out.u8(ESCAPE);
      }
      out.u8(septet & 0x7F);
    }
    return out.toBytes();
  }

  /**
   * The text of any septets, one in an octet, of which the highest bit is ignored. An escape behind
   * an escape, or at the end, is shown as a space; a septet that the extension table does not
   * define is shown as the default alphabet has it (both TS 23.038 §6.2.1.1).
   */
  public static String decode(Bytes septets) {
    StringBuilder text = new StringBuilder(septets.size());
    for (int i = 0; i < septets.size(); i++) {
      int septet = septets.at(i) & 0x7F;
      if (septet != ESCAPE) {
        text.append(DEFAULT.charAt(septet));
      } else if (i + 1 < septets.size()) {
        i++;
        text.append(extended(septets.at(i) & 0x7F));
      } else {
        text.append(' ');
      }
    }
    return text.toString();
  }

  private static char extended(int septet) {
    if (septet == ESCAPE) {
      return ' ';
    }
    return EXTENSION.getOrDefault(septet, DEFAULT.charAt(septet));
  }
}
